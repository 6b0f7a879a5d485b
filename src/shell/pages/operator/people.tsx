// People as the operator sees them: accounts, whether they are active, how much room they use. Never their data.

import { makeSignUpCode, setSuspended } from '../../../core/operator/operator.ts';
import type { AccountPlace, AccountUse } from '../../../core/operator/ports.ts';
import { sayOf } from '../../../locales/colon.ts';
import { frameWords, operatorWords } from '../../../locales/words.ts';
import { Input } from '../../kit/fields.tsx';
import { Empty, showQuestion, Table } from '../../kit/kit.tsx';
import { Form } from '../../kit/layout.tsx';
import { dayThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo } from '../../web/respond.tsx';
import { saySize } from '../../web/sizes.ts';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { operatorTabs, showTab } from './frame.tsx';

/** What is looked for is a name, and so not for an address. */
export function searchPeople(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  return peoplePage(c, form);
}

export function showPeople(c: SignedInContext): Promise<Response> {
  return peoplePage(c);
}

export function suspendPerson(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  return change(c, form, true);
}

export function reactivatePerson(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  return change(c, form, false);
}

const dayMs = 24 * 3_600_000;

export async function inviteBySignUpCode(c: SignedInContext): Promise<Response> {
  const { vault, language } = c.var.visit;
  const code = await vault.store.write(db => makeSignUpCode(db, vault, c.var.visit.person.id));
  const inFours = code.replace(/(\d{4})(?=\d)/g, '$1 ');
  const days = Math.round(vault.limits.signUpCodeTtlMs / dayMs);
  leaveNotice(c, { text: operatorWords(language).madeCode(inFours, days) });
  return goTo(c, operatorTabs.people);
}

const peopleOnPage = 50;

async function peoplePage(c: ShellContext, form?: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = operatorWords(language);
  const beginning = (form?.get('beginning') ?? '').trim().slice(0, 200);
  const after = placeIn(form?.get('after'));
  const { found, operators } = await vault.store.read(async db => ({
    found: await db.operators.accounts({
      beginning: beginning || undefined,
      after,
      limit: peopleOnPage + 1,
    }),
    operators: new Set((await db.operators.all()).map(({ personId }) => personId)),
  }));
  const accounts = found.slice(0, peopleOnPage);
  const last = accounts.at(-1)?.person;
  return showTab(c, {
    tab: 'people',
    content: (
      <>
        <Form visit={visit} action={operatorTabs.people}>
          <Input
            name="beginning"
            label={w.find}
            value={beginning}
            errors={{}}
            optional={frameWords(language).optional}
          />
          <button type="submit">{w.findButton}</button>
        </Form>
        {vault.signUp === 'code' && (
          <Form visit={visit} action="/operator/people/code">
            <button type="submit" class="second">
              {w.makeCode}
            </button>
          </Form>
        )}
        <div class="after">
          {accounts.length === 0 ? (
            <Empty title={w.nobody} text={w.nobodyText} />
          ) : (
            <Accounts visit={visit} accounts={accounts} operators={operators} />
          )}
        </div>
        {found.length > peopleOnPage && last && (
          <Form visit={visit} action={operatorTabs.people}>
            <input type="hidden" name="beginning" value={beginning} />
            <button type="submit" name="after" value={`${last.createdAt} ${last.id}`}>
              {w.more}
            </button>
          </Form>
        )}
      </>
    ),
  });
}

function placeIn(text: string | null | undefined): AccountPlace | undefined {
  const [, at, id = ''] = /^(\d{1,16}) ([0-9a-f-]{36})$/.exec(text ?? '') ?? [];
  return at === undefined ? undefined : { createdAt: Number(at), id };
}

interface AccountsProps {
  readonly visit: Visit;
  readonly accounts: readonly AccountUse[];
  readonly operators: ReadonlySet<string>;
}

function Accounts({ visit, accounts, operators }: AccountsProps) {
  const { language, vault } = visit;
  const w = operatorWords(language);
  const percent = (part: number) =>
    part.toLocaleString(language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <Table
      caption={w.peopleCaption}
      rows={accounts}
      columns={[
        {
          label: w.person,
          cell: ({ person }) => (
            <>
              {person.name}
              <span class="hint">{person.email}</span>
              <span class="hint">{w.sinceDay(dayThere(person.createdAt, visit))}</span>
            </>
          ),
        },
        {
          label: w.state,
          cell: ({ person }) => (
            <>
              {w.states[person.state]}
              {operators.has(person.id) && <span class="hint keep">{w.operator}</span>}
            </>
          ),
        },
        {
          label: w.uses,
          cell: ({ bytes, records, largest }) => (
            <>
              {w.ofQuota(saySize(bytes, language), records)}
              {bytes > 0 && (
                <span class="hint">{w.fullest(percent(largest / vault.limits.recordQuotaBytes))}</span>
              )}
            </>
          ),
        },
        {
          label: w.act,
          cell: ({ person }) => (
            <Action visit={visit} person={person} isOperator={operators.has(person.id)} />
          ),
        },
      ]}
    />
  );
}

interface ActionProps {
  readonly visit: Visit;
  readonly person: AccountUse['person'];
  readonly isOperator: boolean;
}

function Action({ visit, person: { id, name, state }, isOperator }: ActionProps) {
  const w = operatorWords(visit.language);
  if (state === 'active' && !isOperator)
    return (
      <a
        class="keep"
        href={`/operator/people/${id}/suspend`}
        aria-label={sayOf(w.suspend, name, visit.language)}
      >
        {w.suspend}
      </a>
    );
  if (state !== 'suspended') return null;
  return (
    <Form visit={visit} action="/operator/people/reactivate">
      <button
        type="submit"
        name="person"
        value={id}
        class="like-link keep"
        aria-label={sayOf(w.reactivate, name, visit.language)}
      >
        {w.reactivate}
      </button>
    </Form>
  );
}

export async function askSuspend(c: ShellContext): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = operatorWords(language);
  const person = await vault.store.read(db => db.people.byId(c.req.param('person') ?? ''));
  if (!person) throw notFound();
  return showQuestion(c, {
    title: w.suspendTitle(person.name),
    text: w.suspendText,
    action: '/operator/people/suspend',
    fields: { person: person.id },
    button: w.suspend,
    cancelHref: operatorTabs.people,
  });
}

async function change(c: SignedInContext, form: URLSearchParams, suspended: boolean): Promise<Response> {
  const { vault, language, person: by } = c.var.visit;
  const w = operatorWords(language);
  const personId = form.get('person') ?? '';
  if (!(await vault.store.read(db => db.people.byId(personId)))) throw notFound();
  const person = await vault.store.write(db => setSuspended(db, vault, { by: by.id, personId, suspended }));
  leaveNotice(c, { text: suspended ? w.suspended(person.name) : w.reactivated(person.name) });
  return goTo(c, operatorTabs.people);
}
