// The page of CREATERECORD, and of CREATEACCOUNT with posted data: a new record with its profile, filled in by what the
// application knows. What it got wrong is shown at its field.

import { Fault } from '../../../core/faults.ts';
import {
  findPostedProblems,
  normaliseFields,
  type PostedField,
  type PostedFields,
  type PostedProblem,
  recordFieldNames,
} from '../../../core/healthvault/parked/fields.ts';
import { createPostedRecord } from '../../../core/healthvault/parked/record.ts';
import { hashSha256 } from '../../../core/secrets.ts';
import type { Writer } from '../../../core/store.ts';
import type { Vault } from '../../../core/vault.ts';
import { recordsWords, targetsWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { type FieldDefinition, Fields, type Values } from '../../kit/form-definition.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { makeAppMistake } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, Visit } from '../../web/visit.ts';
import { leave, listFormTargets } from '../leave/leave.tsx';
import { type Resolved, resolve } from '../resolve.ts';
import {
  mayMakeRecord,
  type NewRecordRequest,
  openRequest,
  sealedForMs,
  sealRequest,
} from '../shell-request.ts';
import { serve } from '../targets.ts';
import { dropPosted, findPostedFields } from './posted.ts';
import { sayPostedProblem } from './posted-words.ts';
import { listRecordFields } from './record-fields.ts';

export async function showAddRecord(c: ShellContext): Promise<Response> {
  const sealed = c.req.query('request');
  const request = requestOf(c, sealed);
  const posted = await findPostedFields(c, request);
  if (!posted) return addPage(c, request, {}, {}, request.parkedId !== undefined);
  const values = normaliseFields(posted);
  return addPage(c, request, values, errorsOf(c, values, true));
}

/** @throws Problem */
function requestOf(c: ShellContext, sealed: string | null | undefined): NewRecordRequest {
  const request = openRequest(c.var.visit.vault, sealed);
  if (!request || !mayMakeRecord(request)) throw makeAppMistake('There is no request to make a record for.');
  return request;
}

export async function tryAddRecord(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const request = requestOf(c, form.get('request'));
  if (form.get('decision') === 'cancel') return goWithout(c, request);
  const values = normaliseFields(
    Object.fromEntries(recordFieldNames.map(name => [name, form.get(name)?.trim() ?? ''])),
  );
  const errors = errorsOf(c, values, (await findPostedFields(c, request)) !== undefined);
  if (Object.keys(errors).length > 0) return addPage(c, request, values, errors);
  try {
    const formHash = hashSha256(`${person.id} ${form.get('request')}`);
    const madeRecordId = await vault.store.write(db => makeOnce(db, vault, person.id, { values, formHash }));
    return serve(c, { ...(await dropPosted(c, request)), madeRecordId });
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'tooManyRecords') throw error;
    return addPage(c, request, values, { 'Record.FirstName': recordsWords(language).tooMany });
  }
}

/** A form that is sent twice makes one record. */
async function makeOnce(
  db: Writer,
  vault: Vault,
  personId: string,
  { values, formHash }: { values: PostedFields; formHash: Buffer },
): Promise<string> {
  const now = vault.clock.now();
  const isFirst = await db.sessions.useOnce('new record', formHash, now, now + sealedForMs);
  const made = isFirst ? undefined : (await db.records.ofPerson(personId)).at(-1);
  return made?.record.id ?? (await createPostedRecord(db, vault, personId, values)).id;
}

/** A new account stays, and may allow the application another record; a record that was the point of it all is given up. */
async function goWithout(c: ShellContext, request: NewRecordRequest): Promise<Response> {
  const { vault } = c.var.visit;
  const rest = await dropPosted(c, request);
  if (rest.target === 'CREATEACCOUNT') return serve(c, rest);
  return leave(c, await vault.store.read(db => resolve(db, vault, rest)), 'AppAuthReject');
}

/** What nobody posted may stay away, but for the name and whose record it is. */
const alwaysRequired: readonly PostedField[] = ['Record.Relationship', 'Record.FirstName', 'Record.LastName'];

function errorsOf(c: ShellContext, values: PostedFields, wasPosted: boolean): FieldErrors {
  const { vault, language } = c.var.visit;
  const isMeant = ([name, problem]: readonly [PostedField, PostedProblem]) =>
    wasPosted || problem !== 'missing' || alwaysRequired.includes(name);
  return Object.fromEntries(
    [...findPostedProblems('Record', values, vault.clock.now())]
      .filter(isMeant)
      .map(([name, problem]) => [name, sayPostedProblem(name, problem, language)]),
  );
}

async function addPage(
  c: ShellContext,
  request: NewRecordRequest,
  values: PostedFields,
  errors: FieldErrors,
  isLost = false,
): Promise<Response> {
  const { visit } = c.var;
  const { language, vault } = visit;
  const w = targetsWords(language);
  const resolved: Resolved = await vault.store.read(db => resolve(db, vault, request));
  const appName = resolved.apps[0].name;
  const hasErrors = Object.keys(errors).length > 0;
  const isFilled = request.parkedId !== undefined && !isLost;
  const page = (
    <Layout title={w.newRecord} visit={visit} plain hasErrors={hasErrors}>
      <div class="narrow">
        <h1>{w.newRecord}</h1>
        <p class="lead">{isFilled ? w.filledIn(appName) : w.newRecordLead(appName)}</p>
        {isLost && <p class="notice">{w.lost(appName)}</p>}
        <ErrorSummary errors={errors} language={language} />
        <Form visit={visit} action="/records/add" request={sealRequest(vault, request)}>
          <RecordFields visit={visit} isFilled={isFilled} values={values} errors={errors} />
          <div class="decision">
            <button type="submit" name="decision" value="create">
              {w.create}
            </button>
            <button type="submit" name="decision" value="cancel" class="second">
              {request.target === 'CREATEACCOUNT' ? w.without : w.cancel}
            </button>
          </div>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, formTargets: listFormTargets(resolved) });
}

interface RecordFieldsProps {
  readonly visit: Visit;
  readonly isFilled: boolean;
  readonly values: PostedFields;
  readonly errors: FieldErrors;
}

/** Where a person starts from nothing, what can be left out is put away, unless it needs them. */
function RecordFields({ visit, isFilled, values, errors }: RecordFieldsProps) {
  const { language } = visit;
  const all = listRecordFields(visit, isFilled, values);
  const shown = { values: values as Values, errors, language };
  if (isFilled) return <Fields definitions={all} {...shown} />;
  const isFirst = ({ name }: FieldDefinition) => alwaysRequired.includes(name as PostedField);
  const rest = all.filter(field => !isFirst(field));
  return (
    <>
      <Fields definitions={all.filter(isFirst)} {...shown} />
      <details
        class="more"
        open={rest.some(({ name }) => errors[name] !== undefined || (values as Values)[name])}
      >
        <summary>{targetsWords(language).more}</summary>
        <Fields definitions={rest} {...shown} />
      </details>
    </>
  );
}
