import type { Facts } from '../../engine/contract.js'
import type { Json } from '../../engine/message.js'
import { findPhones } from '../../engine/readers/phone.js'
import { findUrls } from '../../engine/readers/url.js'
import { foldText, nameKey } from '../../engine/text-key.js'
import { playedSubscriptions } from './play-subscriptions.js'
import { playedTeaching } from './play-teaching.js'

export type PlayedEffect = (args: { [arg: string]: Json }) => { outcome: string; facts?: Facts }

/** Answers to effects without a database, so that a flow can be tried at a terminal and in tests. */
export function playedEffects(): { [name: string]: PlayedEffect } {
  return {
    record_consent: () => ({ outcome: 'ok' }),
    suggest_category: ({ text }) => suggest(String(text ?? '')),
    find_danger: ({ text }) => ({ outcome: findDanger(foldText(String(text ?? ''))) }),
    list_categories: () => ({ outcome: 'ok', facts: { categories: CATEGORIES } }),
    find_area: ({ text }) => findArea(String(text ?? '')),
    find_area_at: () => ({ outcome: 'no_boundaries' }),
    find_area_by_code: ({ code }) => findAreaByCode(String(code ?? '')),
    find_identifiers: ({ text }) => findIdentifiers(String(text ?? '')),
    file_tip: () => ({ outcome: 'filed', facts: { receipt: PLAYED_RECEIPT, unitName: 'Công an Phường Đức Phổ' } }),
    confirm_receipt_saved: () => ({ outcome: 'ok' }),
    discard_attachments: () => ({ outcome: 'ok' }),
    look_up: ({ code }) => lookUp(String(code ?? '')),
    add_message: () => ({ outcome: 'ok' }),
    forget_me: () => ({ outcome: 'ok' }),
    forget_talk: () => ({ outcome: 'ok' }),
    ...playedTeaching(),
    ...playedSubscriptions(),
  }
}

export const PLAYED_RECEIPT = 'AN-0000-1111-2222-3333'

const CATEGORIES = [
  ['LUA_DAO', 'Lừa đảo chiếm đoạt tiền, tài sản'],
  ['MAO_DANH', 'Mạo danh công an, cơ quan, ngân hàng'],
  ['BAT_COC_ONLINE', 'Bắt cóc online, ép tự cô lập'],
  ['CHIEM_TK', 'Chiếm đoạt tài khoản'],
  ['MA_DOC_LINK', 'Mã độc, ứng dụng giả, web giả'],
  ['TONG_TIEN', 'Tống tiền, đe dọa phát tán ảnh'],
  ['TRE_EM', 'Xâm hại, dụ dỗ trẻ em'],
  ['MUA_BAN_NGUOI', 'Mua bán người, việc nhẹ lương cao'],
  ['CO_BAC', 'Đánh bạc, cá độ qua mạng'],
  ['HANG_CAM', 'Rao bán ma túy, vũ khí, giấy tờ giả'],
  ['LO_DU_LIEU', 'Tung, mua bán thông tin cá nhân'],
  ['XUC_PHAM', 'Vu khống, làm nhục một người'],
  ['DE_DOA', 'Đe dọa giết, đánh, đốt'],
  ['TIN_GIA_KHAN', 'Tin sai trong thiên tai, dịch bệnh'],
  ['KHAC', 'Khác, chưa rõ'],
].map(([value = '', label = '']) => ({ value, label }))

const AREAS = [
  { code: '21439', name: 'Phường Đức Phổ, Quảng Ngãi' },
  { code: '21289', name: 'Xã Sơn Hà, Quảng Ngãi' },
  { code: '21292', name: 'Xã Sơn Hạ, Quảng Ngãi' },
]

const WORDS: [RegExp, string, string][] = [
  [/\b(?:can cuoc|ho khau|dang ky xe|tam tru)\b/, 'exit', 'procedure'],
  [/\b(?:lua|chuyen khoan|mat tien)/, 'LUA_DAO', 'bạn viết về việc bị lừa tiền'],
  [/\b(?:tong tien|anh nong)/, 'TONG_TIEN', 'bạn viết về việc bị tống tiền'],
]

function suggest(text: string): ReturnType<PlayedEffect> {
  const folded = foldText(text)
  const found = WORDS.find(([words]) => words.test(folded))
  if (!found) return { outcome: 'none' }
  const [, value, reason] = found
  if (value === 'exit') return { outcome: 'not_a_tip', facts: { exit: reason, suggestions: [] } }
  const label = CATEGORIES.find((one) => one.value === value)?.label ?? value
  return { outcome: 'suggested', facts: { suggestions: [{ value, label, reason }] } }
}

function findDanger(folded: string): string {
  const isLife = /\b(?:bi giu|doa giet|cam dao)\b/.test(folded)
  const isMoney = /\bvua chuyen\b/.test(folded)
  if (isLife) return isMoney ? 'both' : 'life'
  return isMoney ? 'money' : 'none'
}

function findArea(text: string): ReturnType<PlayedEffect> {
  const key = nameKey(text)
  const found = AREAS.filter((area) => key !== '' && nameKey(area.name).startsWith(key))
  const [first] = found
  if (!first) return { outcome: 'none' }
  if (found.length === 1) return { outcome: 'one', facts: { area: first } }
  return { outcome: 'many', facts: { areas: found.map(({ code, name }) => ({ value: code, label: name })), more: 0 } }
}

function findAreaByCode(code: string): ReturnType<PlayedEffect> {
  const area = AREAS.find((one) => one.code === code)
  return area ? { outcome: 'found', facts: { area } } : { outcome: 'none' }
}

function findIdentifiers(text: string): ReturnType<PlayedEffect> {
  const phones = findPhones(text, 10).map(({ value, raw }) => ({
    kind: 'phone',
    value,
    raw,
    label: `Điện thoại ${raw}`,
  }))
  const urls = findUrls(text, 10).map(({ value, raw, isSpaced }) => ({
    ...{ kind: 'url', value, raw, label: `Đường dẫn ${raw}` },
    ...(isSpaced && { doubt: 'spaced' }),
  }))
  const identifiers = [...phones, ...urls]
  return identifiers.length > 0 ? { outcome: 'found', facts: { identifiers } } : { outcome: 'none' }
}

function lookUp(code: string): ReturnType<PlayedEffect> {
  const typed = code.toUpperCase().replace(/[^0-9A-Z]/g, '')
  if (typed !== PLAYED_RECEIPT.replaceAll('-', '')) return { outcome: 'unknown' }
  return {
    outcome: 'found',
    facts: { statusText: 'Tin của bạn đang được xử lý.', canAdd: true, tipRef: 'tip-1', takesFiles: true },
  }
}
