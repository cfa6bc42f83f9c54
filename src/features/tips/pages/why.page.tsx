import { Message } from '../../../console/components/message.js'
import { Card, Facts, PageHeader } from '../../../console/components/parts.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { Time } from '../../../console/time.js'
import { conditionWords, dayWords, type Names, unitWords } from '../../rules/rule-words.js'
import { loadNames } from '../../rules/rule-world.js'
import { type Explanation, explainRoute, readStoredRoute, type StoredRoute } from '../explain-routing.js'
import type { Rule } from '../routing-rules.js'
import { findRuleVersion, type RuleVersion } from '../rules-store.js'
import { findStoredRoute } from '../queries.js'
import { getTip } from '../read-tips.js'
import type { TipView } from '../tip-view.js'
import { inOfficersRole, numberParam, type TipKit, tipPath } from './kit.js'

type Told = { tip: TipView; route: StoredRoute; version: RuleVersion | null; names: Names }

/** Why the tip went where it went, by the rules and the units of that day. */
export async function showWhy(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const told = await inOfficersRole(c, kit, async (limited): Promise<Told> => {
    const tip = await getTip(limited, numberParam(c))
    const route = readStoredRoute(await findStoredRoute(limited, tip.id))
    const version = route.versionId ? await findRuleVersion(limited, route.versionId) : null
    return { tip, route, version, names: await loadNames(limited, kit.catalogue.categories) }
  })
  const { tip, route, version, names } = told
  const explanation = explainRoute(route, version?.rules ?? null)
  const title = `Giải thích phân tuyến, tin ${tip.number}`
  return page(
    c,
    { title, nav: 'queue' },
    <>
      <PageHeader
        title={title}
        back={{ href: tipPath(tip.number), label: `Tin ${tip.number}` }}
        lead="Theo quy tắc và các đơn vị vào lúc nhận tin. Việc chuyển tin về sau có lý do riêng ở trang của tin."
      />
      {version ? <VersionLine version={version} /> : <Message kind="info">{TOO_OLD}</Message>}
      <Card title="Vì sao về đơn vị này">
        <ol class="mb-0">
          {route.why.map((line) => (
            <li>{line}</li>
          ))}
        </ol>
      </Card>
      <TipFacts {...told} />
      {version && <Rules explanation={explanation} names={names} />}
      <PassedOver route={route} />
    </>,
  )
}

const TOO_OLD = 'Tin này nhận trước khi quy tắc được lưu theo phiên bản nên chỉ còn những dòng dưới đây.'

function VersionLine({ version: { id, savedAt, savedByName, reason } }: { version: RuleVersion }) {
  return (
    <p>
      Quy tắc phân tuyến, <strong>phiên bản {id}</strong>: {savedByName ?? 'Máy chủ'} lưu <Time at={savedAt} />. Lý do:{' '}
      {reason}
    </p>
  )
}

function TipFacts({ route: { facts }, names }: Told) {
  if (!facts) return null
  return (
    <Card title="Điều quy tắc đã xét">
      <Facts
        rows={[
          ['Loại tin', names.categories.get(facts.category) ?? facts.category],
          ['Địa bàn', names.areas.get(facts.areaCode) ?? facts.areaCode],
          ['Có người gặp nguy hiểm', facts.danger ? 'Có' : 'Không'],
          ['Mức khẩn', facts.urgency],
        ]}
      />
    </Card>
  )
}

function Rules({ explanation: { rule, others }, names }: { explanation: Explanation; names: Names }) {
  return (
    <>
      <Card title="Quy tắc được dùng">
        {rule ? <RuleFacts rule={rule} names={names} /> : <p class="mb-0">Không có quy tắc nào hợp với tin này.</p>}
      </Card>
      {others.length > 0 && (
        <Card title="Quy tắc khác cũng hợp">
          <ul class="mb-0">
            {others.map(({ rule: other, why }) => (
              <li>
                {conditionWords(other, names)} → {unitWords(other.to, names)}
                <span class="sub">Không dùng vì {why}.</span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

function RuleFacts({ rule, names }: { rule: Rule; names: Names }) {
  const copies = rule.copies.map((copy) => unitWords(copy, names)).join('; ')
  return (
    <Facts
      rows={[
        ['Tin nào', conditionWords(rule, names)],
        ['Đơn vị nhận', unitWords(rule.to, names)],
        ['Gửi để biết', copies || 'Không'],
        ['Tin khẩn chưa ai nhận thì báo', unitWords(rule.escalateTo, names)],
        ['Thời gian', dayWords(rule)],
        ['Lý do', rule.because],
      ]}
    />
  )
}

const REASONS = {
  unknown_unit: 'chưa có trên hệ thống',
  unit_closed: 'không hoạt động ngày hôm đó',
  unit_without_officers: 'chưa có cán bộ nhận tin lúc đó',
} as const

function PassedOver({ route: { passedOver } }: { route: StoredRoute }) {
  if (passedOver.length === 0) return null
  return (
    <Card title="Đơn vị đã bỏ qua">
      <ul class="mb-0">
        {passedOver.map(({ code, name, reason }) => (
          <li>
            {name ?? code}: {REASONS[reason]}
          </li>
        ))}
      </ul>
    </Card>
  )
}
