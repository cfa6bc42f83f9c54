/**
 * One POST. Resolves whatever the server answered and rejects only when no answer came. XMLHttpRequest, because
 * `fetch` cannot tell how far an upload is.
 */
export function post(url, body, { onProgress, timeoutMs }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.timeout = timeoutMs
    request.setRequestHeader('Accept', 'application/json')
    if (!(body instanceof URLSearchParams)) request.setRequestHeader('Content-Type', 'application/octet-stream')
    if (onProgress) {
      request.upload.onprogress = (event) => {
        if (event.lengthComputable) onProgress(event.loaded / event.total)
      }
    }
    request.onload = () => resolve(readAnswer(request))
    request.onerror = () => reject(new Error('network'))
    request.ontimeout = () => reject(new Error('timeout'))
    request.send(body)
  })
}

export function getJson(url) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('GET', url)
    request.timeout = 15000
    request.onload = () => resolve(readAnswer(request))
    request.onerror = () => reject(new Error('network'))
    request.ontimeout = () => reject(new Error('timeout'))
    request.send()
  })
}

function readAnswer(request) {
  const retryAfter = Number(request.getResponseHeader('Retry-After')) || 0
  return { status: request.status, retryAfter, body: parse(request.responseText) }
}

/** A proxy's error page is no JSON. */
function parse(text) {
  try {
    return JSON.parse(text) || {}
  } catch (_error) {
    return {}
  }
}

/** Not `crypto.randomUUID`: old phones lack it, and so do pages without https. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
