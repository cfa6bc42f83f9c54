import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDate } from './date.js'

/** A Monday, 20:30 in Vietnam. */
const NOW = new Date('2026-11-16T13:30:00Z')
const read = (text: string) => readDate(text, NOW, 'Asia/Ho_Chi_Minh')

test.each([
  ['12/11', '2026-11-12', undefined],
  ['12/11/2026', '2026-11-12', undefined],
  ['12-11-2026 21:05', '2026-11-12', '21:05'],
  ['12.11.26', '2026-11-12', undefined],
  ['2026-11-12', '2026-11-12', undefined],
  ['25/12', '2025-12-25', undefined],
  ['29/2/2024', '2024-02-29', undefined],
  ['ngày 5 tháng 11 năm 2026', '2026-11-05', undefined],
  ['hôm nay', '2026-11-16', undefined],
  ['hom nay', '2026-11-16', undefined],
  ['hôm qua', '2026-11-15', undefined],
  ['hôm qua lúc 8 giờ tối', '2026-11-15', '20:00'],
  ['hôm kia', '2026-11-14', undefined],
  ['tối qua', '2026-11-15', undefined],
  ['tối qua 9h30', '2026-11-15', '21:30'],
  ['sáng nay', '2026-11-16', undefined],
  ['sang nay 9g30', '2026-11-16', '09:30'],
  ['9h30', '2026-11-16', '09:30'],
  ['21h', '2026-11-15', '21:00'],
  ['9g30', '2026-11-16', '09:30'],
  ['9 giờ 30', '2026-11-16', '09:30'],
  ['20h15', '2026-11-16', '20:15'],
  ['T3', '2026-11-10', undefined],
  ['9 giờ rưỡi tối qua', '2026-11-15', '21:30'],
  ['lúc 9g30 sáng 12/11', '2026-11-12', '09:30'],
  ['9h30 ngày 12/11/2026', '2026-11-12', '09:30'],
  ['20h15 hom qua', '2026-11-15', '20:15'],
  ['3 ngày trước', '2026-11-13', undefined],
  ['hai ngày trước', '2026-11-14', undefined],
  ['cách đây 3 ngày', '2026-11-13', undefined],
  ['1 tuần trước', '2026-11-09', undefined],
  ['2 tháng trước', '2026-09-16', undefined],
  ['2 tiếng trước', '2026-11-16', '18:30'],
  ['thứ 3 tuần trước', '2026-11-10', undefined],
  ['chiều thứ 6 tuần trước', '2026-11-13', undefined],
  ['thứ ba', '2026-11-10', undefined],
  ['T2', '2026-11-16', undefined],
  ['CN', '2026-11-15', undefined],
  ['ngày 10', '2026-11-10', undefined],
  ['ngày 20', '2026-10-20', undefined],
  ['đêm qua 1h', '2026-11-16', '01:00'],
  ['hôm kia lúc 7h kém 15', '2026-11-14', '06:45'],
  ['nửa tiếng trước', '2026-11-16', '20:00'],
  ['yesterday', '2026-11-15', undefined],
  ['12-11', '2026-11-12', undefined],
  ['9h30 12-11', '2026-11-12', '09:30'],
  ['12-11 lúc 9h30', '2026-11-12', '09:30'],
  ['9h 5-11', '2026-11-05', '09:00'],
  ['9h30-12/11', '2026-11-12', '09:30'],
  ['12/11-9h30', '2026-11-12', '09:30'],
  ['12/11 - 9h30', '2026-11-12', '09:30'],
  ['12–11–2026', '2026-11-12', undefined],
  ['12 - 11 - 2026', '2026-11-12', undefined],
  ['12.11.2026 9.30', '2026-11-12', '09:30'],
  ['12-11 năm 2025', '2025-11-12', undefined],
  ['thứ năm 12/11', '2026-11-12', undefined],
  ['tối qua 15/11', '2026-11-15', undefined],
  ['cách đây 2 tiếng', '2026-11-16', '18:30'],
  ['cách đây khoảng hai giờ', '2026-11-16', '18:30'],
  ['hai tiếng trước', '2026-11-16', '18:30'],
  ['9 rưỡi tối hôm qua', '2026-11-15', '21:30'],
  ['12/11 lúc 9 rưỡi tối', '2026-11-12', '21:30'],
  ['9:30am 12/11', '2026-11-12', '09:30'],
  ['9:30pm 12/11', '2026-11-12', '21:30'],
  ['9pm 12/11', '2026-11-12', '21:00'],
  ['hôm qua chị Mai gọi lúc 9h', '2026-11-15', '09:00'],
  ['hôm kìa', '2026-11-13', undefined],
  ['8-9h tối qua', '2026-11-15', undefined],
  ['từ 8h đến 9h tối qua', '2026-11-15', '20:00'],
  ['ngày 12/11/2026, mất 5.000.000đ', '2026-11-12', undefined],
  ['12/11, 2 lần', '2026-11-12', undefined],
  ['hôm qua có người tự xưng công an đến nhà', '2026-11-15', undefined],
  ['hom qua nguoi tu xung cong an den nha', '2026-11-15', undefined],
  ['thứ tư đến nhà tôi', '2026-11-11', undefined],
  ['từ hôm qua', '2026-11-15', undefined],
  ['TỐI QUA'.normalize('NFD'), '2026-11-15', undefined],
])('%s is %s %s', (text, date, time) => {
  const { display, ...rest } = read(text) as { kind: string; display: string }
  expect(rest).toEqual({ kind: 'date', date, ...(time && { time }) })
  expect(display).toContain(date.split('-').reverse().join('/'))
})

