// A person's own Direct address: shown, given to a doctor, and chosen. Where the vault has no Direct, that is said.

import {
  chooseDirectAddress,
  findDirectAddress,
  makeDirectAddress,
} from '../../../core/direct/inbox/address.ts';
import { Fault } from '../../../core/faults.ts';
import { isOperator } from '../../../core/operator/operator.ts';
import { ofPerson } from '../../../core/turns.ts';
import { directAddressWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { directAddressPath, messagesPath, operatorDirectPath } from './paths.ts';

export async function showDirectAddress(c: SignedInContext): Promise<Response> {
  return c.var.visit.vault.direct ? addressPage(c) : showDirectOff(c);
}

interface Typed {
  readonly local: string;
  readonly errors: FieldErrors;
}

async function addressPage(c: SignedInContext, typed?: Typed): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = directAddressWords(language);
  const own = await vault.store.read(db => findDirectAddress(db, vault, person.id));
  const record = visit.records.find(({ record }) => record.id === own?.recordId)?.record;
  const page = (
    <Layout title={w.title} visit={visit} place="messages" hasErrors={typed !== undefined}>
      <h1>{w.title}</h1>
      <p class="lead">{w.lead}</p>
      {typed && <ErrorSummary errors={typed.errors} language={language} />}
      {own && <Card address={own.address} recordName={record?.name} visit={visit} />}
      {own || hasOwnRecord(visit) ? (
        <Choose visit={visit} typed={typed} hasOne={own !== undefined} />
      ) : (
        <>
          <p>{w.noRecord}</p>
          <p class="actions">
            <a class="button" href="/records/new">
              {w.createRecord}
            </a>
          </p>
        </>
      )}
      <p class="links after">
        <a href={messagesPath}>{w.back}</a>
      </p>
    </Layout>
  );
  return show(c, page, { status: typed ? 422 : 200 });
}

/** Mail goes into one that they look after. */
function hasOwnRecord({ records }: SignedInVisit): boolean {
  return records.some(({ access }) => access.level === 'custodian');
}

interface CardProps {
  readonly address: string;
  readonly recordName: string | undefined;
  readonly visit: SignedInVisit;
}

function Card({ address, recordName, visit }: CardProps) {
  const w = directAddressWords(visit.language);
  return (
    <>
      <div class="sheet address-card">
        <h2>
          {visit.person.name}: {w.cardTitle}
        </h2>
        <p class="own-address" id="own-address">
          {address}
        </p>
        <p class="hint">{w.cardText}</p>
      </div>
      <p class="actions">
        <button
          type="button"
          class="second"
          data-copy="own-address"
          data-copied={w.copied}
          data-late=""
          hidden
        >
          {w.copy}
        </button>
        <button type="button" class="second" data-print="" data-late="" hidden>
          {w.print}
        </button>
      </p>
      <section class="not-printed">
        {recordName !== undefined && <p>{w.record(recordName)}</p>}
        <h2>{w.give}</h2>
        <ul>
          {w.giveText.map(text => (
            <li>{text}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Choose({
  visit,
  typed,
  hasOne,
}: {
  visit: SignedInVisit;
  typed: Typed | undefined;
  hasOne: boolean;
}) {
  const { vault, language } = visit;
  const w = directAddressWords(language);
  return (
    <section class="not-printed">
      <h2>{hasOne ? w.choose : w.make}</h2>
      <p>{hasOne ? w.chooseText : w.makeText}</p>
      <Form visit={visit} action={directAddressPath}>
        <Input
          name="local"
          label={w.local}
          hint={w.localHint(vault.direct?.domain ?? '')}
          value={typed?.local ?? ''}
          autocomplete="off"
          maxlength={40}
          errors={typed?.errors ?? {}}
        />
        <div class="decision">
          <button type="submit" name="do" value="choose">
            {w.save}
          </button>
          {!hasOne && (
            <button type="submit" name="do" value="make" class="second">
              {w.makeAny}
            </button>
          )}
        </div>
      </Form>
    </section>
  );
}

export async function saveDirectAddress(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  if (!vault.direct) return goTo(c, directAddressPath);
  const w = directAddressWords(language);
  const local = (form.get('local') ?? '').trim();
  try {
    const address = await vault.store.write(
      db =>
        form.get('do') === 'make'
          ? makeDirectAddress(db, vault, person)
          : chooseDirectAddress(db, vault, person.id, local),
      ofPerson(person.id),
    );
    leaveNotice(c, { text: w.saved(address) });
    return goTo(c, directAddressPath);
  } catch (error) {
    const problems = { invalid: w.bad, credentialTaken: w.taken, limitReached: w.tooMany };
    const said = error instanceof Fault && problems[error.reason as keyof typeof problems];
    if (!said) throw error;
    return addressPage(c, { local, errors: { local: said } });
  }
}

/** In place of every page of Direct, where the vault has none. */
export async function showDirectOff(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, record } = visit;
  const w = directAddressWords(visit.language);
  const isTheirs = await vault.store.read(db => isOperator(db, person));
  const page = (
    <Layout title={w.offTitle} visit={visit}>
      <h1>{w.offTitle}</h1>
      <p class="lead">{w.offText}</p>
      <p>{w.offAsk}</p>
      {isTheirs && (
        <p class="notice">
          {w.offOperator} <a href={operatorDirectPath}>{w.toOperator}</a>
        </p>
      )}
      {record && (
        <p class="links after">
          <a href={messagesPath}>{w.toRecord}</a>
        </p>
      )}
    </Layout>
  );
  return show(c, page);
}
