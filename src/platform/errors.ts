export type ErrorCode =
  | 'not_found'
  | 'forbidden'
  | 'conflict'
  | 'invalid'
  | 'unauthorized'
  | 'too_many'
  | 'gone'
  | 'too_large'

/** A refusal at an edge; each edge turns it into its own status or reply. `detail` is for people and holds no content. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly detail: Readonly<Record<string, string>>

  constructor(code: ErrorCode, message: string, detail: Record<string, string> = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
    this.detail = detail
  }
}

export const HTTP_STATUS = {
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  invalid: 422,
  unauthorized: 401,
  too_many: 429,
  gone: 410,
  too_large: 413,
} as const satisfies Record<ErrorCode, number>

/** The end of a switch over a union: a new member fails to compile here. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
