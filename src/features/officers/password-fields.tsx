import { z } from 'zod'
import { type FormState, PasswordField } from '../../console/components/form.js'
import { NewPassword } from './passwords.js'

export const TwoPasswords = z.object({ password: NewPassword, repeated: z.string({ error: 'Xin nhập lại mật khẩu.' }) })

/** For a form that asks for a new password twice. */
export function areEqual({ password, repeated }: z.infer<typeof TwoPasswords>): boolean {
  return password === repeated
}

export const NOT_EQUAL = { error: 'Hai lần nhập mật khẩu không giống nhau.', path: ['repeated'] }

export function NewPasswordFields({ form }: { form: FormState }) {
  return (
    <>
      <PasswordField
        name="password"
        label="Mật khẩu mới"
        form={form}
        autocomplete="new-password"
        hint="Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là tốt nhất, không dùng lại mật khẩu ở nơi khác."
      />
      <PasswordField name="repeated" label="Nhập lại mật khẩu mới" form={form} autocomplete="new-password" />
    </>
  )
}
