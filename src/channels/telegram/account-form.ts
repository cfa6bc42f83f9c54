/** What an admin of the console gives for a bot of a unit. */
export const telegramAccountForm = {
  channel: 'telegram',
  label: 'Telegram',
  help: 'Tạo bot bằng cách nhắn cho @BotFather trong Telegram, rồi chép mã bot vào đây.',
  fields: [
    {
      key: 'token',
      label: 'Mã bot (token)',
      pattern: /^\d{3,20}:[\w-]{10,100}$/,
      error: 'Mã bot có dạng 123456789:ABC… Xin chép nguyên dòng mà BotFather gửi.',
    },
  ],
  generated: ['webhookSecret'],
  defaults: {},
  uniqueKey: 'token',
} as const
