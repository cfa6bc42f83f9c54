import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type FlowLibrary, fieldLabels, loadFlows, missingCalls } from '../engine/library.js'
import type { FlowFile } from '../engine/parse-flow.js'
import type { State } from '../engine/state.js'
import type { Db } from '../platform/db.js'

export type FlowStore = {
  /** The current flows, with every older version that the state still stands in. */
  libraryFor(db: Db, state: State | null): Promise<FlowLibrary>
  /** Short Vietnamese names of the answers, by path (`evidence.site`). */
  answerLabels(): { readonly [path: string]: string }
}

export async function readFlowFiles(folder: string): Promise<FlowFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  return names.map((name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    return { name, text, version: hashVersion(text) }
  })
}

/** Keeps today's files as versions, so that a talk which began on them can finish on them later. */
export async function openFlowStore(db: Db, files: readonly FlowFile[]): Promise<FlowStore> {
  const versions = files.map(({ name, version, text }) => ({ flowId: name, version, definition: text }))
  if (versions.length > 0)
    await db
      .insertInto('flowVersion')
      .values(versions)
      .onConflict((conflict) => conflict.columns(['flowId', 'version']).doNothing())
      .execute()
  let library = loadOnce(files)
  let retired: FlowFile[] = []
  return {
    answerLabels: () =>
      Object.fromEntries(Object.entries(fieldLabels(library)).map(([path, { vi }]) => [path, vi ?? path])),
    async libraryFor(tx, state) {
      const missing = versionsIn(state).filter((version) => !holdsVersion(library, version))
      if (missing.length === 0) return library
      const found = await readVersions(tx, missing)
      if (found.length === 0) return library
      retired = [...found, ...retired]
      library = loadOnce([...retired, ...files])
      for (
        let more = await readCalled(tx, library, retired);
        more.length > 0;
        more = await readCalled(tx, library, retired)
      ) {
        retired = [...retired, ...more]
        library = loadOnce([...retired, ...files])
      }
      return library
    },
  }
}

const loaded = new Map<string, FlowLibrary>()

/** Compiling takes half a second and depends on nothing but the files. */
function loadOnce(files: readonly FlowFile[]): FlowLibrary {
  const key = files.map(({ name, version }) => `${name}@${version}`).join(' ')
  const library = loaded.get(key) ?? loadFlows(files)
  loaded.set(key, library)
  return library
}

function hashVersion(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

function versionsIn(state: State | null): string[] {
  const frames = (state?.talks ?? []).flatMap(({ frames: own, trail, change }) => [
    ...own,
    ...(change?.frames ?? []),
    ...trail.flatMap((entry) => [...entry.frames, ...(entry.change?.frames ?? [])]),
  ])
  return [...new Set(frames.map((frame) => frame.version))]
}

function holdsVersion(library: FlowLibrary, version: string): boolean {
  return [...library.versions.keys()].some((key) => key.endsWith(`@${version}`))
}

/** The newest versions of flows that an older one calls and that are gone today. A file is named for its flow. */
async function readCalled(db: Db, library: FlowLibrary, known: readonly FlowFile[]): Promise<FlowFile[]> {
  const names = missingCalls(library).map((id) => `${id}.yaml`)
  if (names.length === 0) return []
  const rows = await db
    .selectFrom('flowVersion')
    .distinctOn('flowId')
    .select(['flowId', 'version', 'definition'])
    .where('flowId', 'in', names)
    .orderBy('flowId')
    .orderBy('firstSeenAt', 'desc')
    .execute()
  const isNew = ({ version }: { version: string }) => !known.some((file) => file.version === version)
  return rows.filter(isNew).map(asRetired)
}

async function readVersions(db: Db, versions: readonly string[]): Promise<FlowFile[]> {
  const rows = await db
    .selectFrom('flowVersion')
    .select(['flowId', 'version', 'definition'])
    .where('version', 'in', versions)
    .orderBy('firstSeenAt')
    .execute()
  return rows.map(asRetired)
}

function asRetired({ flowId, version, definition }: { flowId: string; version: string; definition: string }): FlowFile {
  return { name: flowId, version, text: definition, retired: true }
}
