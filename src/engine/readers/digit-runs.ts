/** `joint` is what stands between this group and the one before; empty for the first of a run. */
export type DigitGroup = { digits: string; start: number; end: number; joint: string }

/**
 * Groups of digits that may be one number written in parts ("0255 3822 222", "(024) 3800-0000"): only spaces, dots,
 * dashes and brackets lie between. A comma, a slash, a line's end or a plus sign always begins a new run.
 */
export function digitRuns(text: string): DigitGroup[][] {
  const runs: DigitGroup[][] = []
  let run: DigitGroup[] | undefined
  let before = 0
  for (const { 0: digits, index: start } of text.matchAll(/\d+/g)) {
    const joint = run && start - before <= MAX_JOINT ? text.slice(before, start) : ''
    const isSame = joint !== '' && isJoint(joint)
    const group = { digits, start, end: start + digits.length, joint: isSame ? joint : '' }
    if (run && isSame) run.push(group)
    else {
      run = [group]
      runs.push(run)
    }
    before = group.end
  }
  return runs
}

const MAX_JOINT = 3
const JOINT = /^[ \t.·()\p{Pd}\p{Cf}]+$/u

/** The usual ones are told apart without a pattern: a long list of short numbers has tens of thousands. */
function isJoint(joint: string): boolean {
  if (joint === ' ' || joint === '.' || joint === '-') return true
  const first = joint.charCodeAt(0)
  const isLetter = (first >= 97 && first <= 122) || (first >= 65 && first <= 90)
  return !isLetter && JOINT.test(joint)
}
