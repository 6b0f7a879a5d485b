// One application's part of the consent page: who it is, and every rule it asks for.

import type { Application } from '../../core/applications/application.ts';
import type { Ask } from '../../core/authorization/consent-choice.ts';
import { ruleKey } from '../../core/authorization/consent-choice.ts';
import type { Rule, RuleTarget } from '../../core/authorization/rules.ts';
import { exceptionsInWords, rightsInWords, targetInWords } from './words.ts';

interface AskProps {
  readonly ask: Ask;
  /** Among those that ask. */
  readonly place: number;
  /** Must it be told apart, as others ask too? */
  readonly named: boolean;
  /** What the person ticked before the page came back. */
  readonly ticked: readonly string[] | undefined;
}

export function AskSection({ ask, place, named, ticked }: AskProps) {
  const { app, required, optional } = ask;
  return (
    <section class="ask">
      {named && (
        <>
          <h2>{app.name}</h2>
          <AboutApp app={app} />
        </>
      )}
      {required.length === 0 && optional.length === 0 && (
        <p>It asks for no health data, only to know who you are here.</p>
      )}
      {required.length > 0 && (
        <>
          <p>What follows belongs together: the app gets all of it or none.</p>
          <RulesOfMode rules={required} mode="online" />
          <RulesOfMode rules={required} mode="offline" />
        </>
      )}
      {optional.length > 0 && (
        <fieldset>
          <legend>As you like</legend>
          <p class="hint">The app works without these. Tick what it may have.</p>
          {optional.map(({ rule, checked }, index) => {
            const value = `${place}:${ruleKey(rule)}`;
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
                  <label for={id}>{rule.reason === '' ? rule.name : rule.reason}</label>
                  <div id={`${id}-rule`}>
                    <span class="tag">{modes[rule.mode]}</span>
                    <RuleText rule={rule} />
                  </div>
                </div>
              </div>
            );
          })}
        </fieldset>
      )}
    </section>
  );
}

const modes = { online: 'While you use it', offline: 'At any time, also when you are away' } as const;

export function AboutApp({ app }: { app: Application }) {
  return (
    <>
      {app.description !== '' && <p>{app.description}</p>}
      {(app.privacyUrl !== undefined || app.termsUrl !== undefined) && (
        <p class="links">
          {app.privacyUrl !== undefined && <OutsideLink href={app.privacyUrl} text="Its privacy statement" />}
          {app.termsUrl !== undefined && <OutsideLink href={app.termsUrl} text="Its terms of use" />}
        </p>
      )}
    </>
  );
}

/** In a page of its own, so the question stays open; only an address of the web becomes a link. */
function OutsideLink({ href, text }: { href: string; text: string }) {
  if (!/^https?:\/\//i.test(href)) return null;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}

function RulesOfMode({ rules, mode }: { rules: readonly Rule[]; mode: Rule['mode'] }) {
  const some = rules.filter(rule => rule.mode === mode);
  if (some.length === 0) return null;
  return (
    <div class="mode">
      <h2>{modes[mode]}</h2>
      <ul class="rules">
        {some.map(rule => (
          <li>
            <RuleText rule={rule} />
            {rule.reason !== '' && (
              <p class="why">
                <span class="why-label">Why:</span> {rule.reason}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function RuleText({ rule }: { rule: Rule }) {
  return (
    <>
      {rule.targets.map(target => (
        <TargetText rights={rightsInWords(rule.permissions)} target={target} />
      ))}
      {exceptionsInWords(rule).map(sentence => (
        <p class="except">{sentence}</p>
      ))}
    </>
  );
}

/** So many types are named at once; a longer list can be opened. */
const typesInLine = 8;

function TargetText({ rights, target }: { rights: string; target: RuleTarget }) {
  const { types, dates } = targetInWords(target);
  const suffix = dates === '' ? '' : ` ${dates}`;
  if (types.length === 0) {
    return (
      <p class="what">
        {rights}: <strong>every kind of item</strong>
        {suffix}
      </p>
    );
  }
  if (types.length <= typesInLine) {
    return (
      <p class="what">
        {rights}: <strong>{types.join(', ')}</strong>
        {suffix}
      </p>
    );
  }
  return (
    <details class="what">
      <summary>
        {rights}: <strong>{types.length} kinds of item</strong>
        {suffix}
      </summary>
      <ul class="types">
        {types.map(name => (
          <li>{name}</li>
        ))}
      </ul>
    </details>
  );
}
