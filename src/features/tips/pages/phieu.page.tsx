import type { Child } from 'hono/jsx'
import type { ConsoleContext } from '../../../console/edge.js'
import { Icon } from '../../../console/icon.js'
import { page } from '../../../console/page.js'
import { EndTime, Time } from '../../../console/time.js'
import type { Officer } from '../../../platform/officer.js'
import { placeName } from '../../areas/areas.js'
import { getTip } from '../read-tips.js'
import { clockName } from '../../deadlines/clock-names.js'
import { identifierMarks, identifierName, type TipWords } from '../tip-words.js'
import type { TipIdentifierView, TipView } from '../tip-view.js'
import { ClockOnPaper } from './clock-facts.js'
import { kindWords, sizeWords } from './files.js'
import { inOfficersRole, numberParam, type TipKit, tipPath } from './kit.js'

/** The record of receipt on paper. It says that information came in, never that somebody filed a denunciation. */
export async function showPhieu(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const tip = await inOfficersRole(c, kit, (tx) => getTip(tx, numberParam(c)))
  return page(
    c,
    { title: `Phiếu tiếp nhận ${tip.number}`, nav: 'queue' },
    <>
      <div class="form-acts no-print phieu-acts">
        <button type="button" class="btn btn-primary" data-print="yes">
          <Icon name="printer" />
          In phiếu
        </button>
        <a class="btn" href={tipPath(tip.number)}>
          Quay lại tin
        </a>
      </div>
      <Sheet tip={tip} officer={c.var.officer} now={kit.edge.deps.clock.now()} words={kit.words} />
    </>,
  )
}

function Sheet({ tip, officer, now, words }: { tip: TipView; officer: Officer; now: Date; words: TipWords }) {
  return (
    <article class="phieu">
      <header>
        <div class="phieu-unit">{receivedBy(tip).unit}</div>
        <div>Số: {tip.number}</div>
      </header>
      <h1>PHIẾU TIẾP NHẬN TIN BÁO</h1>
      <p class="phieu-note">
        Ghi lại thông tin người dân gửi qua kênh trò chuyện. Phiếu này không thay cho đơn hoặc biên bản theo luật tố
        tụng.
      </p>
      <table>
        <tbody>
          <Row name="Tiếp nhận lúc">
            <Time at={tip.receivedAt} />
          </Row>
          {tip.dueAt && (
            <Row name="Hạn gần nhất">
              <EndTime at={tip.dueAt} />
            </Row>
          )}
          {tip.clocks.map((clock) => (
            <Row name={`Hạn: ${clockName(clock.kind)}`}>
              <ClockOnPaper clock={clock} now={now} />
            </Row>
          ))}
          <Row name="Hình thức, kênh">Tin nhắn qua {words.channel(tip.channel)}</Row>
          <Row name="Loại việc">{words.category(tip.category)}</Row>
          <Row name="Nơi xảy ra">{placeName(tip.area.name, tip.area.province.name)}</Row>
          <Row name="Thời điểm xảy ra">{tip.happened ?? 'Không rõ'}</Row>
          <Row name="Thiệt hại">{tip.loss ?? 'Không nêu'}</Row>
          <Row name="Nội dung">{tip.description}</Row>
          {tip.evidence.map(({ label, value }) => (
            <Row name={label}>{value}</Row>
          ))}
          {tip.identifiers.map((identifier) => (
            <Row name={identifier.label ?? identifierName(identifier.kind)}>{identifierLine(identifier)}</Row>
          ))}
        </tbody>
      </table>
      <FileTable tip={tip} />
      <Signatures officer={receivedBy(tip).officer} />
      <footer>
        In bởi {officer.displayName}, {officer.unitName}, lúc <Time at={now} />. Phiếu không ghi thông tin người báo.
      </footer>
    </article>
  )
}

function identifierLine(identifier: TipIdentifierView): string {
  const { value, raw } = identifier
  const written = raw === value ? value : `${value} (viết: ${raw})`
  return [written, ...identifierMarks(identifier).map(({ text }) => text)].join('. ')
}

/** Where it came in and who took it first, as it was then: neither today's unit nor who prints this. */
function receivedBy({ events, unit }: TipView): { unit: string; officer: string | null } {
  const said = (type: string, key: string) => {
    const value = events.find((event) => event.type === type)?.data[key]
    return typeof value === 'string' && value !== '' ? value : null
  }
  return { unit: said('filed', 'toName') ?? unit.name, officer: said('claimed', 'by') }
}

function Row({ name, children }: { name: string; children?: Child }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="pre-line">{children}</td>
    </tr>
  )
}

function FileTable({ tip }: { tip: TipView }) {
  if (tip.attachments.length === 0) return <p>Không có hình ảnh, tệp gửi kèm.</p>
  return (
    <table class="phieu-files">
      <caption>Hình ảnh, tệp gửi kèm (bản gốc được niêm phong)</caption>
      <thead>
        <tr>
          <th scope="col">STT</th>
          <th scope="col">Loại, kích thước</th>
          <th scope="col">Mã băm SHA-256</th>
        </tr>
      </thead>
      <tbody>
        {tip.attachments.map(({ mime, size, sha256 }, index) => (
          <tr>
            <td>{index + 1}</td>
            <td>
              {kindWords(mime)}, {sizeWords(size)}
            </td>
            <td class="code">{sha256.toString('hex')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** While nobody has taken the tip there is a line to write the name on. */
function Signatures({ officer }: { officer: string | null }) {
  return (
    <div class="phieu-signatures">
      <div>
        <strong>CÁN BỘ TIẾP NHẬN</strong>
        <em>(Ký, ghi rõ họ tên)</em>
        <span>{officer ?? '…………………………'}</span>
      </div>
      <div>
        <strong>CHỈ HUY ĐƠN VỊ</strong>
        <em>(Ký, ghi rõ họ tên, đóng dấu)</em>
      </div>
    </div>
  )
}
