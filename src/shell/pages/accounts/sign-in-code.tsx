// The second step of signing in, and signing in with a recovery code when a phone or a passkey is lost.
import { finishSignIn, signInByRecoveryCode } from '../../../core/people/sign-in.ts';
import { frameWords, signInWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';
import { readKnownMark } from './known-browser.ts';
import {
  addOnward,
  enter,
  findPurpose,
  listPurposeTargets,
  type Onward,
  OnwardForm,
  Purpose,
  readOnwardOfForm,
  readOnwardOfPage,
} from './onward.tsx';
import { makeSuspended } from './suspended.ts';
import { runCounted } from './tries.ts';

/** Who reloads the page begins again. */
export async function restartSignIn(c: ShellContext): Promise<Response> {
  return goTo(c, '/sign-in');
}

export async function showRecovery(c: ShellContext): Promise<Response> {
  return recoveryPage(c, readOnwardOfPage(c));
}

export async function showSignInCode(
  c: ShellContext,
  onward: Onward,
  pending: string,
  errors: FieldErrors = {},
  status = 200,
): Promise<Response> {
  const { visit } = c.var;
  const w = signInWords(visit.language);
  const resolved = await findPurpose(c, onward);
  const page = (
    <Layout title={w.codeTitle} visit={visit} plain={onward.request !== undefined} hasErrors={status !== 200}>
      <div class="narrow">
        <h1>{w.codeTitle}</h1>
        <Purpose visit={visit} of={resolved} />
        <p>{w.codeLead}</p>
        <ErrorSummary errors={errors} language={visit.language} />
        <OnwardForm visit={visit} action="/sign-in/code" onward={onward}>
          <input type="hidden" name="pending" value={pending} />
          <Input
            name="code"
            label={w.code}
            hint={w.codeHint}
            autocomplete="one-time-code"
            maxlength={40}
            errors={errors}
          />
          <button type="submit">{w.continue}</button>
        </OnwardForm>
      </div>
    </Layout>
  );
  return show(c, page, { status, formTargets: listPurposeTargets(resolved) });
}

export async function trySignInCode(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, place, language } = c.var.visit;
  const w = signInWords(language);
  const onward = readOnwardOfForm(form);
  const pending = form.get('pending') ?? '';
  const code = form.get('code')?.trim() ?? '';
  const again = (text: string, status = 422) => showSignInCode(c, onward, pending, { code: text }, status);
  if (code === '') return again(w.noCode);
  return runCounted(
    c,
    async () => {
      const result = await finishSignIn(vault, { pending, code, place, mark: readKnownMark(c) });
      if (result === 'too-old') {
        leaveNotice(c, { text: w.tooOld });
        return goTo(c, addOnward('/sign-in', onward));
      }
      if (result === 'suspended') throw makeSuspended(c);
      return result ? enter(c, result, onward) : again(w.wrongCode);
    },
    (_, wait) => again(w.tooManyCodes(wait), 429),
  );
}

export async function tryRecovery(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, place, language } = c.var.visit;
  const w = signInWords(language);
  const onward = readOnwardOfForm(form);
  const email = form.get('email')?.trim() ?? '';
  const password = form.get('password') ?? '';
  const code = form.get('code')?.trim() ?? '';
  const errors = { ...(email === '' && { email: w.noEmail }), ...(code === '' && { code: w.noCode }) };
  const again = (wrong: FieldErrors, status = 422) => recoveryPage(c, onward, email, wrong, status);
  if (Object.keys(errors).length > 0) return again(errors);
  return runCounted(
    c,
    async () => {
      const signedIn = await signInByRecoveryCode(vault, { email, password, code, place });
      if (signedIn === 'suspended') throw makeSuspended(c);
      return signedIn ? enter(c, signedIn, onward) : again({ code: w.wrongRecovery });
    },
    text => again({ code: text }, 429),
  );
}

async function recoveryPage(
  c: ShellContext,
  onward: Onward,
  email = '',
  errors: FieldErrors = {},
  status = 200,
): Promise<Response> {
  const { visit } = c.var;
  const w = signInWords(visit.language);
  const resolved = await findPurpose(c, onward);
  const page = (
    <Layout
      title={w.recoveryTitle}
      visit={visit}
      plain={onward.request !== undefined}
      hasErrors={status !== 200}
    >
      <div class="narrow">
        <h1>{w.recoveryTitle}</h1>
        <p class="lead">{w.recoveryLead}</p>
        <ErrorSummary errors={errors} language={visit.language} />
        <OnwardForm visit={visit} action="/sign-in/recovery" onward={onward}>
          <Input
            name="email"
            label={w.email}
            type="email"
            autocomplete="username"
            value={email}
            errors={errors}
          />
          <Input
            name="password"
            label={w.password}
            hint={w.recoveryPasswordHint}
            optional={frameWords(visit.language).optional}
            type="password"
            autocomplete="current-password"
            errors={errors}
          />
          <Input name="code" label={w.recoveryCode} autocomplete="off" maxlength={40} errors={errors} />
          <button type="submit">{w.continue}</button>
        </OnwardForm>
      </div>
    </Layout>
  );
  return show(c, page, { status, formTargets: listPurposeTargets(resolved) });
}
