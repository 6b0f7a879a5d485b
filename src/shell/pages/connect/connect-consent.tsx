// The last step of CONNECT: which record, and what the application asks for. One transaction connects, over what was shown.

import { isAdmitted } from '../../../core/applications/admitted.ts';
import type { Application } from '../../../core/applications/application.ts';
import { localiseApplication } from '../../../core/applications/localised.ts';
import {
  type AccessibleRecord,
  type Ask,
  askFor,
  grantAsk,
  listAccessibleRecords,
} from '../../../core/authorization/consent-choice.ts';
import { type FoundRequest, findRequest, markConnected } from '../../../core/healthvault/connect/take-up.ts';
import { fault } from '../../../core/healthvault/status-fault.ts';
import { hashSha256 } from '../../../core/secrets.ts';
import type { Reader } from '../../../core/store.ts';
import { connectWords } from '../../../locales/words.ts';
import { AskSection } from '../../hand-over/consent/ask.tsx';
import { makeNotAdmitted } from '../../hand-over/consent/consent.ts';
import { AboutApp, addStatements } from '../../kit/about-app.tsx';
import { ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { guessRecord, NoRecordYet, RecordChoice, SignedInAs } from './connect-record.tsx';

interface Choice {
  readonly app: Application;
  readonly ask: Ask;
  readonly records: readonly AccessibleRecord[];
  /** A digest of what is asked: the answer is to this, not to what it may have become. */
  readonly shown: string;
}

interface Answered {
  readonly recordId: string | undefined;
  readonly optionalKeys: readonly string[];
}

export async function showConnectRecord(
  c: SignedInContext,
  sealed: string,
  found: FoundRequest,
  errors: FieldErrors = {},
  answered?: Answered,
): Promise<Response> {
  const { visit } = c.var;
  const { request } = found;
  const { app, ask, records, shown } = await visit.vault.store.read(db => loadChoice(db, visit, found));
  const w = connectWords(visit.language);
  const chosen = answered ? answered.recordId : guessRecord(records, request.friendlyName);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={`${app.name} ${w.asks}`} visit={visit} plain hasErrors={hasErrors}>
      <h1>
        <strong>{app.name}</strong> {w.asks}
      </h1>
      <p class="lead">{w.lead}</p>
      <AboutApp app={app} language={visit.language} />
      <p>
        {w.forWhom} <strong dir="auto">{request.friendlyName}</strong>
      </p>
      <SignedInAs visit={visit} sealed={sealed} />
      <ErrorSummary errors={errors} language={visit.language} />
      {records.length === 0 ? (
        <NoRecordYet visit={visit} sealed={sealed} />
      ) : (
        <Form visit={visit} action="/connect" request={sealed}>
          <input type="hidden" name="step" value="record" />
          <input type="hidden" name="shown" value={shown} />
          <RecordChoice visit={visit} records={records} chosen={chosen} errors={errors} />
          <div id="asks">
            <AskSection ask={ask} place={0} named={false} ticked={answered?.optionalKeys} locale={visit} />
          </div>
          <div class="decision">
            <button type="submit" name="decision" value="allow">
              {w.allow}
            </button>
            <button type="submit" name="decision" value="deny" class="second">
              {w.deny}
            </button>
          </div>
        </Form>
      )}
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}

async function loadChoice(db: Reader, visit: SignedInVisit, found: FoundRequest): Promise<Choice> {
  const { vault, person, language } = visit;
  const app = await localiseApplication(db, found.app, [language]);
  if (!(await isAdmitted(db, app, person.id))) throw makeNotAdmitted(visit, app.name);
  const ask = await askFor(db, app, person.id, { online: [], offline: [] });
  const records = await listAccessibleRecords(db, person.id, vault.clock.now());
  const asked = [app.id, ask.required, ask.optional.map(({ rule }) => rule), ask.direct !== undefined];
  const shownApp = await addStatements(db, vault, app);
  return { app: shownApp, ask, records, shown: hashSha256(JSON.stringify(asked)).toString('base64url') };
}

/** Connects the record that a form names. Answers with the page again when something is amiss, else with nothing. */
export async function allowConnect(
  c: SignedInContext,
  sealed: string,
  found: FoundRequest,
  form: URLSearchParams,
): Promise<Response | undefined> {
  const { visit } = c.var;
  const { vault, person } = visit;
  const w = connectWords(visit.language);
  const personId = person.id;
  const answered = { recordId: form.get('record') ?? undefined, optionalKeys: form.getAll('optional') };
  const problem = await vault.store.write(async (db): Promise<FieldErrors | undefined> => {
    // As it is now, not as it was when the page was made.
    const current = await findRequest(db, vault, found.request.id);
    if (!current) throw fault('INVALID_IDENTITY_CODE');
    const { ask, records, shown } = await loadChoice(db, visit, current);
    if (form.get('decision') !== 'allow') return {};
    if (form.get('shown') !== shown) return { asks: w.changed };
    const recordId = records.find(({ record }) => record.id === answered.recordId)?.record.id;
    if (recordId === undefined) return { record: w.record.missing };
    // The page has one application, whose optional rules come with its place.
    const optionalKeys = answered.optionalKeys.map(key => key.replace(/^0:/, ''));
    await grantAsk(db, vault, { ask, optionalKeys, personId, recordIds: [recordId] });
    await markConnected(db, vault, { requestId: found.request.id, personId, recordId });
    return undefined;
  });
  return problem && showConnectRecord(c, sealed, found, problem, answered);
}
