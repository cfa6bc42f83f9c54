import { Temporal } from 'temporal-polyfill'
import { DAY_KIND_NAMES, WEEKDAYS } from '../day-off-words.js'
import type { DayKind, Holiday } from '../holidays.js'
import { type DaysOff, makeCalendar, type Day, type WorkCalendar } from '../working-days.js'

const MARKS: Readonly<Record<DayKind, string>> = { holiday: 'L', swapped_off: 'H', worked: 'B' }
const SHORT = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN']

/** Twelve months on one screen. Every mark is a letter too, and is read out in words. */
export function YearView({ year, daysOff }: { year: number; daysOff: DaysOff }) {
  const calendar = makeCalendar(daysOff)
  const named = new Map(daysOff.days.map((day) => [day.day, day]))
  return (
    <>
      <p class="form-hint">
        Ô xám: nghỉ hằng tuần. L: {DAY_KIND_NAMES.holiday.toLowerCase()}. H: {DAY_KIND_NAMES.swapped_off.toLowerCase()}.
        B: {DAY_KIND_NAMES.worked.toLowerCase()}. Dấu hỏi: chưa chắc chắn, chưa đổi thời hạn nào.
      </p>
      <div class="year-view">
        {Array.from({ length: 12 }, (_, index) => (
          <Month year={year} month={index + 1} calendar={calendar} named={named} />
        ))}
      </div>
    </>
  )
}

type MonthProps = { year: number; month: number; calendar: WorkCalendar; named: ReadonlyMap<string, Holiday> }

function Month({ year, month, calendar, named }: MonthProps) {
  return (
    <table class="month">
      <caption>Tháng {month}</caption>
      <thead>
        <tr>
          {SHORT.map((short, index) => (
            <th scope="col">
              <abbr title={WEEKDAYS[index] ?? short}>{short}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month).map((week) => (
          <tr>
            {week.map((day) =>
              day ? <DayCell day={day} calendar={calendar} holiday={named.get(day.toString())} /> : <td />,
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function DayCell({ day, calendar, holiday }: { day: Day; calendar: WorkCalendar; holiday: Holiday | undefined }) {
  const isOff = !calendar.isWorkingDay(day)
  const look = [
    isOff && 'is-off',
    holiday && !holiday.isTentative && `is-${holiday.kind}`,
    holiday?.isTentative && 'is-open',
  ]
  return (
    <td class={look.filter(Boolean).join(' ')}>
      {day.day}
      {holiday && (
        <>
          <b aria-hidden="true">{holiday.isTentative ? '?' : MARKS[holiday.kind]}</b>
          <span class="visually-hidden">
            : {holiday.name}
            {holiday.isTentative ? ', chưa chắc chắn' : ''}
          </span>
        </>
      )}
    </td>
  )
}

/** Weeks from Monday on; places outside of the month are empty. */
function weeksOf(year: number, month: number): (Day | null)[][] {
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  const places = Array.from({ length: 42 }, (_, index) => first.add({ days: index - first.dayOfWeek + 1 }))
  const inMonth = places.map((day) => (day.month === month ? day : null))
  return [0, 7, 14, 21, 28, 35].map((start) => inMonth.slice(start, start + 7)).filter((week) => week.some(Boolean))
}
