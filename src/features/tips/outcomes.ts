import type { Role } from '../officers/as-officer.js'

/** The closed list. There is no "refused": a body that receives tips may not refuse one (BLTTHS art. 145). */
export const OUTCOME_CODES = [
  'chuyen_cqdt',
  'xu_phat_hanh_chinh',
  'canh_bao_go_bo',
  'huong_dan',
  'khong_du_thong_tin',
  'trung_lap',
  'khong_dau_hieu_vi_pham',
  'khong_thuoc_pham_vi',
  'bao_tin_sai',
] as const

export type OutcomeCode = (typeof OUTCOME_CODES)[number]

export type OutcomeCheck =
  | { kind: 'ok' }
  | { kind: 'lead_only' }
  | { kind: 'ask_first' }
  | { kind: 'needs_reason' }
  | { kind: 'needs_master' }

/** `asked` counts the questions put to the reporter so far; who is anonymous cannot be asked. */
export type Circumstance = { role: Role; asked: number; canAsk: boolean }

/** What must hold before an outcome may stand. */
export function checkOutcome(code: OutcomeCode, reason: string, { role, asked, canAsk }: Circumstance): OutcomeCheck {
  if (code === 'bao_tin_sai' && role !== 'lead') return { kind: 'lead_only' }
  if (code === 'khong_du_thong_tin' && canAsk && asked === 0) return { kind: 'ask_first' }
  if (reason.trim().length === 0) return { kind: 'needs_reason' }
  if (code === 'trung_lap' && findTipNumber(reason) === null) return { kind: 'needs_master' }
  return { kind: 'ok' }
}

/** A tip's number as officers write it, e.g. 2026-000123. */
export function findTipNumber(text: string): string | null {
  return /\b(20\d{2}-\d{6})\b/.exec(text)?.[1] ?? null
}
