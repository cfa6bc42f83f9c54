import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, PasswordField } from '../../console/components/form.js'
import { FormErrors, Message } from '../../console/components/message.js'
import { Card, Facts, PageHeader, SubmitButton } from '../../console/components/parts.js'
import { SecretLink } from '../../console/components/secret-link.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { readForm } from '../../console/read-form.js'
import { CHAT_ROLES, requireRole, ROLE_HINTS, ROLE_NAMES, worksOnTips } from '../../console/roles.js'
import { makeChatLinkCode, unlinkChat } from '../notices/link-chat.js'
import { areEqual, NewPasswordFields, NOT_EQUAL, TwoPasswords } from './password-fields.js'
import { hashPassword, isPassword } from './passwords.js'
import { setSessionCookie } from './session-cookie.js'
import { changeOwnPassword } from './set-password.js'

const OwnPasswordForm = z
  .object({
    current: z.string({ error: 'Xin nhập mật khẩu hiện tại.' }).min(1, 'Xin nhập mật khẩu hiện tại.').max(300),
    ...TwoPasswords.shape,
  })
  .refine(areEqual, NOT_EQUAL)

type Shown = { form?: FormState; code?: string; status?: 200 | 422 }

/** The signed-in officer's own account. */
export async function showMe(c: ConsoleContext, { db }: Edge, { form = EMPTY_FORM, code, status = 200 }: Shown = {}) {
  const { officer } = c.var
  const chat = await db
    .selectFrom('officerChat')
    .select('linkedAt')
    .where('officerId', '=', officer.id)
    .executeTakeFirst()
  return page(
    c,
    { title: 'Tài khoản của tôi', nav: 'me', status },
    <>
      <PageHeader title="Tài khoản của tôi" />
      <Card>
        <Facts
          rows={[
            ['Họ và tên', officer.displayName],
            ['Tên đăng nhập', officer.username],
            ['Vai trò', `${ROLE_NAMES[officer.role]}: ${ROLE_HINTS[officer.role]}`],
            ['Đơn vị', `${officer.unitName} (${officer.unitCode})`],
          ]}
        />
      </Card>
      {CHAT_ROLES.includes(officer.role) && (
        <ChatCard isLinked={chat !== undefined} code={code} getsNotices={worksOnTips(officer)} />
      )}
      <PasswordCard form={form} />
    </>,
  )
}

export async function handleOwnPassword(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { officer } = c.var
  const read = await readForm(c, OwnPasswordForm)
  if (read.kind === 'wrong') return showMe(c, edge, { form: read.form, status: 422 })
  const stored = await edge.db
    .selectFrom('officer')
    .select('passwordHash')
    .where('id', '=', officer.id)
    .executeTakeFirst()
  if (!(await isPassword(stored?.passwordHash ?? null, read.data.current))) {
    return showMe(c, edge, { form: { values: {}, errors: { current: 'Mật khẩu hiện tại không đúng.' } }, status: 422 })
  }
  const passwordHash = await hashPassword(read.data.password)
  const token = await edge.db.transaction().execute((tx) => changeOwnPassword(tx, edge.deps, officer, passwordHash))
  setSessionCookie(c, edge.publicUrl, token)
  setFlash(c, 'success', 'Đã đổi mật khẩu. Các máy khác đang đăng nhập tài khoản này đã bị đăng xuất.')
  return c.redirect('/console/me', 303)
}

export async function handleChatCode(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...CHAT_ROLES)
  const code = await edge.db.transaction().execute((tx) => makeChatLinkCode(tx, edge.deps, officer.id))
  return showMe(c, edge, { code })
}

export async function handleChatUnlink(c: ConsoleContext, { db }: Edge): Promise<Response> {
  await db.transaction().execute((tx) => unlinkChat(tx, c.var.officer.id))
  setFlash(c, 'success', 'Đã bỏ liên kết. Thông báo chỉ còn hiện trong hệ thống này.')
  return c.redirect('/console/me', 303)
}

type ChatProps = { isLinked: boolean; code: string | undefined; getsNotices: boolean }

function ChatCard({ isLinked, code, getsNotices }: ChatProps) {
  return (
    <Card title="Cuộc trò chuyện riêng với bot">
      <p>
        {getsNotices &&
          'Khi có tin mới hoặc tin sắp đến hạn, bot gửi số tin, loại tin và thời hạn vào đây, không có nội dung tin báo. '}
        Bản tin gửi thử cũng đến đây.
      </p>
      {code && (
        <>
          <SecretLink id="chat-code" label="Mã liên kết (dùng một lần, trong 15 phút)" value={code} />
          <Message kind="info">
            Mở cuộc trò chuyện riêng với bot của đơn vị, gửi đúng mã này, rồi tải lại trang.
          </Message>
        </>
      )}
      {isLinked ? (
        <Form action="/console/me/chat/unlink">
          <p>Đã liên kết.</p>
          <SubmitButton label="Bỏ liên kết" kind="plain" />
        </Form>
      ) : (
        <Form action="/console/me/chat">
          <SubmitButton label={code ? 'Lấy mã khác' : 'Lấy mã liên kết'} kind="plain" icon="link" />
        </Form>
      )}
    </Card>
  )
}

function PasswordCard({ form }: { form: FormState }) {
  return (
    <Card title="Đổi mật khẩu">
      <FormErrors form={form} />
      <Form action="/console/me/password">
        <PasswordField name="current" label="Mật khẩu hiện tại" form={form} autocomplete="current-password" />
        <NewPasswordFields form={form} />
        <SubmitButton label="Đổi mật khẩu" />
      </Form>
    </Card>
  )
}
