// Who has access to a record, and inviting somebody, by oneself or on the way of an application (SHARERECORD).

import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import { Fault } from '../../../core/faults.ts';
import type { Limits } from '../../../core/limits/limits.ts';
import { isMailAddress, makeQuotable } from '../../../core/mail/address.ts';
import { isOwnAddress } from '../../../core/mail/confirm.ts';
import type { RecordAccess } from '../../../core/records/record.ts';
import { listParticipants, type Participant } from '../../../core/sharing/access.ts';
import type { Invitation } from '../../../core/sharing/invitation.ts';
import { invite, openPin, withdrawInvitation } from '../../../core/sharing/invite.ts';
import { presentKinds } from '../../../core/things/newest.ts';
import { findLanguage } from '../../../locales/language.ts';
import { nameTypeId } from '../../../locales/type-names.ts';
import { sharingWords } from '../../../locales/words.ts';
import type { ThingType } from '../../../things/index.ts';
import { goBackTo } from '../../hand-over/leave/leave.tsx';
import { resolve } from '../../hand-over/resolve.ts';
import { openRequest } from '../../hand-over/shell-request.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { demandRecord, makeOwnGrant } from '../../kit/record-reader.ts';
import { sayDay, sayLevel } from '../../kit/words.ts';
import { dayThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { Problem } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, SignedInVisit, Visit } from '../../web/visit.ts';
import { firstTerms, readTerms, readTermsForm, type Terms, TermsFields } from './terms-form.tsx';

export function showSharing(c: SignedInContext, of: AccessibleRecord): Promise<Response> {
  return sharingPage(c, of, c.req.query('request'), '', undefined);
}

/** @throws Problem for whoever does not look after the record */
export function demandOwnCustody({ language }: Visit, { access }: AccessibleRecord): void {
  const w = sharingWords(language);
  if (access.level !== 'custodian') throw new Problem(403, w.inviteTitle, w.onlyCustodians);
}

async function sharingPage(
  c: SignedInContext,
  of: AccessibleRecord,
  request: string | undefined,
  email: string,
  terms: Terms | undefined,
  errors: FieldErrors = {},
  status = Object.keys(errors).length > 0 ? 422 : 200,
): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const w = sharingWords(language);
  demandOwnCustody(visit, of);
  const { people, invitations, app, asked, present, mayInvite } = await vault.store.read(async db => {
    const shellRequest = openRequest(vault, request);
    const app = shellRequest && (await resolve(db, vault, shellRequest)).apps[0];
    return {
      people: await listParticipants(db, vault, of.record.id),
      invitations: await db.sharing.invitations(of.record.id),
      app,
      present: await presentKinds(db, await makeOwnGrant(db, visit, of)),
      mayInvite: await isOwnAddress(db, vault, visit.person.id),
      asked: app && askedTerms(app.rules.flatMap(rule => rule.targets.map(({ typeIds }) => typeIds))),
    };
  });
  const open = invitations.filter(({ expiresAt }) => expiresAt > vault.clock.now());
  const page = (
    <Layout
      title={w.title(of.record.name)}
      visit={visit}
      place="records"
      plain={request !== undefined}
      hasErrors={status !== 200}
    >
      <h1>{w.title(of.record.name)}</h1>
      <p class="lead">{app ? w.inviteFor(app.name) : w.lead}</p>
      {mayInvite && <ErrorSummary errors={errors} language={language} />}
      {!app && <People people={people} visit={visit} of={of} />}
      {!app && open.length > 0 && <Waiting invitations={open} visit={visit} of={of} />}
      <section>
        <h2>{w.inviteTitle}</h2>
        {!mayInvite && (
          <p>
            {w.confirmFirst} <a href="/account">{w.toAccount}</a>
          </p>
        )}
        {(mayInvite || app) && (
          <Form visit={visit} action="/records/sharing" request={request}>
            <input type="hidden" name="record" value={of.record.id} />
            {mayInvite && (
              <Offer
                email={email}
                terms={terms ?? asked ?? firstTerms}
                errors={errors}
                present={present}
                visit={visit}
              />
            )}
            <Decision mayInvite={mayInvite} mayCancel={app !== undefined} language={language} />
          </Form>
        )}
      </section>
    </Layout>
  );
  return show(c, page, { status });
}