test.each([
  '',
  'không nhớ',
  '31/02',
  '9h30 mai',
  'sáng mai 9h',
  'mai 9h30',
  '31/02/2026',
  '17/11/2026',
  'hôm nay 21h',
  'thứ 3 tuần này',
  '12/13/2026',
  '12/11/1998',
  '25h hôm qua',
  'tôi qua nhà bạn',
  'năm triệu',
  '5.000.000',
  '12/11 và 13/11',
  'hôm qua 10/11',
  'thứ hai 12/11',
  '9.10 hôm qua',
  '9h30 12 - 11',
  '12/11 2025',
  'ngày 10 và 11',
  '8/9-10/11',
  '00/00/0000',
  '99/99/9999',
  '1/1/999999999',
  '-271821-04-20',
  '+275760-09-13',
  '12/11/20260',
  '9007199254740993',
  '9007199254740993 ngày trước',
  '99h99 hôm qua',
  '\0\ud800',
  '👨‍👩‍👧‍👦',
  '\u200b',
])('"%s" is no day that has been', (text) => {
  expect(read(text)).toEqual({ kind: 'none' })
})

test.each([
  'mấy hôm nay',
  'may hom nay',
  'mấy ngày trước lúc 9h',
  '2-3 ngày trước',
  'mùng 5 Tết',
  'mồng 5 tháng 11',
  'rằm',
  'rằm tháng 7',
  '10/9 âm lịch',
  'tuần trước',
  'tuần trước lúc 9h',
  'tuần này',
  'tháng trước',
  'khoảng tháng 10',
  'tháng 10/2026',
  '10/2026',
  'cuối tháng 10',
  'năm ngoái',
  'hôm trước',
  'hôm nọ',
  'gần đây',
  'từ 10/11 đến 12/11',
  'từ 10 tới 12/11',
  'từ tháng 9 đến nay',
  'từ hôm qua tới giờ',
  'từ thứ hai đến thứ tư',
  'last week',
])('"%s" is no one day, and is kept as it was written', (text) => {
  expect(read(` ${text}\n`)).toEqual({ kind: 'words', display: text })
})

test('the day is the one in Vietnam, not in UTC', () => {
  const early = new Date('2026-11-15T18:00:00Z')
  expect(readDate('hôm nay', early, 'Asia/Ho_Chi_Minh')).toMatchObject({ date: '2026-11-16' })
})

test('the day is repeated with its weekday', () => {
  expect(read('9h30 12/11')).toMatchObject({ display: '09:30 thứ năm, ngày 12/11/2026' })
})

test('no text makes it fail, and no reading lies ahead', () => {
  const words = fc.array(
    fc.constantFrom('12/', '11', '12-11', '.', '-', '31', ' ', 'h', 'tháng', '2', 'ngày trước', 'thứ', 'qua', '9999'),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        words.map((parts) => parts.join(' ')),
      ),
      (text) => {
        const reading = read(text)
        if (reading.kind === 'date') expect(reading.date <= '2026-11-16').toBe(true)
      },
    ),
  )
})
