/** What alarms are called, what to do about them, and whether a person ends them; and where an admin does it. */
type Kind = { label: string; hint: string; isClearedByHand: boolean; todo?: { href: string; label: string } }

const TO_RULES = { href: '/console/rules', label: 'Xem quy tắc' }
const TO_UNITS = { href: '/console/units', label: 'Xem đơn vị' }

/** What stands after a colon says which one of its kind it is. */
export function alarmKind(kind: string): Kind | undefined {
  return ALARM_KINDS[kind.split(':')[0] ?? kind]
}

export const ALARM_KINDS: Readonly<Record<string, Kind>> = {
  unit_without_officers: {
    label: 'Đơn vị không có người',
    hint: 'Tự hết khi đơn vị có cán bộ trực ban, phân loại hoặc chỉ huy.',
    isClearedByHand: false,
  },
  unit_unattended: {
    label: 'Tin không có người nhận',
    hint: 'Hãy thêm cán bộ cho đơn vị, rồi đánh dấu đã xong.',
    isClearedByHand: true,
  },
  escalation_stuck: {
    label: 'Tin khẩn chưa ai nhận',
    hint: 'Tự hết khi có người nhận tin, hoặc khi cấp trên có cán bộ và được báo.',
    isClearedByHand: false,
  },
  handed_over: {
    label: 'Tin của địa bàn khác',
    hint: 'Đơn vị được giao cần chuyển tin đến Công an nơi xảy ra việc, rồi đánh dấu đã xong.',
    isClearedByHand: true,
  },
  no_rule: {
    label: 'Không có quy tắc phân tuyến',
    hint: 'Hãy bổ sung quy tắc cho loại tin này, rồi đánh dấu đã xong.',
    isClearedByHand: true,
  },
  unknown_unit: {
    label: 'Chưa có đơn vị',
    hint: 'Quy tắc phân tuyến nêu một đơn vị chưa có trên hệ thống.',
    isClearedByHand: true,
  },
  unit_closed: {
    label: 'Đơn vị đã ngừng hoạt động',
    hint: 'Quy tắc phân tuyến nêu một đơn vị đã ngừng hoạt động.',
    isClearedByHand: true,
  },
  rule_unit_empty: {
    label: 'Quy tắc chỉ đến đơn vị không có người',
    hint: 'Tự hết khi đơn vị có cán bộ nhận tin, hoặc khi quy tắc không còn chỉ đến đơn vị này.',
    isClearedByHand: false,
  },
  rule_unit_closed: {
    label: 'Quy tắc chỉ đến đơn vị đã đóng',
    hint: 'Tự hết khi quản trị viên sửa quy tắc phân tuyến.',
    isClearedByHand: false,
    todo: TO_RULES,
  },
  rule_unit_unknown: {
    label: 'Quy tắc chỉ đến đơn vị chưa có',
    hint: 'Tự hết khi có đơn vị này, hoặc khi quản trị viên sửa quy tắc phân tuyến.',
    isClearedByHand: false,
    todo: TO_RULES,
  },
  area_without_unit: {
    label: 'Địa bàn chưa có đơn vị',
    hint: 'Tự hết khi mỗi địa bàn có một đơn vị đang hoạt động.',
    isClearedByHand: false,
    todo: TO_UNITS,
  },
  sending_failed: {
    label: 'Kênh không gửi được',
    hint: 'Hệ thống vẫn thử lại. Người vận hành máy chủ cần xem mạng và mã truy cập của kênh.',
    isClearedByHand: true,
  },
  broadcast_stopped: {
    label: 'Bản tin không được gửi',
    hint: 'Cán bộ truyền thông xem lại bản tin và gửi lại nếu còn cần, rồi đánh dấu đã xong.',
    isClearedByHand: true,
  },
  turn_failed: {
    label: 'Lỗi trong cuộc trò chuyện',
    hint: 'Người báo tin đã được xin lỗi và mời làm lại. Người vận hành máy chủ cần xem nhật ký máy.',
    isClearedByHand: true,
  },
}
