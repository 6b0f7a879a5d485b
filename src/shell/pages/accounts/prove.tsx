// Showing again who one is, before what guards an account is changed. A session that lay open is not enough for that.

import { beginPasskeySignIn, provePasskey } from '../../../core/people/passkeys.ts';
import { hasProvedLately, renewShellSession } from '../../../core/people/sessions.ts';
import { provePassword } from '../../../core/people/sign-in.ts';
import { ofPerson } from '../../../core/turns.ts';
import type { Language } from '../../../locales/language.ts';
import { accountWords, signInWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { goTo, show } from '../../web/respond.tsx';
import { signedIn, type Who } from '../../web/route.ts';
import { keepSignedIn, type ShellContext, type SignedInContext } from '../../web/visit.ts';
import { isAccountPage } from './onward.tsx';
import { PasskeyForm } from './passkey-form.tsx';
import { runCounted } from './tries.ts';

/** Who has lately shown who they are; others do so first. @param page where they begin a form again */
export function demandProof(page: string): Who<SignedInContext> {
  return {
    name: 'signed in, lately proved',
    page: handle => signedIn.page(async c => (isProved(c) ? handle(c) : showProve(c, { next: c.req.path }))),
    form: handle =>
      signedIn.form(async (c, form) =>
        isProved(c) ? handle(c, form) : showProve(c, { next: page, status: 403 }),
      ),
  };
}

export function isProved(c: ShellContext): boolean {
  const { vault, session } = c.var.visit;
  return session !== undefined && hasProvedLately(vault, session);
}

/** Only pages of the account, of those who run the vault, and of an application are gone on to. */
export function nextOf(path: string | null): string {
  return isAccountPage(path) || isOperatorPage(path) || isAppPage(path) ? path! : '/account';
}

function isOperatorPage(path: string | null): boolean {
  return path !== null && /^\/operator(\/[\w-]+)*$/.test(path);
}

function isAppPage(path: string | null): boolean {
  return path !== null && /^\/develop\/[\w-]+\/[\w-]+$/.test(path);
}

function whyAsked(next: string, language: Language): string {
  const w = accountWords(language);
  if (isAppPage(next)) return w.proveAppText;
  return isOperatorPage(next) ? w.proveOperatorText : w.proveText;
}

interface ProvePage {
  /** Where the person goes on. */
  readonly next: string;
  readonly errors?: FieldErrors;
  readonly status?: number;
}

export async function showProve(
  c: SignedInContext,
  { next, errors = {}, status = 200 }: ProvePage,
): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  const person = visit.person;
  const w = accountWords(language);
  const s = signInWords(language);
  const { passkeys, identities } = await vault.store.read(async db => ({
    passkeys: await db.credentials.passkeysOf(person.id),
    identities: await db.credentials.identitiesOf(person.id),
  }));
  const linked = vault.identityProviders.filter(({ issuer }) =>
    identities.some(one => one.issuer === issuer),
  );
  const page = (
    <Layout title={w.proveTitle} visit={visit} place="account" hasErrors={status === 422} script="passkey">
      <div class="narrow">
        <h1>{w.proveTitle}</h1>
        <p class="lead">{whyAsked(next, language)}</p>
        <ErrorSummary errors={errors} language={language} />
        {passkeys.length > 0 && (
          <PasskeyForm
            visit={visit}
            action="/account/prove/passkey"
            kind="get"
            ceremony={await beginPasskeySignIn(vault, person)}
            button={s.usePasskey}
          >
            <input type="hidden" name="next" value={next} />
          </PasskeyForm>
        )}
        {linked.map(({ name, label }) => (
          <Form visit={visit} action="/account/prove/with">
            <input type="hidden" name="next" value={next} />
            <input type="hidden" name="provider" value={name} />
            <button type="submit" class="second">
              {s.withProvider(label)}
            </button>
          </Form>
        ))}
        {person.passwordHash !== undefined && (
          <Form visit={visit} action="/account/prove">
            <input type="hidden" name="next" value={next} />
            <input type="email" name="email" value={person.email} autocomplete="username" hidden />
            <Input
              name="password"
              label={s.password}
              type="password"
              autocomplete="current-password"
              errors={errors}
            />
            <button type="submit">{s.continue}</button>
          </Form>
        )}
      </div>
    </Layout>
  );
  return show(c, page, { status, script: true });
}

export async function proveByPassword(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, session, language } = c.var.visit;
  const w = signInWords(language);
  const next = nextOf(form.get('next'));
  const password = form.get('password') ?? '';
  const again = (text: string, status = 422) => showProve(c, { next, errors: { password: text }, status });
  if (password === '') return again(w.noPassword);
  return runCounted(
    c,
    async () => {
      const isRight = await provePassword(vault, person, { password, session: session });
      return isRight ? finishProof(c, next) : again(accountWords(language).wrongPassword);
    },
    text => again(text, 429),
  );
}

export async function proveByPasskey(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, place, language } = c.var.visit;
  const next = nextOf(form.get('next'));
  const answer = { sealed: form.get('ceremony') ?? '', response: form.get('passkey') ?? '', place };
  const again = (text: string, status = 422) => showProve(c, { next, errors: { passkey: text }, status });
  return runCounted(
    c,
    async () => {
      const known = await provePasskey(vault, answer);
      return known?.id === person.id ? finishProof(c, next) : again(signInWords(language).wrongPasskey);
    },
    text => again(text, 429),
  );
}

/** The session gets a new token, and the person goes on. */
export async function finishProof(c: SignedInContext, next: string): Promise<Response> {
  const { vault, person, session } = c.var.visit;
  keepSignedIn(
    c,
    await vault.store.write(db => renewShellSession(db, vault, person, session), ofPerson(person.id)),
  );
  return goTo(c, next);
}
