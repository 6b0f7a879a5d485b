// Changing and ending what somebody may do with a record, and giving up one's own access.

import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import { Fault } from '../../../core/faults.ts';
import type { RecordAccess } from '../../../core/records/record.ts';
import {
  changeAccess,
  type EndedAccess,
  endAccess,
  giveBackAccess,
  listParticipants,
  type Participant,
} from '../../../core/sharing/access.ts';
import { presentKinds } from '../../../core/things/newest.ts';
import { sharingWords } from '../../../locales/words.ts';
import { goBackTo } from '../../hand-over/leave/leave.tsx';
import { ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { showQuestion } from '../../kit/kit.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { openEnded, sealEnded, useUndo } from '../../web/ended.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound, Problem } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext } from '../../web/visit.ts';
import { demandOwnCustody, sayAccess } from './sharing.tsx';
import { makeTerms, readTerms, readTermsForm, type Terms, TermsFields } from './terms-form.tsx';

export async function showAccess(c: SignedInContext, of: AccessibleRecord): Promise<Response> {
  return accessPage(c, of, await participant(c, of, c.req.param('person')), undefined);
}

/** Others' access is for custodians to see, one's own for oneself. @throws Problem */
async function participant(
  c: SignedInContext,
  of: AccessibleRecord,
  personId: string | undefined,
): Promise<Participant> {
  const { visit } = c.var;
  if (personId !== visit.person.id) demandOwnCustody(visit, of);
  const all = await visit.vault.store.read(db => listParticipants(db, visit.vault, of.record.id));
  const found = all.find(({ person }) => person.id === personId);
  if (!found) throw notFound();
  return found;
}

async function accessPage(
  c: SignedInContext,
  of: AccessibleRecord,
  { person: other, access }: Participant,
  terms: Terms | undefined,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { language } = visit;
  const w = sharingWords(language);
  const isSelf = other.id === visit.person.id;
  const present = await visit.vault.store.read(async db =>
    presentKinds(db, await makeOwnGrant(db, visit, of)),
  );
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.changeTitle(other.name)} visit={visit} place="records" hasErrors={hasErrors}>
      <h1>{w.changeTitle(other.name)}</h1>
      <p class="lead">{sayAccess(access, language)}</p>
      <ErrorSummary errors={errors} language={language} />
      {of.access.level === 'custodian' && (
        <Form visit={visit} action="/records/sharing/change">
          <input type="hidden" name="record" value={of.record.id} />
          <input type="hidden" name="person" value={other.id} />
          <TermsFields
            terms={terms ?? makeTerms(access)}
            errors={errors}
            present={present}
            language={language}
          />
          <button type="submit">{w.save}</button>
        </Form>
      )}
      <p class="after">
        <a href={`/records/${of.record.id}/sharing/${other.id}/end`}>{isSelf ? w.leaveRecord : w.stop}</a>
      </p>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}

export async function tryChangeAccess(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = sharingWords(language);
  const of = demandRecord(visit, form.get('record') ?? undefined);
  demandOwnCustody(visit, of);
  const other = await participant(c, of, form.get('person') ?? undefined);
  const terms = readTermsForm(form);
  const read = readTerms(terms, visit);
  if ('errors' in read) return accessPage(c, of, other, terms, read.errors);
  const key = { personId: other.person.id, recordId: of.record.id };
  try {
    await vault.store.write(db => changeAccess(db, vault, person.id, key, read.change));
  } catch (error) {
    if (!isLastCustodian(error)) throw error;
    return accessPage(c, of, other, terms, { level: w.lastCustodian });
  }
  leaveNotice(c, { text: w.saved });
  return goTo(
    c,
    other.person.id === person.id ? `/records/${of.record.id}` : `/records/${of.record.id}/sharing`,
  );
}

/** Of what ended, for its undo. */
const kind = 'access';

function isLastCustodian(error: unknown): boolean {
  return error instanceof Fault && error.reason === 'custodianLast';
}

export async function askEndAccess(c: SignedInContext, of: AccessibleRecord): Promise<Response> {
  const { visit } = c.var;
  const w = sharingWords(visit.language);
  const { person: other } = await participant(c, of, c.req.param('person'));
  const isSelf = other.id === visit.person.id;
  return showQuestion(c, {
    title: isSelf ? w.leaveTitle : w.stopTitle(other.name),
    text: isSelf ? w.leaveText : w.stopText,
    action: '/records/sharing/end',
    fields: { record: of.record.id, person: other.id },
    button: isSelf ? w.leaveRecord : w.stop,
    cancelHref: isSelf ? `/records/${of.record.id}` : `/records/${of.record.id}/sharing`,
    place: 'records',
  });
}

export async function tryEndAccess(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = sharingWords(language);
  const of = demandRecord(visit, form.get('record') ?? undefined);
  const { person: other } = await participant(c, of, form.get('person') ?? undefined);
  const key = { personId: other.id, recordId: of.record.id };
  let before: EndedAccess;
  try {
    before = await vault.store.write(db => endAccess(db, vault, person.id, key));
  } catch (error) {
    if (!isLastCustodian(error)) throw error;
    throw new Problem(400, w.changeTitle(other.name), w.lastCustodian);
  }
  if (other.id === person.id) {
    leaveNotice(c, { text: w.left(of.record.name) });
    return goTo(c, '/records');
  }
  const { access, authorizations } = before;
  leaveNotice(c, {
    text: w.stopped(other.name),
    undo: {
      action: '/records/sharing/give-back',
      fields: { record: of.record.id, access: sealEnded(vault, kind, { what: access, authorizations }) },
      label: w.undo,
    },
  });
  return goTo(c, `/records/${of.record.id}/sharing`);
}

/** Only as a custodian, and only an access of this very record. */
export async function undoEndAccess(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  const sealed = form.get('access') ?? '';
  const ended = openEnded<RecordAccess>(vault, kind, sealed);
  if (ended?.what.recordId !== of.record.id) throw notFound();
  const { what: access, ...rest } = ended;
  const name = await vault.store.write(async db => {
    if (!(await useUndo(db, vault, sealed, rest.endedAt))) return undefined;
    if (!(await giveBackAccess(db, vault, person.id, { access, ...rest }))) return undefined;
    return (await db.people.byId(access.personId))?.name ?? '';
  });
  if (name !== undefined) leaveNotice(c, { text: sharingWords(language).back(name) });
  return goTo(c, `/records/${of.record.id}/sharing`);
}

/** Back to the application that sent the person to share. */
export async function endSharing(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const back = await goBackTo(c, form.get('request') ?? undefined, 'ShareRecordSuccess');
  return back ?? goTo(c, '/records');
}
