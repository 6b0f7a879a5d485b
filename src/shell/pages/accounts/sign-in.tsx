// Signing in: by passkey, by password, with a provider; and out. The second step is in sign-in-code.tsx.

import { beginPasskeySignIn, signInByPasskey } from '../../../core/people/passkeys.ts';
import { signOut } from '../../../core/people/sessions.ts';
import { signIn } from '../../../core/people/sign-in.ts';
import { signInWords } from '../../../locales/words.ts';
import { WayBack } from '../../hand-over/targets/refused.tsx';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Layout } from '../../kit/layout.tsx';
import { goTo, show } from '../../web/respond.tsx';
import { signInAddress } from '../../web/sign-in-address.ts';
import { forgetSignedIn, type ShellContext, type Visit } from '../../web/visit.ts';
import { readKnownMark } from './known-browser.ts';
import {
  addOnward,
  enter,
  findPurpose,
  goOnward,
  listPurposeTargets,
  type Onward,
  OnwardForm,
  Purpose,
  readOnwardOfForm,
  readOnwardOfPage,
} from './onward.tsx';
import { PasskeyForm } from './passkey-form.tsx';
import { showSignInCode } from './sign-in-code.tsx';
import { makeSuspended } from './suspended.ts';
import { runCounted } from './tries.ts';

export async function showSignIn(c: ShellContext): Promise<Response> {
  return c.var.visit.person ? goOnward(c, readOnwardOfPage(c)) : signInPage(c, readOnwardOfPage(c));
}

export async function trySignIn(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, place, language } = c.var.visit;
  const w = signInWords(language);
  const onward = readOnwardOfForm(form);
  const email = form.get('email')?.trim() ?? '';
  const password = form.get('password') ?? '';
  const errors: Record<string, string> = {};
  if (email === '') errors.email = w.noEmail;
  if (password === '') errors.password = w.noPassword;
  const again = (wrong: FieldErrors, status = 422) => signInPage(c, onward, email, wrong, status);
  if (Object.keys(errors).length > 0) return again(errors);
  return runCounted(
    c,
    async () => {
      const result = await signIn(vault, { email, password, place, mark: readKnownMark(c) });
      if (!result) return again({ password: w.wrong });
      if (result === 'suspended') throw makeSuspended(c);
      if ('pending' in result) return showSignInCode(c, onward, result.pending);
      return enter(c, result, onward);
    },
    (_, wait) => again({ password: w.tooManyPasswords(wait) }, 429),
  );
}

export async function trySignInByPasskey(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, place, language } = c.var.visit;
  const onward = readOnwardOfForm(form);
  const again = (passkey: string, status = 422) => signInPage(c, onward, '', { passkey }, status);
  const answer = { sealed: form.get('ceremony') ?? '', response: form.get('passkey') ?? '', place };
  return runCounted(
    c,
    async () => {
      const signedIn = await signInByPasskey(vault, answer);
      if (signedIn === 'suspended') throw makeSuspended(c);
      return signedIn ? enter(c, signedIn, onward) : again(signInWords(language).wrongPasskey);
    },
    text => again(text, 429),
  );
}

async function signInPage(
  c: ShellContext,
  onward: Onward,
  email = '',
  errors: FieldErrors = {},
  status = 200,
): Promise<Response> {
  const { visit } = c.var;
  const w = signInWords(visit.language);
  const resolved = await findPurpose(c, onward);
  const ceremony = await beginPasskeySignIn(visit.vault);
  const page = (
    <Layout
      title={w.title}
      visit={visit}
      plain={onward.request !== undefined}
      hasErrors={status !== 200}
      script="passkey"
    >
      <div class="narrow">
        <h1>{w.title}</h1>
        <Purpose visit={visit} of={resolved} />
        {onward.page !== undefined && <p class="notice">{w.again}</p>}
        <ErrorSummary errors={errors} language={visit.language} />
        <PasskeyForm
          visit={visit}
          action="/sign-in/passkey"
          kind="get"
          ceremony={ceremony}
          button={w.usePasskey}
          onward={onward}
        />
        <Providers visit={visit} onward={onward} />
        <div data-needs-passkeys data-late="" hidden>
          <p class="or">{w.orPassword}</p>
        </div>
        <OnwardForm visit={visit} action="/sign-in" onward={onward}>
          <Input
            name="email"
            label={w.email}
            type="email"
            autocomplete="username webauthn"
            value={email}
            errors={errors}
          />
          <Input
            name="password"
            label={w.password}
            type="password"
            autocomplete="current-password"
            errors={errors}
          />
          <button type="submit">{w.title}</button>
        </OnwardForm>
        <Elsewhere visit={visit} onward={onward} />
        <WayBack visit={visit} of={resolved} />
      </div>
    </Layout>
  );
  return show(c, page, { status, script: true, formTargets: listPurposeTargets(resolved) });
}

export function Providers({ visit, onward }: { visit: Visit; onward: Onward }) {
  const w = signInWords(visit.language);
  if (visit.vault.identityProviders.length === 0) return null;
  return (
    <div class="providers">
      {visit.vault.identityProviders.map(({ name, label }) => (
        <OnwardForm visit={visit} action="/sign-in/with" onward={onward}>
          <input type="hidden" name="provider" value={name} />
          <button type="submit" class="second">
            {w.withProvider(label)}
          </button>
        </OnwardForm>
      ))}
    </div>
  );
}

function Elsewhere({ visit, onward }: { visit: Visit; onward: Onward }) {
  const w = signInWords(visit.language);
  return (
    <ul class="after plain-list">
      <li>
        <a href="/forgotten">{w.forgotten}</a>
      </li>
      <li>
        <a href={addOnward('/sign-in/recovery', onward)}>{w.lost}</a>
      </li>
      {visit.vault.signUp !== 'closed' && (
        <li>
          {w.newHere} <a href={addOnward('/sign-up', onward)}>{w.createAccount}</a>
        </li>
      )}
    </ul>
  );
}

/** Whoever was in the middle of something for an application goes on to sign in as somebody else. */
export async function leaveShell(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, session } = c.var.visit;
  if (session) await signOut(vault, session);
  forgetSignedIn(c);
  const request = form.get('request');
  return goTo(c, request ? signInAddress(request) : '/');
}
