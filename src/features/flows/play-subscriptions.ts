import { foldText } from '../../engine/text-key.js'
import type { PlayedEffect } from './play-effects.js'

const LEVELS = [
  { value: '21439', label: 'Phường Đức Phổ, Quảng Ngãi' },
  { value: '51', label: 'Quảng Ngãi' },
  { value: 'VN', label: 'Cả nước' },
]
const TOPICS = [
  { value: 'LUA_DAO', label: 'Lừa đảo' },
  { value: 'cong_nghe', label: 'Công nghệ' },
]
const SCHOOL = { value: '1', label: 'Trường THPT Số 1 Đức Phổ, Phường Đức Phổ' }

const PLAYED_LINK_CODE = 'ABCD-2345'

/** One person with one chat, who remembers only whether there is a subscription. */
export function playedSubscriptions(): { [name: string]: PlayedEffect } {
  let isActive = false
  let isOffered = false
  const begin = () => {
    isActive = true
  }
  return {
    subscription_status: () => (isActive ? { outcome: 'active', facts: STATUS } : { outcome: 'none' }),
    subscribe: () => {
      begin()
      return { outcome: 'ok' }
    },
    unsubscribe: () => {
      const outcome = isActive ? 'stopped' : 'none'
      isActive = false
      return { outcome }
    },
    offer_subscription: () => {
      const outcome = isActive || isOffered ? 'no' : 'offer'
      isOffered = true
      return { outcome }
    },
    list_levels: ({ areaCode }) => {
      const levels = areaCode ? LEVELS : LEVELS.slice(2)
      return { outcome: levels.length > 1 ? 'several' : 'country', facts: { levels } }
    },
    list_topics: () => ({ outcome: 'ok', facts: { topics: TOPICS } }),
    find_organisation: ({ text }) =>
      foldText(SCHOOL.label).includes(foldText(String(text)))
        ? { outcome: 'some', facts: { organisations: [SCHOOL] } }
        : { outcome: 'none' },
    change_subscription: ({ weeklyCap }) => {
      if (!isActive) return { outcome: 'gone' }
      return { outcome: typeof weeklyCap === 'number' && weeklyCap > 21 ? 'wrong' : 'ok' }
    },
    make_link_code: () => (isActive ? { outcome: 'made', facts: { linkCode: PLAYED_LINK_CODE } } : { outcome: 'none' }),
    use_link_code: ({ code }) => {
      if (!String(code).toUpperCase().includes(PLAYED_LINK_CODE)) return { outcome: 'unknown' }
      begin()
      return { outcome: 'linked', facts: { isOwnKept: false } }
    },
  }
}

const STATUS = {
  settings: '• Bản tin của: Cả nước\n• Nhiều nhất: 3 bản tin một tuần',
  channels: 1,
  allChannels: false,
  hasOrganisation: false,
}
