/** Business time. Leases and claims use the database's own clock instead. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }
