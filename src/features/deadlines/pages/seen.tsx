import type { FormState } from '../../../console/components/form.js'
import { seenOf } from '../calendar-seen.js'
import type { DaysOff } from '../working-days.js'

/** In every form that changes the table. A form that was refused keeps what it was opened with. */
export function Seen({ daysOff, form }: { daysOff: DaysOff; form: FormState }) {
  return <input type="hidden" name="seen" value={form.values['seen'] ?? seenOf(daysOff)} />
}
