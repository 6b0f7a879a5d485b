// The last steps of PICKUP: what is in the package, which record it goes into, and what the application has to say.
import { assume } from '../../../assume.ts';
import { localiseApplication } from '../../../core/applications/localised.ts';
import { type AccessibleRecord, listAccessibleRecords } from '../../../core/authorization/consent-choice.ts';
import { Fault } from '../../../core/faults.ts';
import type { Secret } from '../../../core/healthvault/packages/crypto/secret.ts';
import { type FoundPackage, openAgain, pickUp } from '../../../core/healthvault/packages/pick-up.ts';
import { StatusFault, statusOf } from '../../../core/healthvault/status-fault.ts';
import type { ThingWrite } from '../../../core/things/plan.ts';
import type { Language } from '../../../locales/language.ts';
import { nameTypeId } from '../../../locales/type-names.ts';
import { connectWords, pickUpWords } from '../../../locales/words.ts';
import { readPackageThings } from '../../../methods/parts/package-contents.ts';
import { findVersion } from '../../../things/index.ts';
import { AboutApp, addStatements } from '../../kit/about-app.tsx';
import { ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { list } from '../../kit/words.ts';
import { findProblem } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext } from '../../web/visit.ts';
import { showConnectClosed } from '../connect/connect-code.tsx';
import { showConnectDone } from '../connect/connect-done.tsx';
import { guessRecord, NoRecordYet, RecordChoice, SignedInAs } from '../connect/connect-record.tsx';

/** A package whose question this person has answered. */
export interface Unlocked {
  readonly found: FoundPackage;
  readonly secret: Secret;
}

export async function showPickUpRecord(
  c: SignedInContext,
  sealed: string,
  unlocked: Unlocked,
): Promise<Response> {
  const writes = await contentsOf(c, unlocked);
  if (writes instanceof Response) return writes;
  return recordPage(c, sealed, unlocked, { writes, records: await ownRecords(c) });
}

/** What is in the package; a page instead when that cannot be read. */
async function contentsOf(c: ShellContext, { found, secret }: Unlocked): Promise<ThingWrite[] | Response> {
  const { vault } = c.var.visit;
  try {
    return readPackageThings(await openAgain(vault, found.dropped.id, secret), vault.limits);
  } catch (error) {
    return failedPage(c, found, error);
  }
}

function failedPage(c: ShellContext, { app }: FoundPackage, error: unknown): Promise<Response> {
  if (!(error instanceof Fault)) throw error;
  const w = pickUpWords(c.var.visit.language);
  const action = '/pick-up';
  if (isGone(error)) return showConnectClosed(c, { title: w.goneTitle, text: w.gone, action, status: 404 });
  if (error.reason === 'limitReached') throw error;
  const text = `${w.broken(app.name)} ${w.detail} ${inShort(error)}`;
  return showConnectClosed(c, { title: w.brokenTitle, text, action, status: 422 });
}

function isGone(error: Fault): boolean {
  return error instanceof StatusFault && error.status === 'INVALID_IDENTITY_CODE';
}

function inShort(error: Fault): string {
  return `${statusOf(error).message} (${findProblem(error)?.detail ?? statusOf(error).status})`;
}

async function ownRecords(c: SignedInContext): Promise<AccessibleRecord[]> {
  const { vault, person } = c.var.visit;
  return vault.store.read(db => listAccessibleRecords(db, person.id, vault.clock.now()));
}

interface RecordPage {
  readonly writes: readonly ThingWrite[];
  readonly records: readonly AccessibleRecord[];
  readonly chosen?: string | undefined;
  readonly errors?: FieldErrors;
}

