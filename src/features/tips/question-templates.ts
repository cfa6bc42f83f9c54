/** What is asked most. Written so that nobody could take it for a scammer's message, and checked like any question. */
export const QUESTION_TEMPLATES: readonly string[] = [
  'Bạn còn giữ ảnh chụp tin nhắn hoặc biên lai không? Nếu có, hãy gửi vào cuộc trò chuyện này.',
  'Việc này xảy ra vào ngày nào, khoảng mấy giờ?',
  'Việc này xảy ra ở đâu, hoặc bạn thấy ở trang, nhóm nào?',
  'Số điện thoại hoặc tên tài khoản của người kia là gì?',
  'Bạn đã chuyển tổng cộng bao nhiêu, qua ngân hàng nào, vào số tài khoản nào?',
  'Người kia có còn liên lạc với bạn không?',
  'Bạn có biết thêm ai cũng gặp việc này không? Không cần cho biết tên.',
]
