import { Card, PageHeader } from '../../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { Icon } from '../../../console/icon.js'
import { localDay } from '../../../engine/local-day.js'
import type { Tx } from '../../../platform/db.js'
import { AppError } from '../../../platform/errors.js'
import { BulletinContent } from '../bulletin.js'
import { type Exported, toFanpage, toLoudspeaker, toMarkdown, toWebsite } from '../export-text.js'
import { type BulletinRow, getDraft } from '../queries.js'
import { pathOf, readBulletin } from './kit.js'

type Kind = {
  name: string
  label: string
  about: string
  mime: string
  ending: string
  make: (bulletin: Exported) => string
}

const KINDS: readonly Kind[] = [
  {
    name: 'fanpage',
    label: 'Fanpage',
    about: 'Chữ thường, chép vào bài đăng.',
    mime: 'text/plain; charset=utf-8',
    ending: 'txt',
    make: toFanpage,
  },
  {
    name: 'loudspeaker',
    label: 'Loa truyền thanh',
    about: 'Để đọc to: số và ngày viết bằng chữ.',
    mime: 'text/plain; charset=utf-8',
    ending: 'txt',
    make: toLoudspeaker,
  },
  {
    name: 'website',
    label: 'Trang web (HTML)',
    about: 'Một đoạn HTML, dán vào bài viết của trang.',
    mime: 'text/html; charset=utf-8',
    ending: 'html',
    make: toWebsite,
  },
  {
    name: 'markdown',
    label: 'Trang web (Markdown)',
    about: 'Cho trang nhận Markdown.',
    mime: 'text/markdown; charset=utf-8',
    ending: 'md',
    make: toMarkdown,
  },
]

/** The public version in the forms of other channels: a page of all of them, or with `for` one as a file. */
export async function showExport(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { row, more: bulletin } = await readBulletin(c, edge, (limited, found) => read(limited, found, c, edge))
  // English is not read out by a Vietnamese announcer's rules.
  const kinds = KINDS.filter(({ name }) => bulletin.lang === 'vi' || name !== 'loudspeaker')
  const chosen = kinds.find(({ name }) => name === c.req.query('for'))
  if (chosen) return download(c, chosen, row, bulletin)
  return page(
    c,
    { title: 'Xuất bản tin', nav: 'bulletins' },
    <>
      <PageHeader
        title="Xuất bản tin"
        back={{ href: pathOf(row.id), label: 'Bản tin này' }}
        lead="Cùng một nội dung cho các kênh khác, có ghi nơi và ngày đăng. Xin không sửa số liệu sau khi xuất."
      />
      {kinds.map((kind) => (
        <Card title={kind.label}>
          <p>{kind.about}</p>
          <section class="export-text" tabindex={0} aria-label={kind.label}>
            <pre class="plain-text">{kind.make(bulletin)}</pre>
          </section>
          <a class="btn" href={pathOf(row.id, `export?for=${kind.name}`)}>
            <Icon name="download" />
            Tải về
          </a>
        </Card>
      ))}
    </>,
  )
}

async function read(limited: Tx, row: BulletinRow, c: ConsoleContext, { publicUrl }: Edge): Promise<Exported> {
  const { publicVersion, publishedAt, state, unitName, slug } = row
  if (publicVersion === null || publishedAt === null || state === 'withdrawn') {
    throw new AppError('conflict', 'Chỉ xuất được bản tin đang đăng.', {
      title: 'Chưa xuất được',
      back: pathOf(row.id),
      todo: 'Xin đăng bản tin trước.',
    })
  }
  return {
    ...BulletinContent.parse(await getDraft(limited, row.id, publicVersion)),
    unitName: unitName ?? c.var.officer.unitName,
    published: localDay(publishedAt),
    address: `${publicUrl.replace(/\/$/, '')}/tin/${slug}`,
  }
}

/** As a file, never as a page of ours. */
function download(c: ConsoleContext, kind: Kind, row: BulletinRow, bulletin: Exported): Response {
  c.header('content-type', kind.mime)
  c.header('content-disposition', `attachment; filename="${row.slug}-${kind.name}.${kind.ending}"`)
  return c.body(kind.make(bulletin))
}
