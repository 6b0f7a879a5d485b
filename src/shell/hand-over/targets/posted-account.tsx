// What the sign-up form starts with when an application sent the person: data it posted, a code to sign up with, and what
// the account is for.
import type { Child } from 'hono/jsx';
import {
  findPostedProblems,
  normaliseFields,
  type PostedFields,
} from '../../../core/healthvault/parked/fields.ts';
import { leaveWords, targetsWords } from '../../../locales/words.ts';
import type { FieldErrors } from '../../kit/fields.tsx';
import { Form } from '../../kit/layout.tsx';
import type { ShellContext } from '../../web/visit.ts';
import { resolve } from '../resolve.ts';
import { openRequest, type ShellRequest } from '../shell-request.ts';
import { findPostedFields } from './posted.ts';
import { sayPostedNote, sayPostedProblem, signUpFieldOf } from './posted-words.ts';

export interface SignUpStart {
  /** By the names of the form's fields. */
  readonly values: {
    readonly name?: string;
    readonly email?: string;
    readonly 'birth-date'?: string;
    readonly country?: string;
    /** False where the record comes on the next page, with what was posted of it. */
    readonly record?: boolean;
    readonly 'signup-code'?: string;
  };
  readonly errors: FieldErrors;
  /** To be told above the form. */
  readonly aside: Child;
}

/** Undefined where nothing is known beforehand. */
export async function signUpStart(
  c: ShellContext,
  sealed: string | undefined,
): Promise<SignUpStart | undefined> {
  const { vault } = c.var.visit;
  const request = openRequest(vault, sealed);
  if (request?.target !== 'CREATEACCOUNT') return undefined;
  const posted = await findPostedFields(c, request);
  const { apps } = await vault.store.read(db => resolve(db, vault, request));
  const code = request.signUpCode === undefined ? {} : { 'signup-code': request.signUpCode };
  const values = posted ? normaliseFields(posted) : {};
  const { errors, notes } = mistakesOf(c, values);
  return {
    values: { ...code, ...accountValues(values) },
    errors,
    aside: (
      <Aside c={c} request={request} sealed={sealed} appName={apps[0].name} posted={posted} notes={notes} />
    ),
  };
}

function accountValues(fields: PostedFields): SignUpStart['values'] {
  const name = [fields['Account.FirstName'], fields['Account.LastName']].filter(Boolean).join(' ');
  return {
    ...(hasPart(fields, 'Account') && {
      name,
      email: fields['Account.Email'] ?? '',
      'birth-date': fields['Account.BirthDate'] ?? '',
      country: fields['Account.CountryCode'] ?? '',
    }),
    ...(hasPart(fields, 'Record') && { record: false }),
  };
}

/** A mistake is shown at its field; what has none on the form is noted above it. */
function mistakesOf(c: ShellContext, fields: PostedFields): { errors: FieldErrors; notes: string[] } {
  const { vault, language } = c.var.visit;
  const errors: Record<string, string> = {};
  const notes: string[] = [];
  if (!hasPart(fields, 'Account')) return { errors, notes };
  for (const [name, problem] of findPostedProblems('Account', fields, vault.clock.now())) {
    const field = signUpFieldOf[name];
    if (field === undefined) notes.push(sayPostedNote(name, problem, language));
    else errors[field] ??= sayPostedProblem(name, problem, language);
  }
  return { errors, notes };
}

function hasPart(fields: PostedFields, part: 'Account' | 'Record'): boolean {
  return Object.keys(fields).some(name => name.startsWith(`${part}.`));
}

interface AsideProps {
  readonly c: ShellContext;
  readonly request: ShellRequest<'CREATEACCOUNT'>;
  readonly sealed: string | undefined;
  readonly appName: string;
  readonly posted: PostedFields | undefined;
  readonly notes: readonly string[];
}

function Aside({ c, request, sealed, appName, posted, notes }: AsideProps) {
  const { visit } = c.var;
  const w = targetsWords(visit.language).account;
  return (
    <>
      {request.flow && <p>{w.flows[request.flow]}</p>}
      {posted && hasPart(posted, 'Account') && <p>{w.filledIn(appName)}</p>}
      {posted && hasPart(posted, 'Record') && <p>{w.recordFollows}</p>}
      {!posted && request.parkedId !== undefined && <p class="notice">{w.lost(appName)}</p>}
      {notes.length > 0 && (
        <div class="notice">
          <p>{w.notes(appName)}</p>
          <ul>
            {notes.map(note => (
              <li>{note}</li>
            ))}
          </ul>
        </div>
      )}
      <Form visit={visit} action="/return" request={sealed}>
        <p>
          {w.notNow}{' '}
          <button type="submit" class="like-link">
            {leaveWords(visit.language).back(appName)}
          </button>
        </p>
      </Form>
    </>
  );
}