interface OfferProps {
  readonly email: string;
  readonly terms: Terms;
  readonly errors: FieldErrors;
  readonly present: readonly ThingType[];
  readonly visit: Visit;
}

function Offer({ email, terms, errors, present, visit: { language } }: OfferProps) {
  return (
    <>
      <Input
        name="email"
        label={sharingWords(language).email}
        type="email"
        value={email}
        autocomplete="off"
        maxlength={128}
        errors={errors}
      />
      <TermsFields terms={terms} errors={errors} present={present} language={language} />
    </>
  );
}

interface DecisionProps {
  readonly mayInvite: boolean;
  readonly mayCancel: boolean;
  readonly language: Visit['language'];
}

function Decision({ mayInvite, mayCancel, language }: DecisionProps) {
  const w = sharingWords(language);
  return (
    <div class="decision">
      {mayInvite && (
        <button type="submit" name="decision" value="send">
          {w.send}
        </button>
      )}
      {mayCancel && (
        <button type="submit" name="decision" value="cancel" class="second">
          {w.cancel}
        </button>
      )}
    </div>
  );
}

/** An application's own types are ticked before the person looks. */
function askedTerms(targets: readonly (readonly string[] | 'all')[]): Terms {
  if (targets.length === 0 || targets.includes('all')) return firstTerms;
  return { ...firstTerms, reach: 'some', types: targets.flatMap(ids => (ids === 'all' ? [] : ids)) };
}

interface PeopleProps {
  readonly people: readonly Participant[];
  readonly visit: SignedInVisit;
  readonly of: AccessibleRecord;
}

function People({ people, visit: { person, language }, of }: PeopleProps) {
  const w = sharingWords(language);
  return (
    <ul class="cards">
      {people.map(({ person: other, access }) => (
        <li class="with-action">
          <div>
            <strong>{other.name}</strong>
            {other.id === person.id && ` (${w.you})`}
            <span class="hint">{sayAccess(access, language)}</span>
          </div>
          <a
            class="button quiet"
            href={`/records/${of.record.id}/sharing/${other.id}`}
            aria-label={w.changeOf(other.name)}
          >
            {w.change}
          </a>
        </li>
      ))}
    </ul>
  );
}

export function sayAccess(
  { level, typeIds, expiresAt }: Pick<RecordAccess, 'level' | 'typeIds' | 'expiresAt'>,
  language: Visit['language'],
): string {
  const w = sharingWords(language);
  const types = typeIds && sayTypes(typeIds, language);
  return [
    sayLevel(level, language),
    ...(expiresAt === undefined ? [] : [w.until(sayDay(expiresAt - 1, language))]),
    ...(types === undefined ? [] : [w.only(types)]),
  ].join(' · ');
}

/** Versions of a type have one name. */
export function sayTypes(typeIds: readonly string[], language: Visit['language']): string {
  return [...new Set(typeIds.map(id => nameTypeId(id, language)))].join(', ');
}

interface WaitingProps {
  readonly invitations: readonly Invitation[];
  readonly visit: Visit;
  readonly of: AccessibleRecord;
}

