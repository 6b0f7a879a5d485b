// What to change after a call that was refused, or answered less than it asked for: in words, with a link to the place.
import { type StatusName, statusName } from '../../../core/healthvault/statuses.ts';
import type { Trace } from '../../../core/healthvault/tracing/trace.ts';
import type { Language } from '../../../locales/language.ts';
import { nameType } from '../../../locales/type-names.ts';
import { developWords, remedyWords, rulesWords } from '../../../locales/words.ts';
import { listMethods } from '../../../methods/index.ts';
import type { Visit } from '../../web/visit.ts';
import { findLacking, type Lacking, modeOf } from './lacking.ts';
import { type OwnApp, tabHref } from './own.tsx';
import { RedirectRemedy } from './redirect-remedy.tsx';
import { findHttpRemedy, findRemedy, type Remedy } from './remedies.ts';

interface WhatToChangeProps {
  readonly trace: Trace;
  readonly of: OwnApp;
  readonly visit: Visit;
}

/** Nothing for what went well. */
export function WhatToChange(props: WhatToChangeProps) {
  const said = sayChange(props);
  if (!said) return null;
  return (
    <section>
      <h3>{remedyWords(props.visit.language).title}</h3>
      {said}
    </section>
  );
}

function sayChange({ trace, of, visit }: WhatToChangeProps) {
  const { mistake } = trace;
  const lacking = findLacking(of.wished, trace);
  const isByRights = mistake === undefined || mistake === 'online-rights' || mistake === 'offline-rights';
  if (lacking.length > 0 && isByRights) return <Lacks lacking={lacking} of={of} language={visit.language} />;
  if (mistake !== undefined) return <RedirectRemedy mistake={mistake} of={of} visit={visit} />;
  const remedy = remedyOf(trace);
  return remedy && <Words remedy={remedy} of={of} language={visit.language} />;
}

function remedyOf({ kind, code, method, message = '', request = '' }: Trace): Remedy | undefined {
  if (kind === 'oauth') return code < 400 ? undefined : { name: 'oauthClient', tab: 'smart' };
  if (kind === 'fhir') return code < 400 ? undefined : findHttpRemedy(code);
  if (kind !== 'call' || code === 0) return undefined;
  const name: StatusName | undefined = statusName(code);
  if (name === 'ACCESS_DENIED' && message.includes('method group')) return { name: 'groups', tab: 'methods' };
  const found = name && findRemedy(name);
  if (found?.name === 'right') return { ...found, tab: modeOf(request) };
  if (found?.name === 'element') return { ...found, docs: findMethodPage(method) };
  return found ?? { name: 'unmet' };
}

function findMethodPage(method: string): string {
  const isThere = listMethods().some(({ name }) => name === method);
  return isThere ? `/docs/methods/${method.toLowerCase()}.html` : '/docs/reference.html';
}

interface WordsProps {
  readonly remedy: Remedy;
  readonly of: OwnApp;
  readonly language: Language;
}

function Words({ remedy: { name, tab, docs }, of, language }: WordsProps) {
  return (
    <p>
      {remedyWords(language)[name]}{' '}
      {tab !== undefined && <a href={tabHref(of, tab)}>{developWords(language).tabs[tab]}</a>}
      {docs !== undefined && <a href={docs}>{docs}</a>}
    </p>
  );
}

/** Each right that no rule gives, with a form of the rule where it is ticked already. */
function Lacks({ lacking, of, language }: { lacking: readonly Lacking[]; of: OwnApp; language: Language }) {
  const w = remedyWords(language);
  return (
    <>
      <ul class="cards">
        {lacking.map(one => (
          <li>
            {one.rule ? w.addRightTo(one.rule.name) : w.addRight}{' '}
            <a href={ruleHref(one, of)}>
              {w.lacks(
                rulesWords(language).rights[one.permission],
                nameType(one.type, language),
                w.modes[one.mode],
              )}
            </a>
          </li>
        ))}
      </ul>
      <Words remedy={{ name: 'letIn', tab: 'overview' }} of={of} language={language} />
    </>
  );
}

function ruleHref({ permission, typeId, mode, rule }: Lacking, of: OwnApp): string {
  const query = new URLSearchParams({ ...(rule && { name: rule.name }), permission, type: typeId });
  return `${tabHref(of, mode)}/${rule ? 'rule' : 'new'}?${query}`;
}
