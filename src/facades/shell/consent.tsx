// The consent page: what applications ask for, which record they get, and what becomes of the answer.
import type { Hono } from 'hono';
import { createChild } from '../../core/applications/soda.ts';
import type { Ask, RecordToChoose } from '../../core/authorization/consent-choice.ts';
import { askFor, grantAsk, recordsToChoose } from '../../core/authorization/consent-choice.ts';
import { Fault } from '../../core/errors.ts';
import type { Reader } from '../../core/ports.ts';
import { sha256 } from '../../core/secrets.ts';
import { AskSection } from './ask.tsx';
import { ErrorSummary, FieldError, type FieldErrors } from './fields.tsx';
import { ownForm } from './form.ts';
import { Form, Layout } from './layout.tsx';
import { formTargets, leave, type Outcome, tokenFor } from './leave.tsx';
import { appMistake } from './problem.ts';
import { type Resolved, resolve, usedLink } from './resolve.ts';
import { goTo, show } from './respond.tsx';
import { openRequest, type ShellRequest } from './shell-request.ts';
import { meantRecord } from './targets.ts';
import type { ShellContext, ShellEnv, Visit } from './visit.ts';
import { limitsInWords, list, relationshipInWords } from './words.ts';

export function consentRoutes(app: Hono<ShellEnv>): void {
  app.get('/consent', async c => {
    const sealed = c.req.query('request');
    if (!c.var.visit.person) return goTo(c, `/sign-in?request=${encodeURIComponent(sealed ?? '')}`);
    return consentPage(c, sealed ?? '', await load(c.var.visit, sealed));
  });
  app.post(
    '/consent',
    ownForm(decide, async (c, form) =>
      goTo(c, `/sign-in?request=${encodeURIComponent(form.get('request') ?? '')}`),
    ),
  );
}

/** All that a decision is made on. */
interface Choice {
  readonly resolved: Resolved;
  readonly asks: readonly Ask[];
  readonly records: readonly RecordToChoose[];
  /** Chosen before the person does. */
  readonly preset: readonly string[];
  /** A digest of what is asked: the answer is to this, not to what it may have become. */
  readonly shown: string;
}

async function load(visit: Visit, sealed: string | null | undefined): Promise<Choice> {
  const request = openRequest(visit.vault, sealed);
  if (!request) throw appMistake('There is no request to agree to.');
  return visit.vault.store.read(db => loadChoice(db, visit, request));
}

async function loadChoice(db: Reader, visit: Visit, request: ShellRequest): Promise<Choice> {
  const { vault, person } = visit;
  const resolved = await resolve(db, vault, request);
  const asks: Ask[] = [];
  for (const app of resolved.apps) asks.push(await askFor(db, app, person!.id, request.optionalRules));
  const records = await recordsToChoose(db, person!.id, vault.clock.now());
  const meant = await meantRecord(db, visit, resolved);
  const first = meant ?? (await currentRecord(db, visit, resolved)) ?? records[0]?.record.id;
  const shown = sha256(
    JSON.stringify(asks.map(({ app, required, optional }) => [app.id, required, optional.map(o => o.rule)])),
  );
  return {
    resolved,
    asks,
    records,
    preset: first === undefined ? [] : [first],
    shown: shown.toString('base64url'),
  };
}

/** The record an application works with now, or did first. */
async function currentRecord(
  db: Reader,
  { person }: Visit,
  { apps: [app] }: Resolved,
): Promise<string | undefined> {
  const settings = await db.settings.get(app.id, person!.id);
  return settings?.selectedRecordId ?? (await db.authorizations.ofPerson(app.id, person!.id))[0]?.recordId;
}

async function decide(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const sealed = form.get('request') ?? '';
  const choice = await load(c.var.visit, sealed);
  const { resolved, records, shown } = choice;
  const decision = form.get('decision');
  if (decision === 'deny') return leave(c, resolved, 'AppAuthReject');
  const picked = form.getAll('record').filter(id => records.some(({ record }) => record.id === id));
  const answered: Answered = { recordIds: picked, optionalKeys: form.getAll('optional') };
  if (decision !== 'allow') return consentPage(c, sealed, choice, {}, answered);
  if (form.get('shown') !== shown) {
    const changed = 'What the app asks for has changed while this page was open. Please read it again.';
    return consentPage(c, sealed, choice, { asks: changed }, answered);
  }
  if (picked.length === 0) return consentPage(c, sealed, choice, { record: 'Choose a record.' }, answered);
  if (picked.length > 1 && !resolved.multiRecord) throw appMistake('It works with one record at a time.');
  return allow(c, resolved.request, shown, answered);
}

interface Answered {
  readonly recordIds: readonly string[];
  /** ruleKeys, each after the place of its application among those that ask. */
  readonly optionalKeys: readonly string[];
}

