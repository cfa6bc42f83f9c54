import type { Clock } from '../../src/platform/clock.js'

/** A Thursday morning in Vietnam. Moves only when told. */
export class FakeClock implements Clock {
  #now = new Date('2026-11-12T09:00:00+07:00')

  now(): Date {
    return new Date(this.#now)
  }

  advance({ minutes = 0, hours = 0, days = 0 }: { minutes?: number; hours?: number; days?: number }): void {
    this.#now = new Date(this.#now.getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000)
  }

  set(now: Date): void {
    this.#now = now
  }
}
