import { z } from 'zod'
import { type FormState, SelectField, TextField } from '../../console/components/form.js'
import { ROLE_HINTS, ROLE_NAMES, ROLES } from '../../console/roles.js'
import type { UnitOption } from './queries.js'
import { DisplayName, RoleField, UnitField, Username } from './username.js'

export const NewOfficerForm = z.object({
  displayName: DisplayName,
  username: Username,
  role: RoleField,
  unit: UnitField,
})

/** `seen` is what the page showed: somebody may have changed it since. */
export const ChangeForm = z.object({
  displayName: DisplayName,
  role: RoleField,
  unit: UnitField,
  state: z.enum(['active', 'inactive'], 'Xin chọn trạng thái.'),
  seen: z.string().max(500),
  confirmed: z.string().optional(),
})

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: `${ROLE_NAMES[role]}: ${ROLE_HINTS[role]}` }))
const STATE_OPTIONS = [
  { value: 'active', label: 'Đang hoạt động' },
  { value: 'inactive', label: 'Đã ngừng: không đăng nhập được nữa' },
]

export function NewOfficerFields({ form, units }: { form: FormState; units: readonly UnitOption[] }) {
  return (
    <>
      <TextField name="displayName" label="Họ và tên" form={form} />
      <TextField name="username" label="Tên đăng nhập" form={form} hint="Chữ thường không dấu, ví dụ: nguyen.van.an" />
      <RoleAndUnit form={form} units={units} />
    </>
  )
}

export function ChangeFields({ form, units }: { form: FormState; units: readonly UnitOption[] }) {
  return (
    <>
      <TextField name="displayName" label="Họ và tên" form={form} />
      <RoleAndUnit form={form} units={units} />
      <SelectField name="state" label="Trạng thái" form={form} options={STATE_OPTIONS} />
      <input type="hidden" name="seen" value={form.values['seen'] ?? ''} />
    </>
  )
}

function RoleAndUnit({ form, units }: { form: FormState; units: readonly UnitOption[] }) {
  const options = units.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))
  return (
    <>
      <SelectField name="role" label="Vai trò" form={form} options={ROLE_OPTIONS} empty="Chọn vai trò" />
      <SelectField name="unit" label="Đơn vị" form={form} options={options} empty="Chọn đơn vị" />
    </>
  )
}
