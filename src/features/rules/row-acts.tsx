import type { Child } from 'hono/jsx'
import { Form } from '../../console/components/form.js'
import type { Rule } from '../tips/routing-rules.js'
import { DRAFT } from './draft-parts.js'

/** What can be done with a row of the draft. `last`: how many rows there are. */
export function RowActs({ rule, row, seen, last }: { rule: Rule; row: number; seen: string; last: number }) {
  const path = `${DRAFT}/rules/${rule.id}`
  return (
    <div class="rule-acts">
      <a class="btn btn-sm" href={path} aria-label={`Sửa dòng ${row}`}>
        Sửa
      </a>
      {row > 1 && <RowButton action={`${path}/move`} values={{ seen, way: 'up' }} label="Lên" row={row} />}
      {row < last && <RowButton action={`${path}/move`} values={{ seen, way: 'down' }} label="Xuống" row={row} />}
      <RowButton action={`${path}/remove`} values={{ seen }} label="Bỏ" row={row} />
      {last > 2 && (
        <RowButton action={`${path}/move`} values={{ seen, way: 'to' }} label="Chuyển" row={row}>
          <input
            class="form-control form-control-sm"
            name="place"
            inputmode="numeric"
            autocomplete="off"
            value={String(row)}
            maxlength={3}
            aria-label={`Chỗ mới của dòng ${row}, từ 1 đến ${last}`}
          />
        </RowButton>
      )}
    </div>
  )
}

type RowButtonProps = {
  action: string
  values: Readonly<Record<string, string>>
  label: string
  row: number
  children?: Child
}

function RowButton({ action, values, label, row, children }: RowButtonProps) {
  return (
    <Form action={action}>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
      <button type="submit" class="btn btn-sm" aria-label={`${label} dòng ${row}`}>
        {label}
      </button>
    </Form>
  )
}
