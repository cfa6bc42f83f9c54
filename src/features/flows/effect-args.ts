import type { ArgType, EffectSpec } from '../../engine/contract.js'

/** The arguments of an effect: those that it needs, and those that it may have. */
export function needs(args: { [arg: string]: ArgType }, mayHave: { [arg: string]: ArgType } = {}): EffectSpec['args'] {
  const needed = Object.entries(args).map(([arg, type]) => [arg, { type }] as const)
  const optional = Object.entries(mayHave).map(([arg, type]) => [arg, { type, optional: true }] as const)
  return Object.fromEntries([...needed, ...optional])
}
