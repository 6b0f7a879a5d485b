// One application's part of the consent page: who it is, every rule it asks for, and what each would let it see.

import type { Ask } from '../../../core/authorization/consent-choice.ts';
import { directKey, getRuleKey } from '../../../core/authorization/consent-choice.ts';
import type { Rehearsal } from '../../../core/authorization/rehearsal.ts';
import { isOfScope, type Rule } from '../../../core/authorization/rules.ts';
import { sayOf } from '../../../locales/colon.ts';
import { nameTypeId } from '../../../locales/type-names.ts';
import { consentWords } from '../../../locales/words.ts';
import { sayWhenShort } from '../../items/when.ts';
import { AboutApp } from '../../kit/about-app.tsx';
import { nameRule } from '../../kit/rule-name.ts';
import { RuleText } from '../../kit/rule-text.tsx';
import type { Locale } from '../../web/clock.ts';
import type { Visit } from '../../web/visit.ts';

/** What a rule would let the application see, by record. */
export interface Preview {
  readonly recordName: string;
  readonly rehearsal: Rehearsal;
}

interface AskProps {
  readonly ask: Ask;
  /** Among those that ask. */
  readonly place: number;
  /** Must it be told apart, as others ask too? */
  readonly named: boolean;
  /** What the person ticked before the page came back. */
  readonly ticked: readonly string[] | undefined;
  readonly locale: Locale;
  /** Required rules that the application has already, when it asks again. */
  readonly has?: readonly Rule[];
  /** What it was granted at another door, and keeps. */
  readonly stays?: readonly Rule[];
  /** Undefined where it is not shown. */
  readonly previews?: ReadonlyMap<Rule, readonly Preview[]> | undefined;
}

export function AskSection({ ask, place, named, ticked, locale, has = [], stays = [], previews }: AskProps) {
  const { app, required, optional, direct } = ask;
  const { language } = locale;
  const w = consentWords(language);
  const fresh = required.filter(rule => !has.includes(rule));
  const shown = { locale, previews };
  return (
    <section class="ask">
      {named && (
        <>
          <h2>{app.name}</h2>
          <AboutApp app={app} language={language} />
        </>
      )}
      {required.length === 0 && optional.length === 0 && <p>{w.nothing}</p>}
      {fresh.length > 0 && (
        <>
          {has.length > 0 && <h2>{w.fresh}</h2>}
          <p>{has.length > 0 ? w.freshLead : w.together}</p>
          <RulesOfMode rules={fresh} mode="online" {...shown} />
          <RulesOfMode rules={fresh} mode="offline" {...shown} />
        </>
      )}
      {has.length > 0 && (
        <details class="has" open={fresh.length === 0}>
          <summary>{w.has}</summary>
          <RulesOfMode rules={has} mode="online" {...shown} />
          <RulesOfMode rules={has} mode="offline" {...shown} />
        </details>
      )}
      {stays.length > 0 && (
        <details class="has">
          <summary>{w.stays}</summary>
          <p>{w.staysText}</p>
          <RulesOfMode rules={stays} mode="online" locale={locale} previews={undefined} />
          <RulesOfMode rules={stays} mode="offline" locale={locale} previews={undefined} />
        </details>
      )}
      {(optional.length > 0 || direct) && <Optional ask={ask} place={place} ticked={ticked} {...shown} />}
    </section>
  );
}

type Shown = Pick<AskProps, 'locale' | 'previews'>;

function Optional({
  ask,
  place,
  ticked,
  locale,
  previews,
}: Pick<AskProps, 'ask' | 'place' | 'ticked'> & Shown) {
  const { language } = locale;
  const w = consentWords(language);
  // An app says of its own rules which it can do without; of scopes it says nothing.
  const isAsked = ask.optional.some(({ rule }) => isOfScope(rule));
  return (
    <fieldset>
      <legend>{isAsked ? w.asked : w.optional}</legend>
      <p class="hint">{isAsked ? w.askedHint : w.optionalHint}</p>
      {ask.optional.map(({ rule, checked }, index) => {
        const value = `${place}:${getRuleKey(rule)}`;
        const id = `optional-${place}-${index}`;
        return (
          <div class="choice">
            <input
              type="checkbox"
              id={id}
              name="optional"
              value={value}
              checked={ticked ? ticked.includes(value) : checked}
              aria-describedby={`${id}-rule`}
            />
            <div>
              <label for={id}>{nameRule(rule, language)}</label>
              <div id={`${id}-rule`}>
                <span class="tag">{w.modes[rule.mode]}</span>
                <RuleText rule={rule} language={language} />
                <Previews of={previews?.get(rule)} locale={locale} />
              </div>
            </div>
          </div>
        );
      })}
      {ask.direct && (
        <DirectChoice
          id={`direct-${place}`}
          value={`${place}:${directKey}`}
          checked={ticked ? ticked.includes(`${place}:${directKey}`) : ask.direct.checked}
          language={language}
        />
      )}
    </fieldset>
  );
}

interface DirectChoiceProps extends Pick<Visit, 'language'> {
  readonly id: string;
  readonly value: string;
  readonly checked: boolean;
}

/** Among the optional rules: may it send Direct messages in the person's name? */
export function DirectChoice({ id, value, checked, language }: DirectChoiceProps) {
  const w = consentWords(language);
  return (
    <div class="choice">
      <input
        type="checkbox"
        id={id}
        name="optional"
        value={value}
        checked={checked}
        aria-describedby={`${id}-text`}
      />
      <div>
        <label for={id}>{w.direct}</label>
        <p id={`${id}-text`} class="what">
          {w.directText}
        </p>
      </div>
    </div>
  );
}

export function RulesOfMode({
  rules,
  mode,
  locale,
  previews,
}: { rules: readonly Rule[]; mode: Rule['mode'] } & Shown) {
  const { language } = locale;
  const w = consentWords(language);
  const some = rules.filter(rule => rule.mode === mode);
  if (some.length === 0) return null;
  return (
    <div class="mode">
      <h2>{w.modes[mode]}</h2>
      <ul class="rules">
        {some.map(rule => (
          <li>
            <RuleText rule={rule} language={language} />
            {rule.reason !== '' && rule.scope === undefined && (
              <p class="why">
                <span class="why-label">{w.why}</span> {rule.reason}
              </p>
            )}
            <Previews of={previews?.get(rule)} locale={locale} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The rehearsal: how much the rule opens today, and the newest of it. */
function Previews({ of, locale }: { of: readonly Preview[] | undefined; locale: Locale }) {
  const { language } = locale;
  const w = consentWords(language);
  if (!of || of.length === 0) return null;
  return (
    <>
      {of.map(({ recordName, rehearsal: { count, isMore, newest } }) => (
        <div class="glimpse">
          <p>
            {w.would(recordName)} <strong>{count === 0 ? w.noneYet : w.items(count, isMore)}</strong>
            {newest.length > 0 && count > newest.length && `, ${w.newest}`}
          </p>
          {newest.length > 0 && (
            <ul>
              {newest.map(({ typeId, effectiveDate, summary, datedTo }) => (
                <li>
                  {summary === ''
                    ? nameTypeId(typeId, language)
                    : sayOf(nameTypeId(typeId, language), summary, language)}{' '}
                  <span class="hint-inline">{sayWhenShort({ effectiveDate, datedTo }, locale)}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </>
  );
}