function Waiting({ invitations, visit, of }: WaitingProps) {
  const { vault, language } = visit;
  const w = sharingWords(language);
  return (
    <section>
      <h2>{w.waiting}</h2>
      <ul class="cards">
        {invitations.map(invitation => (
          <li class="with-action">
            <div>
              <strong>{w.invited(invitation.email, dayThere(invitation.expiresAt, visit))}</strong>
              <span class="hint">
                {invitation.wrongPins >= vault.limits.invitationPinsMax
                  ? w.blocked
                  : w.pin(openPin(vault, invitation))}
              </span>
            </div>
            <Form visit={visit} action="/records/sharing/withdraw">
              <input type="hidden" name="record" value={of.record.id} />
              <button
                type="submit"
                name="invitation"
                value={invitation.id}
                class="quiet"
                aria-label={w.withdrawOf(invitation.email)}
              >
                {w.withdraw}
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}

export async function tryInvite(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = sharingWords(language);
  const request = form.get('request') ?? undefined;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  if (form.get('decision') === 'cancel') {
    const back = await goBackTo(c, request, 'ShareRecordFailed');
    if (back) return back;
  }
  demandOwnCustody(visit, of);
  const email = form.get('email')?.trim() ?? '';
  const terms = readTermsForm(form);
  const read = readTerms(terms, visit);
  const errors = {
    ...(isMailAddress(email) ? {} : { email: w.badEmail }),
    ...(email.toLowerCase() === person.email.toLowerCase() && { email: w.ownEmail }),
    ...('errors' in read ? read.errors : {}),
  };
  if ('errors' in read || Object.keys(errors).length > 0)
    return sharingPage(c, of, request, email, terms, errors);
  const { level, typeIds, expiresAt } = read.change;
  const offer = { recordId: of.record.id, email, level, typeIds, accessEndsAt: expiresAt };
  const letter = (link: string, culture: string) => {
    const theirs = findLanguage(culture) ?? language;
    const mail = sharingWords(theirs);
    const until = sayDay(vault.clock.now() + vault.limits.invitationTtlMs, theirs);
    return {
      subject: mail.mailSubject(makeQuotable(person.name)),
      text: mail.mailText(makeQuotable(person.name), makeQuotable(of.record.name), link, until),
    };
  };
  try {
    const { pin } = await vault.store.write(db =>
      invite(db, vault, person.id, offer, { letter, locale: person.culture }),
    );
    return sentPage(c, of, request, email, pin);
  } catch (error) {
    const problem = error instanceof Fault ? problems(w, vault.limits)[error.reason] : undefined;
    if (problem === undefined) throw error;
    const status = (error as Fault).reason === 'tooMuchMail' ? 429 : 422;
    if (status === 429) c.header('Retry-After', '3600');
    return sharingPage(c, of, request, email, terms, { email: problem }, status);
  }
}

function problems(
  w: ReturnType<typeof sharingWords>,
  limits: Limits,
): Partial<Record<Fault['reason'], string>> {
  const { mailsPerPersonPerHourMax, mailsPerPersonPerDayMax, mailsPerReceiverPerDayMax } = limits;
  return {
    mailNotQueued: w.noMail,
    limitReached: w.tooMany,
    tooMuchMail: w.tooManyMails(mailsPerPersonPerHourMax, mailsPerPersonPerDayMax, mailsPerReceiverPerDayMax),
    emailUnconfirmed: w.confirmFirst,
    mailAddressMalformed: w.badEmail,
  };
}

/** Shows the PIN, and, for an application, the way back. */
function sentPage(
  c: ShellContext,
  of: AccessibleRecord,
  request: string | undefined,
  email: string,
  pin: string,
): Promise<Response> {
  const { visit } = c.var;
  const w = sharingWords(visit.language);
  const page = (
    <Layout title={w.sent} visit={visit} place="records" plain={request !== undefined}>
      <div class="narrow">
        <h1>{w.sent}</h1>
        <p>{w.sentText(email)}</p>
        <p class="pin">{pin}</p>
        <p>{w.sentAgain}</p>
        {request === undefined ? (
          <p>
            <a class="button" href={`/records/${of.record.id}/sharing`}>
              {w.done}
            </a>
          </p>
        ) : (
          <Form visit={visit} action="/records/sharing/done" request={request}>
            <button type="submit">{w.done}</button>
          </Form>
        )}
      </div>
    </Layout>
  );
  // Its address holds nothing; without a referrer its own form would not be known as ours.
  return show(c, page);
}

export async function takeBackInvitation(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const of = demandRecord(visit, form.get('record') ?? undefined);
  const key = { recordId: of.record.id, id: form.get('invitation') ?? '' };
  await vault.store.write(db => withdrawInvitation(db, vault, person.id, key));
  leaveNotice(c, { text: sharingWords(language).withdrawn });
  return goTo(c, `/records/${of.record.id}/sharing`);
}
