import type { Json, TurnContent } from './message.js'

/** Known to every turn besides the answers: the account's area and name, the clock's words, … */
export type Facts = { [key: string]: Json }

/** An effect asked for by a flow. The shell performs it in the turn's transaction and answers with its outcome. */
export type EffectCall = { name: string; args: { [key: string]: Json } }

export type ArgType = 'text' | 'number' | 'boolean' | 'list' | 'map' | 'any'

/** What `flows check` knows of an effect: features export these beside their handlers. */
export type EffectSpec = {
  name: string
  args: { [arg: string]: { type: ArgType; optional?: boolean } }
  /** Outcome name -> names and types of the facts that it adds. */
  outcomes: { [outcome: string]: { [fact: string]: ArgType } }
}

export type StepInput =
  | { kind: 'message'; content: TurnContent; facts: Facts }
  /** The answer to the effect that the last result asked for. */
  | { kind: 'outcome'; outcome: string; facts: Facts }
  /** The state's `timeoutAt` has passed. */
  | { kind: 'timeout'; facts: Facts }
  /** Something outside the talk opens a flow (an officer's question): the running talk is kept below it. */
  | { kind: 'open'; flow: string; facts: Facts }
