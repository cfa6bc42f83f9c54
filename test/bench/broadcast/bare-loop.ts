/**
 * The peer: messages to one Bot API, as fast as one process can call it, and nothing else. Arguments: the API's root, its
 * token, how many calls, how many at once, the first chat. Prints calls a second.
 */
const [root = '', token = '', calls = '0', atOnce = '1', first = '0'] = process.argv.slice(2)
const text = 'Công an giả gọi điện. '.repeat(20)
let next = 0
const since = performance.now()

async function call(): Promise<void> {
  while (next < Number(calls)) {
    const chat = Number(first) + next++
    const response = await fetch(`${root}/bot${token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: String(chat), text }),
    })
    await response.json()
  }
}

await Promise.all(Array.from({ length: Number(atOnce) }, call))
process.stdout.write(`${Math.round((Number(calls) / (performance.now() - since)) * 1000)}\n`)
