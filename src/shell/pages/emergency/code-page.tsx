// The code of an emergency page and the card that carries it: turning it on, choosing what it opens, renewing, ending.
import { raw } from 'hono/html';
import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import { readEmergencyProfile } from '../../../core/records/emergency.ts';
import { emergencyParts } from '../../../core/records/emergency-parts.ts';
import type { SecretAddress } from '../../../core/secret-addresses/address.ts';
import {
  endAddress,
  listAddresses,
  makeAddress,
  renewAddress,
} from '../../../core/secret-addresses/addresses.ts';
import { emergencyWords, summaryWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { drawCode } from '../../kit/drawn-code.ts';
import { Choices, ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { shortDayThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { demandOwnCustody } from '../sharing/sharing.tsx';
import { findOwnCode, type OwnCode } from './code.ts';
import { emergencyPath } from './emergency.tsx';
import { WalletCard } from './sheet.tsx';

export const codePath = `${emergencyPath}/code`;

export function showCode(c: SignedInContext, at: AtHand): Promise<Response> {
  return codePage(c, at);
}

async function codePage(c: SignedInContext, at: AtHand, errors: FieldErrors = {}): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const { of, grant } = at;
  demandOwnCustody(visit, of);
  const w = emergencyWords(language);
  const own = await vault.store.read(db => findOwnCode(db, vault, grant));
  const all = await vault.store.read(db => listAddresses(db, vault, grant, 'emergency'));
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.codeTitle(of.record.name)} visit={visit} place="records" hasErrors={hasErrors}>
      <h1>{w.codeTitle(of.record.name)}</h1>
      <p class="lead not-printed">{w.codeLead}</p>
      {own ? await drawOwn(at, visit, own) : <MakeForm visit={visit} of={of} errors={errors} />}
      <Others visit={visit} of={of} all={all.filter(({ id }) => id !== own?.address.id)} />
      <p class="not-printed">
        <a href={emergencyPath}>{w.short}</a>
      </p>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, saysSecret: own !== undefined });
}

/** The card, and what can be done with its code. */
async function drawOwn({ of, grant }: AtHand, visit: SignedInVisit, { address, href }: OwnCode) {
  const { vault, language } = visit;
  const w = emergencyWords(language);
  const { parts } = address.choice;
  const profile = await readEmergencyProfile(vault, grant, language);
  return (
    <section>
      <h2 class="not-printed">{w.card}</h2>
      <WalletCard name={of.record.name} profile={profile} parts={parts} language={language}>
        <div class="wallet-code" role="img" aria-label={w.code}>
          {raw(await drawCode(href))}
        </div>
      </WalletCard>
      <div class="not-printed">
        <p>
          {w.opens(parts.map(part => w.parts[part]).join(', '))}{' '}
          {w.madeOn(shortDayThere(address.createdAt, visit))}
        </p>
        <p>
          <a href={href}>{w.tryIt}</a>
        </p>
        <p>
          <button type="button" class="second" data-print="" data-late="" hidden>
            {summaryWords(language).print}
          </button>
        </p>
        <CodeButton visit={visit} of={of} id={address.id} action="renew" label={w.renew} hint={w.renewHint} />
        <CodeButton
          visit={visit}
          of={of}
          id={address.id}
          action="end"
          label={w.turnOff}
          hint={w.turnOffHint}
        />
      </div>
    </section>
  );
}

interface CodeButtonProps {
  readonly visit: SignedInVisit;
  readonly of: AccessibleRecord;
  readonly id: string;
  readonly action: 'renew' | 'end';
  readonly label: string;
  readonly hint?: string;
}

function CodeButton({ visit, of, id, action, label, hint }: CodeButtonProps) {
  return (
    <Form visit={visit} action={`${codePath}/${action}`}>
      <input type="hidden" name="record" value={of.record.id} />
      <p>
        <button type="submit" name="address" value={id} class="quiet">
          {label}
        </button>{' '}
        {hint !== undefined && <span class="hint-inline">{hint}</span>}
      </p>
    </Form>
  );
}

function MakeForm({
  visit,
  of,
  errors,
}: {
  visit: SignedInVisit;
  of: AccessibleRecord;
  errors: FieldErrors;
}) {
  const w = emergencyWords(visit.language);
  return (
    <Form visit={visit} action={codePath}>
      <ErrorSummary errors={errors} language={visit.language} />
      <input type="hidden" name="record" value={of.record.id} />
      <Choices
        name="parts"
        label={w.whatOpens}
        hint={w.whatOpensHint}
        options={emergencyParts.map(value => ({ value, label: w.parts[value] }))}
        chosen={emergencyParts}
        several
        errors={errors}
      />
      <button type="submit">{w.turnOn}</button>
    </Form>
  );
}

interface OthersProps {
  readonly visit: SignedInVisit;
  readonly of: AccessibleRecord;
  readonly all: readonly SecretAddress<'emergency'>[];
}

/** Codes of others who look after the record, which can be ended here. */
function Others({ visit, of, all }: OthersProps) {
  const w = emergencyWords(visit.language);
  if (all.length === 0) return null;
  return (
    <section class="not-printed">
      <h2>{w.others}</h2>
      <ul class="cards">
        {all.map(({ id, createdAt }) => (
          <li>
            {w.madeOn(shortDayThere(createdAt, visit))}
            <CodeButton visit={visit} of={of} id={id} action="end" label={w.turnOff} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export async function tryMakeCode(c: SignedInContext, at: AtHand, form: URLSearchParams): Promise<Response> {
  const { vault, language } = c.var.visit;
  demandOwnCustody(c.var.visit, at.of);
  const w = emergencyWords(language);
  const parts = emergencyParts.filter(part => form.getAll('parts').includes(part));
  if (parts.length === 0) return codePage(c, at, { parts: w.partMissing });
  const wanted = { kind: 'emergency', name: '', choice: { parts } } as const;
  await vault.store.write(async db => {
    // A form that is sent twice makes one.
    if (!(await findOwnCode(db, vault, at.grant))) await makeAddress(db, vault, at.grant, wanted);
  }, at.grant);
  leaveNotice(c, { text: w.turnedOn });
  return goTo(c, codePath);
}

export async function renewCode(
  c: SignedInContext,
  { of, grant }: AtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  demandOwnCustody(c.var.visit, of);
  const id = form.get('address') ?? '';
  await vault.store.write(db => renewAddress(db, vault, grant, 'emergency', id), grant);
  leaveNotice(c, { text: emergencyWords(language).renewed });
  return goTo(c, codePath);
}

export async function endCode(
  c: SignedInContext,
  { of, grant }: AtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  demandOwnCustody(c.var.visit, of);
  const id = form.get('address') ?? '';
  await vault.store.write(db => endAddress(db, vault, grant, 'emergency', id), grant);
  leaveNotice(c, { text: emergencyWords(language).turnedOff });
  return goTo(c, codePath);
}