/** One transaction, over what is there now: nothing is granted that was not shown. */
async function allow(
  c: ShellContext,
  request: ShellRequest,
  shown: string,
  answered: Answered,
): Promise<Response> {
  const { visit } = c.var;
  const { vault, person } = visit;
  try {
    const done = await vault.store.write(async db => {
      const choice = await loadChoice(db, visit, request);
      if (choice.shown !== shown)
        throw appMistake('It changed what it asks for at this very moment. Try again.');
      const { resolved, asks } = choice;
      const before = await currentRecord(db, visit, resolved);
      if (resolved.child) await createChild(db, vault, resolved.child);
      for (const [place, ask] of asks.entries()) {
        const prefix = `${place}:`;
        const optionalKeys = answered.optionalKeys
          .filter(key => key.startsWith(prefix))
          .map(key => key.slice(prefix.length));
        await grantAsk(db, vault, { ask, optionalKeys, personId: person!.id, recordIds: answered.recordIds });
      }
      const isOther = before !== undefined && !answered.recordIds.includes(before) && !resolved.multiRecord;
      const outcome: Outcome =
        request.target === 'APPAUTH' && isOther && resolved.returnUrl !== undefined
          ? 'SelectedRecordChanged'
          : 'AppAuthSuccess';
      return { resolved, outcome, token: await tokenFor(db, visit, resolved.apps[0]) };
    });
    return leave(c, done.resolved, done.outcome, done.token);
  } catch (error) {
    if (error instanceof Fault && error.status === 'APPLICATION_CREATION_TOKEN_INVALID')
      throw usedLink(error);
    throw error;
  }
}

function consentPage(
  c: ShellContext,
  sealed: string,
  { resolved, asks, records, preset, shown }: Choice,
  errors: FieldErrors = {},
  answered?: Answered,
): Promise<Response> {
  const { visit } = c.var;
  const names = list(resolved.apps.map(app => app.name));
  const chosen = answered ? answered.recordIds : preset;
  const page = (
    <Layout title={`${names} asks for access`} visit={visit} plain hasErrors={Object.keys(errors).length > 0}>
      <h1>
        <strong>{names}</strong> {resolved.apps.length === 1 ? 'asks' : 'ask'} to use health data
      </h1>
      <p class="lead">
        You are signed in as <strong>{visit.person!.name}</strong>. Nothing is shared before you allow it, and
        you can take it back at any time.
      </p>
      <ErrorSummary errors={errors} />
      {records.length === 0 ? (
        <NoRecord sealed={sealed} />
      ) : (
        <Form visit={visit} action="/consent" request={sealed}>
          <input type="hidden" name="shown" value={shown} />
          <RecordChooser records={records} chosen={chosen} several={resolved.multiRecord} errors={errors} />
          <div id="asks">
            {asks.map((ask, place) => (
              <AskSection ask={ask} place={place} named={asks.length > 1} ticked={answered?.optionalKeys} />
            ))}
          </div>
          <div class="decision">
            <button type="submit" name="decision" value="allow">
              Allow
            </button>
            <button type="submit" name="decision" value="deny" class="second">
              Don’t allow
            </button>
          </div>
        </Form>
      )}
    </Layout>
  );
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return show(c, page, { status, formTargets: formTargets(resolved) });
}

function NoRecord({ sealed }: { sealed: string }) {
  return (
    <div class="notice">
      <p>You have no health record yet. Create one first; then you are asked again.</p>
      <p>
        <a class="button" href={`/records/new?request=${sealed}`}>
          Create a record
        </a>
      </p>
    </div>
  );
}

interface ChooserProps {
  readonly records: readonly RecordToChoose[];
  readonly chosen: readonly string[];
  readonly several: boolean;
  readonly errors: FieldErrors;
}

function RecordChooser({ records, chosen, several, errors }: ChooserProps) {
  return (
    <fieldset
      id="record"
      tabindex={-1}
      aria-describedby={errors.record === undefined ? undefined : 'record-error'}
    >
      <legend>{several ? 'For which records?' : 'For which record?'}</legend>
      <FieldError name="record" errors={errors} />
      {records.map(({ record, access }, index) => {
        const limits = limitsInWords(access);
        return (
          <div class="choice">
            <input
              type={several ? 'checkbox' : 'radio'}
              id={`record-${index}`}
              name="record"
              value={record.id}
              checked={chosen.includes(record.id)}
            />
            <label for={`record-${index}`}>
              <strong>{record.name}</strong>
              <span class="hint">{relationshipInWords(access)}</span>
              {limits !== undefined && (
                <span class="hint">{limits} The app gets no more than you have yourself.</span>
              )}
            </label>
          </div>
        );
      })}
    </fieldset>
  );
}
