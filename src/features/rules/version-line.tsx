import { Message } from '../../console/components/message.js'
import { Time } from '../../console/time.js'
import type { RuleVersion } from '../tips/rules-store.js'
import { sayDay } from './rule-words.js'

/** Who saved a version, when and why; and whether it was taken back. */
export function VersionLine({ version }: { version: RuleVersion }) {
  const { id, savedByName, savedAt, holdsFrom, reason, withdrawn } = version
  return (
    <>
      <p>
        <strong>Phiên bản {id}</strong>: {savedByName ?? 'Máy chủ'} lưu <Time at={savedAt} />
        {holdsFrom && `, áp dụng từ ${sayDay(holdsFrom)}`}. Lý do: <span class="pre-line">{reason}</span>
      </p>
      {withdrawn && (
        <Message kind="info" title="Phiên bản này đã được rút lại trước ngày áp dụng.">
          {withdrawn.byName} rút <Time at={withdrawn.at} />. Lý do: <span class="pre-line">{withdrawn.reason}</span>
        </Message>
      )}
    </>
  )
}
