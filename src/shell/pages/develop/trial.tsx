// A person of the sandbox with data, made by one click for an application to work with. What signs them in is shown once.

import { makeSandboxPerson, type SandboxPerson } from '../../../core/sandbox-person.ts';
import type { Language } from '../../../locales/language.ts';
import { tracingWords } from '../../../locales/words.ts';
import { Form } from '../../kit/layout.tsx';
import type { ShellContext, SignedInContext } from '../../web/visit.ts';
import { type OwnApp, showTab } from './own.tsx';

export function showTrial(c: SignedInContext, of: OwnApp): Promise<Response> {
  return trialPage(c, of);
}

export async function makeTrialPerson(c: SignedInContext, of: OwnApp): Promise<Response> {
  const { vault, person } = c.var.visit;
  const made = await makeSandboxPerson(vault, {
    app: of.app,
    byPersonId: person.id,
    things: await c.var.options.demoThings(vault),
  });
  return trialPage(c, of, made);
}

function trialPage(c: ShellContext, of: OwnApp, made?: SandboxPerson): Promise<Response> {
  const { visit } = c.var;
  const w = tracingWords(visit.language);
  if (visit.vault.mode !== 'sandbox')
    return showTab(c, of, { tab: 'trial', content: <p>{w.trialSandboxOnly}</p> });
  return showTab(c, of, {
    tab: 'trial',
    lead: w.trialLead,
    content: (
      <>
        {made && <Made made={made} visitLanguage={visit.language} isSoda={of.app.kind === 'soda-master'} />}
        {of.app.rules.length === 0 && <p>{w.noRules}</p>}
        <Form visit={visit} action={`/develop/${of.app.id}/trial`}>
          <button type="submit" class={made && 'second'}>
            {w.trialButton}
          </button>
        </Form>
      </>
    ),
  });
}

function Made({
  made,
  visitLanguage,
  isSoda,
}: {
  made: SandboxPerson;
  visitLanguage: Language;
  isSoda: boolean;
}) {
  const w = tracingWords(visitLanguage);
  const facts: [string, string][] = [
    [w.email, made.email],
    [w.password, made.password],
    ...(made.personAlias === undefined ? [] : ([[w.personId, made.personAlias]] as [string, string][])),
    ...(made.recordAliases.length === 0
      ? []
      : ([[w.recordIds, made.recordAliases.join(', ')]] as [string, string][])),
    ...(made.userToken === undefined ? [] : ([[w.userToken, made.userToken]] as [string, string][])),
  ];
  return (
    <section class="sheet">
      <h3>{w.trialTitle}</h3>
      <p>{w.trialMade}</p>
      <dl class="facts">
        {facts.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      <p>{isSoda ? w.trialSoda : w.signInHint}</p>
    </section>
  );
}
