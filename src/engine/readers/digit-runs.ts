/** `joint` is what stands between this group and the one before; empty for the first of a run. */
export type DigitGroup = { digits: string; start: number; end: number; joint: string }

/**
 * Groups of digits that may be one number written in parts ("0255 3822 222", "(024) 3800-0000"): only spaces, dots,
 * dashes and brackets lie between. A comma, a slash, a line's end or a plus sign always begins a new run.
 */
export function digitRuns(text: string): DigitGroup[][] {
  const runs: DigitGroup[][] = []
  for (const { 0: digits, index: start } of text.matchAll(/\d+/g)) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    const joint = before && start - before.end <= MAX_JOINT ? text.slice(before.end, start) : ''
    const group = { digits, start, end: start + digits.length }
    if (run && JOINT.test(joint)) run.push({ ...group, joint })
    else runs.push([{ ...group, joint: '' }])
  }
  return runs
}

const MAX_JOINT = 3
const JOINT = /^[ \t.·()\p{Pd}\p{Cf}]+$/u
