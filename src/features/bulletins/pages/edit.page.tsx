import { EMPTY_FORM, type FormState } from '../../../console/components/form.js'
import { PageHeader } from '../../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { page } from '../../../console/page.js'
import { idParam, queryText, readForm } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import { localDay } from '../../../engine/local-day.js'
import { AppError } from '../../../platform/errors.js'
import type { Tx } from '../../../platform/db.js'
import { asOfficer } from '../../officers/as-officer.js'
import { findDraftMistakes } from '../draft-rules.js'
import { inVietnamese } from '../mistake-words.js'
import type { BulletinDraft } from '../bulletin.js'
import type { Mistake } from '../bulletin-rules.js'
import { actsOf, changedMeanwhile, getBulletin, requireOwn } from '../own-bulletin.js'
import { getDraft } from '../queries.js'
import { WRITER_ROLES } from '../review-rules.js'
import { createBulletin, type Saved, saveVersion, type Written } from '../save-version.js'
import { loadNames } from './bulletin-facts.js'
import { DraftForm, toValues, toWritten } from './draft-form.js'
import { EditForm } from './edit-form.js'
import { inOfficersRole } from './kit.js'
import { loadChoices } from './load-choices.js'
import type { BulletinParts } from './parts.js'
import { Other } from './other-version.js'
import { takePicture } from './take-picture.js'

/** `conflict`: what somebody else saved since, and what is in the form. */
type Shown = { id: string | null; form: FormState; conflict?: { version: number; mine: BulletinDraft } }

export async function showNew(c: ConsoleContext, edge: Edge, parts: BulletinParts): Promise<Response> {
  requireRole(c.var.officer, ...WRITER_ROLES)
  const correctsId = queryText(c, 'corrects', 15)
  return showForm(c, edge, parts, { id: null, form: { ...EMPTY_FORM, values: { lang: 'vi', base: '0', correctsId } } })
}

export async function showEdit(c: ConsoleContext, edge: Edge, parts: BulletinParts): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...WRITER_ROLES)
  const id = idParam(c)
  const { row, content } = await edge.db.transaction().execute((tx) =>
    asOfficer(tx, officer, async (limited) => {
      const found = await getBulletin(limited, id)
      requireOwn(found)
      if (!actsOf(found).includes('edit')) throw changedMeanwhile(id)
      return { row: found, content: await getDraft(limited, id, found.version) }
    }),
  )
  const values = toValues({ ...row, content }, row.version)
  return showForm(c, edge, parts, { id, form: { values, errors: errorsOf(edge, parts, content) } })
}

/** Saves what there is, mistakes and all: they are shown the next time, and keep it from being reviewed. */
export async function handleSave(
  c: ConsoleContext,
  edge: Edge,
  parts: BulletinParts,
  id: string | null,
): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...WRITER_ROLES)
  const read = await readForm(c, DraftForm)
  if (read.kind === 'wrong') return showForm(c, edge, parts, { id, form: read.form }, 422)
  const taken = await takePicture(c, edge)
  if (taken.kind === 'wrong') {
    return showForm(c, edge, parts, { id, form: { values: read.values, errors: { picture: taken.because } } }, 422)
  }
  const pictureId = taken.kind === 'taken' ? taken.id : read.data.pictureId
  const values = { ...read.values, pictureId }
  const written = toWritten({ ...read.data, pictureId }, values)
  await requireKnownQuiz(c, edge, parts, written.content)
  const saved = await save(c, edge, id, { ...written, base: read.data.base })
  if (saved.kind === 'conflict') {
    const form = { values: { ...values, base: String(saved.version) }, errors: {} }
    const conflict = { version: saved.version, mine: written.content }
    return showForm(c, edge, parts, { id, form, conflict }, 409)
  }
  setFlash(c, 'success', 'Đã lưu một phiên bản mới.')
  return c.redirect(`/console/bulletins/${saved.id}${read.values['then'] === 'preview' ? '/preview' : ''}`, 303)
}

/** What the select did not offer was not chosen in it. */
async function requireKnownQuiz(c: ConsoleContext, edge: Edge, parts: BulletinParts, { quiz }: BulletinDraft) {
  if (quiz === undefined) return
  const quizzes = await inOfficersRole(c, edge, parts.listQuizzes)
  if (!quizzes.some(({ value }) => value === quiz)) throw new AppError('invalid', 'Không có đố vui này.')
}

function save(
  c: ConsoleContext,
  { db, deps }: Edge,
  id: string | null,
  written: Written & { base: number },
): Promise<Saved> {
  const { officer } = c.var
  const { base, ...first } = written
  return db
    .transaction()
    .execute((tx) =>
      id === null ? createBulletin(tx, deps, officer, first) : saveVersion(tx, deps, officer, { id, ...written }),
    )
}

async function showForm(
  c: ConsoleContext,
  edge: Edge,
  parts: BulletinParts,
  { id, form, conflict }: Shown,
  status: 200 | 409 | 422 = 200,
): Promise<Response> {
  const { officer } = c.var
  const { choices, other } = await edge.db.transaction().execute((tx) =>
    asOfficer(tx, officer, async (limited) => ({
      choices: await loadChoices(limited, parts, id, form.values),
      other: id !== null && conflict ? await readOther(limited, parts, id, conflict) : null,
    })),
  )
  const title = id === null ? 'Viết bản tin' : 'Sửa bản tin'
  const back =
    id === null
      ? { href: '/console/bulletins', label: 'Bản tin' }
      : { href: `/console/bulletins/${id}`, label: 'Bản tin này' }
  return page(
    c,
    { title, nav: 'bulletins', status },
    <>
      <PageHeader title={title} back={back} lead="Mỗi lần lưu là một phiên bản mới. Người khác duyệt rồi mới đăng." />
      {other && <Other {...other} />}
      <EditForm id={id} form={form} choices={choices} isConflict={other !== null} isRefused={status === 422} />
    </>,
  )
}

async function readOther(limited: Tx, parts: BulletinParts, id: string, conflict: NonNullable<Shown['conflict']>) {
  const draft = await getDraft(limited, id, conflict.version)
  return { ...conflict, draft, names: await loadNames(limited, parts, draft, conflict.mine) }
}

/** Of one field all its mistakes, one after the other. */
function errorsOf({ deps }: Edge, { known }: BulletinParts, draft: BulletinDraft): FormState['errors'] {
  const errors: Record<string, string> = {}
  for (const mistake of findDraftMistakes(draft, known, localDay(deps.clock.now()))) {
    const name = fieldOf(mistake)
    errors[name] = [errors[name], inVietnamese(mistake)].filter(Boolean).join(' ')
  }
  return errors
}

/** Of the whole message's length the body is to blame. */
function fieldOf({ field }: Mistake): string {
  return field === 'message' ? 'body' : field
}
