// The page that the link of an invitation opens: what is offered, the PIN, yes or no.
import { assume } from '../../../assume.ts';
import { Fault } from '../../../core/faults.ts';
import type { Invitation } from '../../../core/sharing/invitation.ts';
import { acceptInvitation, declineInvitation, findInvitation } from '../../../core/sharing/invite.ts';
import { frameWords, sharingWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors, Input, Select } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { listRelationships, sayDay, sayLevel } from '../../kit/words.ts';
import { leaveNotice } from '../../web/notice.ts';
import { Problem } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';
import { sayTypes } from './sharing.tsx';

export async function showInvitation(c: ShellContext): Promise<Response> {
  const code = c.req.param('code') ?? '';
  return offerPage(c, await load(c.var.visit, code), code);
}

interface Offered {
  readonly invitation: Invitation;
  readonly from: string;
  readonly record: string;
}

/** @throws Problem for one that is not open */
async function load({ vault, language }: Visit, code: string): Promise<Offered> {
  const found = await vault.store.read(async db => {
    const invitation = await findInvitation(db, vault, code);
    if (!invitation) return undefined;
    const from = (await db.people.byId(invitation.fromPersonId))?.name ?? '';
    const record = assume(await db.records.byId(invitation.recordId), 'the record').name;
    return { invitation, from, record };
  });
  const w = sharingWords(language);
  if (!found) throw new Problem(404, w.gone, w.goneText);
  if (found.invitation.wrongPins >= vault.limits.invitationPinsMax)
    throw new Problem(403, w.tooManyPins, w.tooManyPinsText);
  return found;
}

function offerPage(
  c: ShellContext,
  offered: Offered,
  code: string,
  relationship = '',
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { invitation, from, record } = offered;
  const { language, person } = visit;
  const w = sharingWords(language);
  const { level, typeIds, accessEndsAt: expiresAt } = invitation;
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.offerTitle(from)} visit={visit} hasErrors={hasErrors}>
      <div class="narrow">
        <h1>{w.offerTitle(from)}</h1>
        <p class="lead">{w.offerText(record)}</p>
        <dl class="facts">
          <div>
            <dt>{w.offerLevel}</dt>
            <dd>{sayLevel(level, language)}</dd>
          </div>
          <div>
            <dt>{w.offerWhat}</dt>
            <dd>{typeIds === undefined ? w.all : sayTypes(typeIds, language)}</dd>
          </div>
          <div>
            <dt>{w.offerEnd}</dt>
            <dd>{expiresAt === undefined ? w.noEnd : sayDay(expiresAt - 1, language)}</dd>
          </div>
        </dl>
        <ErrorSummary errors={errors} language={language} />
        {person ? (
          <AnswerForm
            visit={visit}
            offered={offered}
            code={code}
            relationship={relationship}
            errors={errors}
          />
        ) : (
          <SignInFirst visit={visit} code={code} />
        )}
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, token: true });
}

interface AnswerFormProps {
  readonly visit: Visit;
  readonly offered: Offered;
  readonly code: string;
  readonly relationship: string;
  readonly errors: FieldErrors;
}

function AnswerForm({ visit, offered: { from, record }, code, relationship, errors }: AnswerFormProps) {
  const { language } = visit;
  const w = sharingWords(language);
  return (
    <Form visit={visit} action="/invitations/answer">
      <input type="hidden" name="code" value={code} />
      <Input
        name="pin"
        label={w.pinLabel}
        hint={w.pinHint(from)}
        inputmode="numeric"
        autocomplete="one-time-code"
        maxlength={12}
        errors={errors}
      />
      <Select
        name="relationship"
        label={w.who(record)}
        options={[
          { value: '', label: frameWords(language).choose },
          ...listRelationships(language).map(({ number, name }) => ({ value: String(number), label: name })),
        ]}
        value={relationship}
        errors={errors}
      />
      <div class="decision">
        <button type="submit" name="decision" value="accept">
          {w.accept}
        </button>
        <button type="submit" name="decision" value="decline" class="second">
          {w.decline}
        </button>
      </div>
    </Form>
  );
}

function SignInFirst({ visit, code }: { visit: Visit; code: string }) {
  const w = sharingWords(visit.language);
  const canSignUp = visit.vault.signUp !== 'closed';
  return (
    <>
      <p>{canSignUp ? w.signInFirst : w.signInOnly}</p>
      <p class="actions">
        <a class="button" href={`/sign-in?invitation=${code}`}>
          {w.signIn}
        </a>
        {canSignUp && (
          <a class="button second" href={`/sign-up?invitation=${code}`}>
            {w.signUp}
          </a>
        )}
      </p>
      <Form visit={visit} action="/invitations/answer">
        <input type="hidden" name="code" value={code} />
        <button type="submit" name="decision" value="decline" class="like-link">
          {w.decline}
        </button>
      </Form>
    </>
  );
}

export async function answerInvitation(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = sharingWords(language);
  const code = form.get('code') ?? '';
  const offered = await load(visit, code);
  if (form.get('decision') === 'decline') {
    await vault.store.write(db => declineInvitation(db, vault, code));
    return declinedPage(c);
  }
  if (!person) return offerPage(c, offered, code);
  const pin = form.get('pin') ?? '';
  const chosen = form.get('relationship') ?? '';
  const known = listRelationships(language).find(({ number }) => String(number) === chosen);
  const errors = {
    ...(pin.trim() === '' ? { pin: w.noPin } : {}),
    ...(known ? {} : { relationship: w.whoMissing }),
  };
  if (!known || Object.keys(errors).length > 0) return offerPage(c, offered, code, chosen, errors);
  try {
    const accepted = await vault.store.write(db =>
      acceptInvitation(db, vault, person.id, { code, pin, relationship: known.number }),
    );
    if (accepted.outcome === 'wrong-pin') {
      if (accepted.triesLeft === 0) throw new Problem(403, w.tooManyPins, w.tooManyPinsText);
      return offerPage(c, offered, code, chosen, { pin: w.wrongPin(accepted.triesLeft) });
    }
  } catch (error) {
    if (error instanceof Fault && error.reason === 'invitationUsedUp')
      throw new Problem(403, w.tooManyPins, w.tooManyPinsText);
    throw error;
  }
  leaveNotice(c, { text: w.accepted(offered.record) });
  return goTo(c, `/records/${offered.invitation.recordId}/health`);
}

function declinedPage(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const w = sharingWords(visit.language);
  const page = (
    <Layout title={w.declinedTitle} visit={visit}>
      <div class="narrow">
        <h1>{w.declinedTitle}</h1>
        <p class="lead">{w.declined}</p>
      </div>
    </Layout>
  );
  return show(c, page);
}
