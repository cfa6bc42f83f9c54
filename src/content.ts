import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Area, parseAreas } from './features/areas/areas.js'
import { type OldDistricts, parseOldDistricts } from './features/areas/old-districts.js'
import { saveAreas } from './features/areas/save-areas.js'
import { importBulletins, importPictures } from './features/bulletins/import-bulletins.js'
import { type Holiday, parseHolidays } from './features/deadlines/holidays.js'
import { loadHolidays } from './features/deadlines/change-days-off.js'
import { saveInvestigatingBodies } from './features/deadlines/investigating.js'
import { parseWorkingHours, type WorkingHours } from './features/deadlines/working-hours.js'
import { importQuizPictures, importQuizzes } from './features/quizzes/import-quizzes.js'
import type { Catalogue } from './features/tips/categories.js'
import { parsePhrases, type Phrases } from './features/tips/phrases.js'
import { findRuleMistakes, parseRules, type Rule } from './features/tips/routing-rules.js'
import { importRules } from './features/tips/rules-store.js'
import { saveHomeProvince } from './features/audit/home-province.js'
import { saveUnits } from './features/units/save-units.js'
import { deriveUnits, parseUnits, type UnitContent, type UnitSeed } from './features/units/unit-content.js'
import { sql } from 'kysely'
import type { Db } from './platform/db.js'
import { loadCatalogue } from './content-categories.js'
import { reviewTeaching, type Teaching } from './content-teaching.js'
import { firstLine } from './first-line.js'
import { parsedOnce } from './parsed-once.js'
import { StartupError } from './platform/startup-error.js'

/** Held by whoever writes areas and units: a start, an import. */
export const CONTENT_LOCK = 7_205_199_404

export type Content = {
  areas: Area[]
  units: UnitSeed[]
  /** By what patterns units follow from areas. */
  unitContent: UnitContent
  homeProvince: string
  rules: Rule[]
  holidays: Holiday[]
  workingHours: WorkingHours
  investigatingBodies: readonly string[]
  catalogue: Catalogue
  phrases: Phrases
} & Pick<Teaching, 'bulletins' | 'quizzes'>

/** Reads all of `content/`. Throws one line that names the file. */
export async function readContent(folder: string): Promise<Content> {
  const content = await readRegisters(folder)
  const { bulletins, quizzes, mistakes } = await reviewTeaching(folder, content)
  if (mistakes[0]) throw new StartupError(`content/${mistakes[0]}`)
  return { ...content, bulletins, quizzes }
}

/** All but the bulletins and the quizzes. */
export async function readRegisters(folder: string): Promise<Omit<Content, keyof Teaching>> {
  const areaFiles = (await readdir(join(folder, 'areas'))).filter((name) => name.endsWith('.yaml')).sort()
  const areas = areaFiles.flatMap((name) => readOne(folder, join('areas', name), parseAreas))
  const unitContent = readOne(folder, 'units.yaml', parseUnits)
  const content = {
    areas,
    units: deriveUnits(areas, unitContent),
    unitContent,
    homeProvince: unitContent.home,
    rules: readOne(folder, 'routing.yaml', parseRules),
    holidays: readOne(folder, 'holidays.yaml', parseHolidays),
    workingHours: readOne(folder, 'working-hours.yaml', parseWorkingHours),
    investigatingBodies: unitContent.investigatingBodies,
    catalogue: await loadCatalogue(folder),
    phrases: readOne(folder, 'phrases.yaml', parsePhrases),
  }
  const [mistake] = findRuleMistakes(content.rules, content)
  if (mistake) throw new StartupError(`content/routing.yaml cannot be used: ${mistake}`)
  return content
}

/** Apart, since it is long and only an import needs it. */
export function readOldDistricts(folder: string): OldDistricts {
  return readOne(folder, 'old-districts.yaml', parseOldDistricts)
}

/** `remarks`: what of the files does not hold, though nothing is wrong with it; a line each. */
export type LoadedContent = Content & { remarks: string[] }

/** Brings the tables in step with the files; several processes may start at once. */
export async function loadContent(db: Db, folder: string, now: Date): Promise<LoadedContent> {
  const content = await readContent(folder)
  const provincesFirst = [...content.areas].sort(
    (a, b) => Number(b.kind === 'province') - Number(a.kind === 'province'),
  )
  const pictures = await importPictures(db, folder, content.bulletins)
  const quizPictures = await importQuizPictures(db, folder, content.quizzes)
  const { isLeftAside } = await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${CONTENT_LOCK})`.execute(tx)
    await saveAreas(tx, provincesFirst)
    await saveUnits(tx, content.units)
    await saveHomeProvince(tx, content.homeProvince)
    await saveInvestigatingBodies(tx, content.investigatingBodies)
    await loadHolidays(tx, content.holidays, now)
    await importBulletins(tx, content.bulletins, pictures)
    await importQuizzes(tx, content.quizzes, quizPictures)
    return importRules(tx, content.rules, now)
  })
  return { ...content, remarks: isLeftAside ? [RULES_LEFT_ASIDE] : [] }
}

const RULES_LEFT_ASIDE =
  'content/routing.yaml has changed, but the rules were saved in the console since: the file is left aside'

function readOne<T>(folder: string, name: string, parse: (text: string) => T): T {
  const text = readFileSync(join(folder, name), 'utf8')
  try {
    return parsedOnce(name, text, parse)
  } catch (cause) {
    throw new StartupError(`content/${name} cannot be used: ${firstLine(cause)}`, { cause })
  }
}
