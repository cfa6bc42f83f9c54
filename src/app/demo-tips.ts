import type { OutcomeCode } from '../features/tips/outcomes.js'

export type DemoTip = {
  category: string
  areaCode: string
  description: string
  hoursAgo: number
  danger?: boolean
  loss?: string
  act?:
    | { kind: 'claim'; by: string }
    | { kind: 'ask'; by: string; text: string }
    | { kind: 'decide'; by: string; code: OutcomeCode; reason: string }
}

/** All invented: example domains, the number 0900 000 000, accounts of zeros. */
export const DEMO_TIPS: readonly DemoTip[] = [
  {
    category: 'LUA_DAO',
    areaCode: '21439',
    hoursAgo: 1,
    loss: '5.000.000 đồng (năm triệu đồng)',
    description:
      'Tôi đặt mua xe đạp trên mạng, chuyển khoản 5 triệu vào tài khoản Vietcombank 0000000000012 thì người bán chặn số 0900 000 000.',
  },
  {
    category: 'MAO_DANH',
    areaCode: '21439',
    hoursAgo: 3,
    description: 'Có người gọi từ 0900 000 000 xưng là Công an, bắt tôi cài ứng dụng từ trang vneid-capnhat.example.',
    act: { kind: 'claim', by: 'demo-trucban' },
  },
  {
    category: 'DE_DOA',
    areaCode: '21439',
    hoursAgo: 2,
    danger: true,
    description: 'Người cho vay qua ứng dụng nhắn tin dọa đốt nhà tôi tối nay nếu chưa trả tiền.',
  },
  {
    category: 'CHIEM_TK',
    areaCode: '21451',
    hoursAgo: 20,
    description: 'Tài khoản Zalo của chị tôi bị chiếm, đang nhắn mượn tiền mọi người.',
    act: { kind: 'ask', by: 'demo-phanloai', text: 'Chị của bạn mất quyền đăng nhập từ lúc nào?' },
  },
  {
    category: 'MA_DOC_LINK',
    areaCode: '21439',
    hoursAgo: 30,
    description: 'Trang dichvu-nhanqua.example giả giao diện ngân hàng, yêu cầu nhập thông tin thẻ.',
  },
  {
    category: 'CO_BAC',
    areaCode: '21439',
    hoursAgo: 50,
    description: 'Nhóm chat rủ cá độ bóng đá, nạp tiền qua trang cado.example.',
    act: {
      kind: 'decide',
      by: 'demo-chihuy',
      code: 'chuyen_cqdt',
      reason: 'Có dấu hiệu tổ chức đánh bạc (hồ sơ mẫu).',
    },
  },
  {
    category: 'TIN_GIA_KHAN',
    areaCode: '21439',
    hoursAgo: 6,
    description: 'Bài đăng nói hồ chứa sắp vỡ trong đêm, kêu gọi chuyển tiền cứu trợ vào tài khoản 0000000000099 MB.',
  },
  {
    category: 'KHAC',
    areaCode: '21439',
    hoursAgo: 8,
    description: 'Số lạ nhiều lần nháy máy rồi gửi ảnh không rõ nội dung.',
    act: {
      kind: 'decide',
      by: 'demo-trucban',
      code: 'huong_dan',
      reason: 'Đã hướng dẫn chặn số và báo 156 (hồ sơ mẫu).',
    },
  },
]
