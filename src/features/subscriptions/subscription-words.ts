import { COUNTRY_CODE, type Place } from './subscription-rules.js'

export type Lang = 'vi' | 'en'
export type Topic = { code: string; label: { vi: string; en: string } }

/** Besides the categories of tips. */
const MORE_TOPICS: readonly Topic[] = [
  { code: 'cong_nghe', label: { vi: 'Công nghệ', en: 'Technology' } },
  { code: 'tre_em', label: { vi: 'Trẻ em', en: 'Children' } },
  { code: 'nguoi_cao_tuoi', label: { vi: 'Người cao tuổi', en: 'Older people' } },
]

export type Settings = {
  /** Names; all of Vietnam is `COUNTRY_CODE`. */
  places: readonly string[]
  topics: readonly string[]
  organisation: string | null
  weeklyCap: number
  quietFrom: number
  quietUntil: number
  langs: readonly string[]
  dailyAt: number | null
  /** On how many channels the person is subscribed, and whether all of them are wanted. */
  channels: number
  wantsAllChannels: boolean
}

/** What can be chosen; "other" is no subject to be warned of. */
export function topicsFrom(categories: readonly Topic[]): Topic[] {
  return [
    ...categories.filter(({ code }) => code !== 'KHAC').map(({ code, label }) => ({ code, label })),
    ...MORE_TOPICS,
  ]
}

/** One line for each wish. */
export function settingsText(settings: Settings, topics: readonly Topic[], lang: Lang): string {
  const words = WORDS[lang]
  const lines: [string, string][] = [
    [words.places, settings.places.map((name) => (name === COUNTRY_CODE ? words.country : name)).join('; ')],
    [words.topics, settings.topics.map((code) => labelOf(code, topics, lang)).join('; ') || words.everyTopic],
    [words.organisation, settings.organisation ?? words.none],
    [words.cap, words.aWeek(settings.weeklyCap)],
    [words.quiet, `${clockOf(settings.quietFrom)} – ${clockOf(settings.quietUntil)}`],
    [words.daily, settings.dailyAt === null ? words.no : clockOf(settings.dailyAt)],
    [words.langs, settings.langs.map((one) => words.lang[one as Lang] ?? one).join(', ')],
    [words.channels, channelsText(settings, lang)],
  ]
  return lines.map(([name, value]) => `• ${name}: ${value}`).join('\n')
}

/** What a level is called among the choices. */
export function levelLabel({ code, name }: Place, lang: Lang): string {
  return code === COUNTRY_CODE ? WORDS[lang].country : name
}

/** "21:00" for the minute 1260. */
export function clockOf(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
}

function labelOf(code: string, topics: readonly Topic[], lang: Lang): string {
  return topics.find((topic) => topic.code === code)?.label[lang] ?? code
}

function channelsText({ channels, wantsAllChannels }: Settings, lang: Lang): string {
  const words = WORDS[lang]
  if (channels < 2) return words.thisChannel
  return wantsAllChannels ? words.everyChannel(channels) : words.oneChannel(channels)
}

const WORDS = {
  vi: {
    places: 'Bản tin của',
    country: 'Cả nước',
    topics: 'Chủ đề',
    everyTopic: 'tất cả',
    organisation: 'Cơ quan, trường',
    none: 'chưa chọn',
    cap: 'Nhiều nhất',
    aWeek: (count: number) => `${count} bản tin một tuần`,
    quiet: 'Giờ yên lặng',
    daily: 'Câu hỏi mỗi ngày',
    no: 'không nhận',
    langs: 'Ngôn ngữ',
    lang: { vi: 'tiếng Việt', en: 'tiếng Anh' },
    channels: 'Kênh',
    thisChannel: 'chỉ cuộc trò chuyện này',
    oneChannel: (count: number) => `đã ghép ${count} kênh, mỗi bản tin nhận ở một kênh`,
    everyChannel: (count: number) => `nhận ở cả ${count} kênh`,
  },
  en: {
    places: 'Bulletins of',
    country: 'The whole country',
    topics: 'Topics',
    everyTopic: 'all',
    organisation: 'Office or school',
    none: 'none chosen',
    cap: 'At most',
    aWeek: (count: number) => `${count} a week`,
    quiet: 'Quiet hours',
    daily: 'Daily question',
    no: 'no',
    langs: 'Languages',
    lang: { vi: 'Vietnamese', en: 'English' },
    channels: 'Channels',
    thisChannel: 'this chat only',
    oneChannel: (count: number) => `${count} linked, each bulletin comes on one of them`,
    everyChannel: (count: number) => `on all ${count}`,
  },
} as const