async function recordPage(
  c: SignedInContext,
  sealed: string,
  { found }: Unlocked,
  { writes, records, chosen, errors = {} }: RecordPage,
): Promise<Response> {
  const { visit } = c.var;
  const { dropped } = found;
  const app = await visit.vault.store.read(db => addStatements(db, visit.vault, found.app));
  const { friendlyName } = assume(dropped.droppedOff, 'what was dropped off');
  const w = pickUpWords(visit.language);
  const hasErrors = Object.keys(errors).length > 0;
  const singletons = namesOf(writes.filter(isOfSingleton), visit.language).map(([name]) => name);
  const page = (
    <Layout title={w.title(app.name)} visit={visit} plain hasErrors={hasErrors}>
      <h1>{w.title(app.name)}</h1>
      <p class="lead">{w.lead(app.name)}</p>
      <AboutApp app={app} language={visit.language} />
      <p>
        {w.forWhom} <strong dir="auto">{friendlyName}</strong>
      </p>
      <p>{w.holds}</p>
      <ul>
        {namesOf(writes, visit.language).map(([name, count]) => (
          <li>{count === 1 ? name : `${name} (${count})`}</li>
        ))}
      </ul>
      {singletons.length > 0 && <p>{w.replaces(list(singletons, visit.language))}</p>}
      <SignedInAs visit={visit} sealed={sealed} />
      <ErrorSummary errors={errors} language={visit.language} />
      {records.length === 0 ? (
        <NoRecordYet visit={visit} sealed={sealed} />
      ) : (
        <Form visit={visit} action="/pick-up" request={sealed}>
          <input type="hidden" name="step" value="record" />
          <RecordChoice
            visit={visit}
            records={records}
            chosen={chosen ?? guessRecord(records, friendlyName)}
            errors={errors}
          />
          <p>{w.once}</p>
          <div class="decision">
            <button type="submit" name="decision" value="allow">
              {w.accept}
            </button>
            <button type="submit" name="decision" value="deny" class="second">
              {w.decline}
            </button>
          </div>
        </Form>
      )}
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}

/** Kinds of things and how many of each, in the order they come. */
function namesOf(writes: readonly ThingWrite[], language: Language): [name: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { typeId = '' } of writes) {
    const name = nameTypeId(typeId, language);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts];
}

function isOfSingleton({ typeId = '' }: ThingWrite): boolean {
  return findVersion(typeId)?.type.singleton === true;
}

/** Puts the package into the record that a form names. Answers with a page when something is amiss, else with nothing. */
export async function putIntoRecord(
  c: SignedInContext,
  sealed: string,
  unlocked: Unlocked,
  form: URLSearchParams,
): Promise<Response | undefined> {
  const { vault, person, language } = c.var.visit;
  const writes = await contentsOf(c, unlocked);
  if (writes instanceof Response) return writes;
  const records = await ownRecords(c);
  const recordId = records.find(({ record }) => record.id === form.get('record'))?.record.id;
  if (form.get('decision') !== 'allow' || recordId === undefined) {
    const errors = recordId === undefined ? { record: connectWords(language).record.missing } : {};
    return recordPage(c, sealed, unlocked, { writes, records, chosen: recordId, errors });
  }
  try {
    // Large blobs take their time.
    c.env.incoming.setTimeout(pickUpMsMax);
    const { found, secret } = unlocked;
    await pickUp(vault, { packageId: found.dropped.id, secret, personId: person.id, recordId, writes });
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault) || isGone(error)) return failedPage(c, unlocked.found, error);
    const w = pickUpWords(language);
    const record = `${w.refusedTitle}. ${w.refused} ${w.detail} ${inShort(error)}`;
    return recordPage(c, sealed, unlocked, { writes, records, chosen: recordId, errors: { record } });
  }
}

const pickUpMsMax = 15 * 60_000;

export async function showPickedUp(c: ShellContext, appId: string): Promise<Response> {
  const { vault, language } = c.var.visit;
  const w = pickUpWords(language);
  const app = await vault.store.read(async db => {
    const stored = await db.applications.byId(appId);
    return stored && localiseApplication(db, stored, [language]);
  });
  return showConnectDone(c, app, { title: w.doneTitle, lead: app && w.done(app.name) });
}
