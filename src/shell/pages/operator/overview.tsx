// The operator's overview: how the vault is set, how much is in it, and who else runs it.

import type { Child } from 'hono/jsx';
import { listWaitingApplications } from '../../../core/applications/approval.ts';
import { readNames } from '../../../core/audit/activity.ts';
import type { StoredAuditRow } from '../../../core/audit/audit.ts';
import { addOperator, listOperatorActions, removeOperator } from '../../../core/operator/operator.ts';
import type { Vault } from '../../../core/vault.ts';
import { sayOf } from '../../../locales/colon.ts';
import type { Language } from '../../../locales/language.ts';
import { operatorWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Table } from '../../kit/kit.tsx';
import { Form } from '../../kit/layout.tsx';
import { dayThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { goTo } from '../../web/respond.tsx';
import { saySize } from '../../web/sizes.ts';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { operatorTabs, showTab } from './frame.tsx';
import { InMailbox } from './mail-health.tsx';

const actionsShown = 20;

export function showOperators(c: SignedInContext): Promise<Response> {
  return operatorsPage(c);
}

export async function showOperatorOverview(c: ShellContext): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = operatorWords(language);
  const { use, waiting, actions, names } = await vault.store.read(async db => {
    const actions = await listOperatorActions(db, actionsShown);
    const personIds = actions.flatMap(({ personId, details: { of } }) => [personId ?? '', String(of ?? '')]);
    const names = await readNames(db, { personIds, appIds: actions.flatMap(({ appId }) => appId ?? []) });
    const waiting = (await listWaitingApplications(db)).length;
    return { use: await db.operators.use(), waiting, actions, names };
  });
  const number = (count: number) => count.toLocaleString(language);
  return showTab(c, {
    tab: 'overview',
    content: (
      <>
        <section>
          <h2>{w.use}</h2>
          <Facts
            rows={[
              [w.accounts, number(use.people)],
              [w.records, number(use.records)],
              [w.applications, number(use.applications)],
              ...(waiting > 0
                ? [[w.appsWaiting, <a href={operatorTabs.apps}>{number(waiting)}</a>] as const]
                : []),
              [w.data, saySize(use.bytes, language)],
              [w.files, saySize(use.blobBytes, language)],
            ]}
          />
        </section>
        <section>
          <h2>{w.settings}</h2>
          <Facts rows={settingsOf(vault, language)} />
          <p class="hint">{w.settingsHint}</p>
        </section>
        <Actions actions={actions} names={names} visit={c.var.visit} />
      </>
    ),
  });
}

interface ActionsProps {
  readonly actions: readonly StoredAuditRow[];
  readonly names: Awaited<ReturnType<typeof readNames>>;
  readonly visit: Visit;
}

function Actions({ actions, names: { people, apps }, visit }: ActionsProps) {
  const { language } = visit;
  const w = operatorWords(language);
  if (actions.length === 0)
    return (
      <section>
        <h2>{w.done}</h2>
        <p>{w.nothingDone}</p>
      </section>
    );
  return (
    <Table
      caption={w.done}
      rows={actions}
      columns={[
        { label: w.when, cell: ({ at }) => dayThere(at, visit) },
        { label: w.what, cell: ({ action }) => w.actions[action] ?? action },
        {
          label: w.who,
          cell: ({ personId }) =>
            personId === undefined ? w.commandLine : (people.get(personId) ?? personId),
        },
        {
          label: w.whom,
          cell: ({ appId, details: { of } }) => apps.get(appId ?? '') ?? people.get(String(of)) ?? '',
        },
      ]}
    />
  );
}

/** What is set, and no secret: neither keys nor how the mail server is reached. */
function settingsOf(vault: Vault, language: Language): [string, Child][] {
  const w = operatorWords(language);
  const { mailer, mailbox, from } = vault.mail;
  return [
    [w.version, vault.version],
    [w.mode, w.modes[vault.mode]],
    [w.address, vault.instance.shellUrl],
    [w.signUp, w.signUps[vault.signUp] ?? vault.signUp],
    [w.mail, mailer ? w.mailFrom(from) : mailbox === 'none' ? w.mailNone : <InMailbox language={language} />],
    [w.quota, saySize(vault.limits.recordQuotaBytes, language)],
    [w.personQuota, saySize(vault.limits.personQuotaBytes, language)],
    [w.vaultQuota, saySize(vault.limits.vaultQuotaBytes, language)],
    [w.providers, vault.identityProviders.map(({ label }) => label).join(', ') || w.providersNone],
  ];
}

function Facts({ rows }: { rows: readonly (readonly [string, Child])[] }) {
  return (
    <dl class="facts">
      {rows.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

async function operatorsPage(
  c: SignedInContext,
  given: { email?: string; errors?: FieldErrors } = {},
): Promise<Response> {
  const { visit } = c.var;
  const { vault, language, person: operator } = visit;
  const { email, errors = {} } = given;
  const w = operatorWords(language);
  const all = await vault.store.read(async db => {
    const found = [];
    for (const entry of await db.operators.all()) {
      const person = await db.people.byId(entry.personId);
      if (person) found.push({ ...entry, person });
    }
    return found;
  });
  return showTab(c, {
    tab: 'operators',
    errors,
    content: (
      <>
        <p>{w.operatorsText}</p>
        <ul class="cards">
          {all.map(({ person, addedAt }) => (
            <li class="with-action">
              <div>
                <strong>{person.name}</strong>
                {person.id === operator.id && ` (${w.you})`}
                <span class="hint">
                  {person.email} · {dayThere(addedAt, visit)}
                </span>
              </div>
              {person.id !== operator.id && (
                <Form visit={visit} action="/operator/operators/remove">
                  <button
                    type="submit"
                    name="person"
                    value={person.id}
                    class="quiet"
                    aria-label={sayOf(w.remove, person.name, language)}
                  >
                    {w.remove}
                  </button>
                </Form>
              )}
            </li>
          ))}
        </ul>
        <h2>{w.add}</h2>
        <ErrorSummary errors={errors} language={language} />
        <Form visit={visit} action="/operator/operators/add">
          <Input name="email" label={w.email} type="email" value={email} errors={errors} />
          <button type="submit">{w.add}</button>
        </Form>
      </>
    ),
  });
}

export async function tryAddOperator(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, language, person: operator } = c.var.visit;
  const w = operatorWords(language);
  const email = (form.get('email') ?? '').trim();
  const person = await vault.store.write(db => addOperator(db, vault, { email, by: operator.id }));
  if (!person) return operatorsPage(c, { email, errors: { email: w.noAccount } });
  leaveNotice(c, { text: w.added(person.name) });
  return goTo(c, operatorTabs.operators);
}

export async function dismissOperator(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, language, person } = c.var.visit;
  await vault.store.write(db => removeOperator(db, vault, person.id, form.get('person') ?? ''));
  leaveNotice(c, { text: operatorWords(language).removed });
  return goTo(c, operatorTabs.operators);
}
