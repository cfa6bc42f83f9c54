import type { FormState } from '../../../console/components/form.js'
import { EMPTY_FORM } from '../../../console/components/form.js'
import { FormErrors, Message } from '../../../console/components/message.js'
import { LinkButton, PageHeader } from '../../../console/components/parts.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import type { Officer } from '../../../platform/officer.js'
import { markTipRead } from '../../notices/mark-read.js'
import { getTip } from '../read-tips.js'
import type { TipView } from '../tip-view.js'
import { AskForm, Conversation } from './conversation.js'
import { Files } from './files.js'
import { inOfficersRole, numberParam, type TipKit, tipPath } from './kit.js'
import { Suggested } from './suggested.js'
import { Acts } from './tip-acts.js'
import { Content, Identifiers } from './tip-content.js'
import { TipHeader } from './tip-header.js'
import { TipSide } from './tip-side.js'
import { Timeline } from './timeline.js'

/** The tip with all that belongs to it. Looking at it claims nothing. */
export async function showTip(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const { officer } = c.var
  const tip = await inOfficersRole(c, kit, async (tx) => {
    const found = await getTip(tx, numberParam(c))
    // A page that reloads itself has not been read by anybody.
    if (c.req.header('x-background') !== '1') await markTipRead(tx, officer.id, found.id, kit.edge.deps.clock.now())
    return found
  })
  return tipPage(c, kit, tip, EMPTY_FORM)
}

/** The page again, with what was typed into the question and what is wrong with it. */
export function tipPage(c: ConsoleContext, kit: TipKit, tip: TipView, form: FormState): Promise<Response> {
  const { officer } = c.var
  const live = tipPath(tip.number)
  const now = kit.edge.deps.clock.now()
  const status = Object.keys(form.errors).length > 0 ? 422 : 200
  return page(
    c,
    { title: `Tin ${tip.number}`, nav: 'queue', status },
    <>
      <FormErrors form={form} />
      <div id="tip-head" data-live={live}>
        <TipHeader tip={tip} now={now} words={kit.words} />
      </div>
      <div class="tip-columns">
        <div class="tip-acts" id="tip-acts" data-live={live}>
          {tip.isOurs && tip.status !== 'closed' && <Acts tip={tip} officer={officer} />}
        </div>
        <div class="tip-main">
          <Content tip={tip} words={kit.words} />
          <Suggested tip={tip} catalogue={kit.catalogue} />
          <Identifiers tip={tip} />
          <div id="tip-files" data-live={live}>
            <Files tip={tip} isShown={showsFiles(kit, tip)} />
          </div>
          <Conversation tip={tip} live={live} files={showsFiles(kit, tip)}>
            {canAsk(tip, officer) && <AskForm tip={tip} form={form} />}
          </Conversation>
          <div id="tip-timeline" data-live={live}>
            <Timeline tip={tip} words={kit.words} />
          </div>
        </div>
        <div class="tip-side" id="tip-side" data-live={live}>
          <TipSide
            tip={tip}
            now={now}
            officer={officer}
            category={kit.catalogue.categories.find(({ code }) => code === tip.category)}
            words={kit.words}
          />
        </div>
      </div>
      <Gone />
    </>,
  )
}

/** What the page's script puts in place of all this once the tip is no longer this officer's to see. */
function Gone() {
  return (
    <template id="live-gone">
      <PageHeader title="Tin đã được chuyển" />
      <Message kind="warning" title="Tin đã được chuyển, không còn thuộc đơn vị của đồng chí." />
      <p>
        <LinkButton href="/console" label="Về hàng đợi" icon="inbox" />
      </p>
      <section data-unsent="yes" hidden>
        <h2>Nội dung đồng chí đang viết, chưa gửi</h2>
        <p class="pre-line" />
      </section>
    </template>
  )
}

/** Of some categories even the evidence does harm: nothing is shown by itself. */
export function showsFiles({ catalogue }: TipKit, tip: Pick<TipView, 'category'>): boolean {
  return catalogue.categories.find(({ code }) => code === tip.category)?.uploads !== false
}

function canAsk(tip: TipView, officer: Officer): boolean {
  if (tip.contactKind === 'anonymous') return false
  return tip.isOurs && tip.status !== 'closed' && (tip.holder === null || tip.holder.id === officer.id)
}
