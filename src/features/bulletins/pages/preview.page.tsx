import { Badge, LinkButton, PageHeader } from '../../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { Icon } from '../../../console/icon.js'
import { page } from '../../../console/page.js'
import { numberParam } from '../../../console/read-form.js'
import { localDay } from '../../../engine/local-day.js'
import { FROM_FILE, NO_TITLE, pathOf, readBulletin } from './kit.js'
import type { BulletinParts } from './parts.js'
import { Preview, VIEWS } from './previews.js'

/** The newest version, or the one that the address names, as each kind of channel will show it. */
export async function showPreview(c: ConsoleContext, edge: Edge, { splitText }: BulletinParts): Promise<Response> {
  const number = numberParam(c)
  const { row, draft } = await readBulletin(c, edge, async () => null, number)
  const shown = VIEWS.find(({ view }) => view === c.req.query('as')) ?? VIEWS[0]
  if (!shown) throw new Error('no view')
  const today = localDay(edge.deps.clock.now())
  const path = number === undefined ? pathOf(row.id, 'preview') : pathOf(row.id, `versions/${number}`)
  const of = { id: row.id, slug: row.slug, draft, unitName: row.unitName ?? c.var.officer.unitName, today }
  return page(
    c,
    { title: 'Xem trước', nav: 'bulletins' },
    <>
      <PageHeader
        title={draft.title || NO_TITLE}
        back={{ href: pathOf(row.id), label: 'Bản tin này' }}
        lead={
          <>
            <Badge>phiên bản {number ?? row.version}</Badge> {row.unitName ?? FROM_FILE}
          </>
        }
      >
        {shown.view === 'print' && (
          <button type="button" class="btn btn-primary" data-print="yes">
            <Icon name="printer" />
            In
          </button>
        )}
        {number === undefined && <LinkButton href={pathOf(row.id, 'edit')} label="Sửa" kind="plain" icon="pencil" />}
      </PageHeader>
      <nav class="tabs" aria-label="Xem như">
        {VIEWS.map(({ view, label }) => (
          <a href={`${path}?as=${view}`} {...(view === shown.view && { 'aria-current': 'page' })}>
            {label}
          </a>
        ))}
      </nav>
      <p class="no-print">{shown.about}</p>
      <Preview view={shown.view} of={of} split={splitText} />
    </>,
  )
}
