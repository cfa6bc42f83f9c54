import { Card, LinkButton } from '../../../console/components/parts.js'
import { Time } from '../../../console/time.js'
import type { Officer } from '../../../platform/officer.js'
import type { Category } from '../categories.js'
import type { TipView } from '../tip-view.js'
import { eventWords, movesOf, type TipWords } from '../tip-words.js'
import { ClockFacts } from './clock-facts.js'
import { tipPath } from './kit.js'

/** What there is to know about the tip besides its content. */
export function TipSide({
  tip,
  now,
  officer,
  category,
  words,
}: {
  tip: TipView
  now: Date
  officer: Officer
  category: Category | undefined
  words: TipWords
}) {
  return (
    <>
      <Card title="Thời hạn">
        {tip.clocks.map((clock) => (
          <ClockFacts clock={clock} now={now} />
        ))}
      </Card>
      <Card title="Ai xem được tin này">
        <Readers tip={tip} />
      </Card>
      <Card title="Vì sao tin ở đây">
        <WhyHere tip={tip} words={words} />
        <a href={tipPath(tip.number, '/why')}>Giải thích phân tuyến</a>
      </Card>
      <Card title="Liên hệ người báo tin">
        <Contact tip={tip} officer={officer} />
      </Card>
      {category && category.articles.length > 0 && (
        <Card title="Điều luật tham khảo">
          <p class="mb-1">Bộ luật Hình sự: điều {category.articles.join(', ')}.</p>
          <p class="form-hint">
            Chỉ dành cho cán bộ, theo loại việc; cần đối chiếu trước khi dùng. Không nêu với người báo tin.
          </p>
        </Card>
      )}
    </>
  )
}

/** The rules said where it went when it came in; what moved it since has its own reason. */
function WhyHere({ tip, words }: { tip: TipView; words: TipWords }) {
  return (
    <ul class="plain-list">
      {tip.why.map((line) => (
        <li>{line}</li>
      ))}
      {movesOf(tip.events).map((event) => {
        const { what, by, reason } = eventWords(event, words)
        return (
          <li>
            {what}
            {reason && <span class="pre-line">. Lý do: {reason}</span>}
            <span class="sub">
              {by} · <Time at={event.at} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Readers({ tip }: { tip: TipView }) {
  return (
    <ul class="plain-list">
      <li>
        <strong>{tip.unit.name}</strong>: trực ban, phân loại, chỉ huy. Đơn vị này xử lý.
      </li>
      <li>
        <strong>Cấp trên của đơn vị này</strong>: phân loại, chỉ huy; trực ban cấp trên không xem được.
      </li>
      {tip.readers.map(({ name, kind, since }) => (
        <li>
          <strong>{name}</strong>:{' '}
          {kind === 'escalated'
            ? 'được báo thêm vì tin khẩn chưa ai nhận hoặc tin quá hạn, cùng xử lý'
            : 'nhận bản để biết, không xử lý'}{' '}
          (từ <Time at={since} />)
        </li>
      ))}
    </ul>
  )
}

const CONTACTS = {
  here: 'Chỉ liên hệ trong cuộc trò chuyện với hệ thống. Hãy dùng mục “Trao đổi với người báo tin”.',
  phone: 'Có để lại số điện thoại. Số được khóa; chỉ chỉ huy mở được, phải ghi lý do và được ghi nhật ký.',
  anonymous:
    'Ẩn danh: không hỏi thêm được, người báo chỉ xem kết quả bằng mã tra cứu. Không tìm cách xác định người báo.',
} as const

function Contact({ tip, officer }: { tip: TipView; officer: Officer }) {
  const canReveal = tip.contactKind === 'phone' && tip.isOurs && officer.role === 'lead'
  return (
    <>
      <p class="mb-2">{CONTACTS[tip.contactKind]}</p>
      {canReveal && (
        <LinkButton href={tipPath(tip.number, '/contact')} label="Mở số liên hệ" icon="lock-open" kind="plain" />
      )}
    </>
  )
}
