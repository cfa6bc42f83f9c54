import { Form } from '../../../console/components/form.js'
import { Message } from '../../../console/components/message.js'
import { Card, LinkButton, PageHeader, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { Time } from '../../../console/time.js'
import { localDay } from '../../../engine/local-day.js'
import { findDraftMistakes } from '../draft-rules.js'
import { fieldName, inVietnamese } from '../mistake-words.js'
import { actsOf } from '../own-bulletin.js'
import { type BulletinRow, listEvents, listVersions } from '../queries.js'
import { type Act, WRITER_ROLES } from '../review-rules.js'
import { BulletinFacts, loadNames } from './bulletin-facts.js'
import { Events, Versions } from './history.js'
import { NO_TITLE, pathOf, readBulletin } from './kit.js'
import { StateBadge } from './list.page.js'
import type { BulletinParts } from './parts.js'

/** All about one bulletin: where it stands, what may be done with it, and what was done. */
export async function showBulletin(c: ConsoleContext, edge: Edge, parts: BulletinParts): Promise<Response> {
  const { officer } = c.var
  const { row, draft, more } = await readBulletin(c, edge, async (limited, found, content) => ({
    events: await listEvents(limited, found.id),
    versions: await listVersions(limited, found.id),
    names: await loadNames(limited, parts, content),
  }))
  const acts = row.isOwn && WRITER_ROLES.includes(officer.role) ? actsOf(row) : []
  const mistakes = row.state === 'draft' ? findDraftMistakes(draft, parts.known, localDay(edge.deps.clock.now())) : []
  return page(
    c,
    { title: draft.title || NO_TITLE, nav: 'bulletins' },
    <>
      <PageHeader
        title={draft.title || NO_TITLE}
        back={{ href: '/console/bulletins', label: 'Bản tin' }}
        lead={<StateBadge row={row} />}
      >
        <LinkButton href={pathOf(row.id, 'preview')} label="Xem trước" icon="eye" kind="plain" />
        {acts.includes('edit') && <LinkButton href={pathOf(row.id, 'edit')} label="Sửa" icon="pencil" kind="plain" />}
      </PageHeader>
      <Withdrawal row={row} />
      {mistakes.length > 0 && (
        <Message kind="warning" title={`Còn ${mistakes.length} chỗ cần sửa trước khi gửi duyệt:`}>
          <ul class="mb-0">
            {mistakes.map((mistake) => (
              <li>
                {fieldName(mistake.field)}: {inVietnamese(mistake)}
              </li>
            ))}
          </ul>
        </Message>
      )}
      <NextSteps row={row} acts={acts} isReady={mistakes.length === 0} />
      <Card title="Bản tin">
        <BulletinFacts row={row} draft={draft} names={more.names} />
      </Card>
      <Versions row={row} versions={more.versions} />
      <Events events={more.events} />
    </>,
  )
}

/** One main act at a time; what is hard to take back stands last and asks again. */
function NextSteps({ row, acts, isReady }: { row: BulletinRow; acts: readonly Act[]; isReady: boolean }) {
  const { id, version } = row
  const isPublic = row.publicVersion !== null && row.state !== 'withdrawn'
  if (acts.length === 0 && !isPublic) return null
  return (
    <div class="form-acts mb-3">
      {acts.includes('ask_review') && isReady && (
        <VersionForm action={pathOf(id, 'ask-review')} version={version} label="Gửi duyệt" />
      )}
      {acts.includes('review') && <LinkButton href={pathOf(id, 'review')} label="Xem để duyệt" icon="check" />}
      {acts.includes('send') && <LinkButton href={pathOf(id, 'send')} label="Gửi cho người đăng ký" icon="send" />}
      {acts.includes('publish') && (
        <VersionForm action={pathOf(id, 'publish')} version={version} label="Đăng lên trang bản tin" isPlain />
      )}
      {isPublic && (
        <a class="btn" href={`/tin/${row.slug}`}>
          Xem trang công khai
        </a>
      )}
      {isPublic && <LinkButton href={pathOf(id, 'export')} label="Xuất" icon="download" kind="plain" />}
      {acts.includes('correct') && (
        <LinkButton href={`/console/bulletins/new?corrects=${id}`} label="Viết đính chính" kind="plain" />
      )}
      {acts.includes('withdraw') && (
        <LinkButton href={pathOf(id, 'withdraw')} label={isPublic ? 'Rút bản tin' : 'Bỏ bản này'} kind="plain" />
      )}
    </div>
  )
}

function VersionForm({
  action,
  version,
  label,
  isPlain,
}: {
  action: string
  version: number
  label: string
  isPlain?: boolean
}) {
  return (
    <Form action={action}>
      <input type="hidden" name="version" value={String(version)} />
      <SubmitButton label={label} kind={isPlain ? 'plain' : 'primary'} />
    </Form>
  )
}

function Withdrawal({ row: { withdrawnAt, withdrawnBecause } }: { row: BulletinRow }) {
  if (!withdrawnAt) return null
  return (
    <Message kind="warning" title="Bản tin đã được rút">
      Lúc <Time at={withdrawnAt} />. Lý do: {withdrawnBecause}
    </Message>
  )
}
