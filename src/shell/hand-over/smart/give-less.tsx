// The part of the consent page where a person gives less than is asked: from a day on, without some kinds, only while they are
// there; and what it learns of them.
import type { SmartAsk } from '../../../core/smart/ask.ts';
import type { Less } from '../../../core/smart/narrow.ts';
import { parseScopes, scopesToRules } from '../../../core/smart/scopes.ts';
import { typesOfResource } from '../../../core/smart/types.ts';
import { nameGroup } from '../../../locales/type-names.ts';
import { smartWords } from '../../../locales/words.ts';
import { everyType, findVersion } from '../../../things/index.ts';
import { FieldError, type FieldErrors } from '../../kit/fields.tsx';
import type { Visit } from '../../web/visit.ts';

export type { Less };

interface Props {
  readonly ask: SmartAsk;
  readonly answered: Less | undefined;
  readonly visit: Visit;
  readonly errors: FieldErrors;
}

export function GiveLess({ ask, answered, visit, errors }: Props) {
  const { language } = visit;
  const w = smartWords(language);
  const { others } = parseScopes(ask.scopes);
  const groups = listGroups(ask);
  return (
    <>
      {others.has('openid') && <p>{w.learnsWho}</p>}
      {others.has('offline_access') && (
        <fieldset>
          <legend>{w.whenAway}</legend>
          <div class="choice">
            <input
              type="checkbox"
              id="away"
              name="away"
              value="yes"
              checked={answered?.isAway ?? true}
              aria-describedby="away-hint"
            />
            <div>
              <label for="away">{w.away}</label>
              <p class="hint" id="away-hint">
                {w.awayHint}
              </p>
            </div>
          </div>
        </fieldset>
      )}
      <details open={answered !== undefined && (answered.from !== undefined || answered.leftOut.length > 0)}>
        <summary>{w.less}</summary>
        <div class="field">
          <label for="from">{w.from}</label>
          <FieldError name="from" errors={errors} />
          <input
            type="date"
            id="from"
            name="from"
            value={answered?.from}
            aria-describedby={errors.from === undefined ? undefined : 'from-error'}
          />
        </div>
        {groups.length > 1 && (
          <fieldset>
            <legend>{w.leaveOut}</legend>
            {groups.map(group => (
              <div class="choice">
                <input
                  type="checkbox"
                  id={`left-out-${group}`}
                  name="left-out"
                  value={group}
                  checked={answered?.leftOut.includes(group) ?? false}
                />
                <label for={`left-out-${group}`}>{nameGroup(group, language)}</label>
              </div>
            ))}
          </fieldset>
        )}
      </details>
    </>
  );
}

/** Of the types that are asked for. */
function listGroups({ scopes }: SmartAsk) {
  const targets = scopesToRules(parseScopes(scopes), typesOfResource).flatMap(rule => rule.targets);
  const types = targets.some(({ typeIds }) => typeIds === 'all')
    ? everyType()
    : targets.flatMap(({ typeIds }) =>
        typeIds === 'all' ? [] : typeIds.flatMap(id => findVersion(id)?.type ?? []),
      );
  return [...new Set(types.map(({ group }) => group))];
}
