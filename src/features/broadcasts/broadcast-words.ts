import type { BroadcastState } from './broadcast-rules.js'

export const STATE_WORDS: Readonly<Record<BroadcastState, string>> = {
  scheduled: 'Đã hẹn giờ',
  freezing: 'Đang lập danh sách',
  sending: 'Đang gửi',
  paused: 'Đang tạm dừng',
  done: 'Đã gửi xong',
  cancelled: 'Đã hủy',
  missed: 'Đã lỡ giờ',
}

/** What became of a person, by the recipient's state. */
export const RECIPIENT_WORDS: Readonly<Record<string, string>> = {
  pending: 'Đang chờ',
  sending: 'Đang gửi',
  sent: 'Đã nhận',
  blocked: 'Đã chặn kênh',
  ineligible: 'Không gửi',
  failed: 'Gửi lỗi',
  uncertain: 'Không rõ đã nhận chưa',
}

const REASONS: Readonly<Record<string, string>> = {
  left: 'Thôi nhận trong lúc gửi',
  already: 'Đã nhận bản tin này rồi',
  blocked: 'Đã chặn hoặc bỏ theo dõi kênh',
  channel_off: 'Kênh đang tắt',
  language: 'Chọn ngôn ngữ khác',
  window: 'Quá lâu chưa nhắn cho kênh, nền tảng không cho gửi',
  quota: 'Hết lượt gửi của nền tảng trong tháng',
  weekly_cap: 'Đã nhận đủ số bản tin trong tuần',
  other_channel: 'Nhận ở kênh khác của cùng một người',
  late: 'Quá giờ dừng gửi',
  cancelled: 'Lần gửi bị hủy',
  interrupted: 'Máy dừng đúng lúc đang gửi',
  timeout: 'Nền tảng không trả lời kịp',
  'chat not found': 'Cuộc trò chuyện không còn',
  'picture refused': 'Kênh không nhận ảnh, chỉ gửi chữ',
}

/** A platform's own word that is not known here is shown as it is. */
export function reasonWords(reason: string): string {
  return REASONS[reason] ?? reason
}
