// Signing up, in and out.
import type { Hono } from 'hono';
import { Fault } from '../../core/errors.ts';
import { passwordRule } from '../../core/people/password.ts';
import { signIn, signOut, signUp } from '../../core/people/sign-in.ts';
import { type SignUpValues, signUpErrors } from './account-checks.ts';
import { countries, likelyCountry } from './countries.ts';
import { ErrorSummary, type FieldErrors, Input, Select } from './fields.tsx';
import { ownForm } from './form.ts';
import { Form, Layout } from './layout.tsx';
import { formTargets } from './leave.tsx';
import { tooManyTries } from './problem.ts';
import { type Resolved, resolve } from './resolve.ts';
import { goTo, show } from './respond.tsx';
import { openRequest, signInAddress } from './shell-request.ts';
import { serve } from './targets.ts';
import { forgetSignedIn, keepSignedIn, type ShellContext, type ShellEnv } from './visit.ts';

export function accountRoutes(app: Hono<ShellEnv>): void {
  app.get('/sign-in', async c =>
    c.var.visit.person ? goOn(c, c.req.query('request')) : signInPage(c, c.req.query('request'), {}),
  );
  app.post('/sign-in', ownForm(trySignIn));
  app.get('/sign-up', async c =>
    c.var.visit.person ? goOn(c, c.req.query('request')) : signUpPage(c, c.req.query('request'), {}),
  );
  app.post('/sign-up', ownForm(trySignUp));
  app.post('/sign-out', ownForm(leaveShell));
}

/** To what the person came for, or home. */
export async function goOn(c: ShellContext, sealed: string | null | undefined): Promise<Response> {
  const request = openRequest(c.var.visit.vault, sealed);
  return request ? serve(c, request) : goTo(c, '/');
}

async function trySignIn(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, address } = c.var.visit;
  const request = form.get('request') ?? undefined;
  const values = { email: form.get('email')?.trim() ?? '', password: form.get('password') ?? '' };
  const errors: Record<string, string> = {};
  if (values.email === '') errors.email = 'Enter your e-mail address.';
  if (values.password === '') errors.password = 'Enter your password.';
  if (Object.keys(errors).length > 0) return signInPage(c, request, values, errors, 422);
  try {
    const signedIn = await signIn(vault, { ...values, address });
    if (!signedIn) {
      const wrong = { password: 'E-mail address and password do not go together. Check both and try again.' };
      return signInPage(c, request, values, wrong, 422);
    }
    keepSignedIn(c, signedIn);
  } catch (error) {
    if (!isTooMany(error)) throw error;
    return tooMany(c, password => signInPage(c, request, values, { password }, 429));
  }
  return goOn(c, request);
}

function isTooMany(error: unknown): boolean {
  return error instanceof Fault && error.status === 'RETRY_LIMIT_EXCEEDED';
}

function tooMany(c: ShellContext, page: (text: string) => Promise<Response>): Promise<Response> {
  c.header('Retry-After', String(Math.ceil(c.var.visit.vault.limits.signInTriesWindowMs / 1000)));
  const { title, text } = tooManyTries();
  return page(`${title}. ${text}`);
}

/** The application a person signs in for, to name it and to be let back to it. */
async function purpose(c: ShellContext, sealed: string | undefined): Promise<Resolved | undefined> {
  const { vault } = c.var.visit;
  const request = openRequest(vault, sealed);
  return request && vault.store.read(db => resolve(db, vault, request));
}

function Purpose({ of: { apps } }: { of: Resolved }) {
  return (
    <p class="lead">
      To go on to <strong>{apps[0].name}</strong>.
    </p>
  );
}

async function signInPage(
  c: ShellContext,
  request: string | undefined,
  values: { email?: string },
  errors: FieldErrors = {},
  status = 200,
): Promise<Response> {
  const { visit } = c.var;
  const resolved = await purpose(c, request);
  const signUpLink = request === undefined ? '/sign-up' : `/sign-up?request=${request}`;
  const page = (
    <Layout title="Sign in" visit={visit} plain={request !== undefined} hasErrors={status !== 200}>
      <div class="narrow">
        <h1>Sign in</h1>
        {resolved && <Purpose of={resolved} />}
        <ErrorSummary errors={errors} />
        <Form visit={visit} action="/sign-in" request={request}>
          <Input
            name="email"
            label="E-mail address"
            type="email"
            autocomplete="username"
            value={values.email ?? ''}
            errors={errors}
          />
          <Input
            name="password"
            label="Password"
            type="password"
            autocomplete="current-password"
            errors={errors}
          />
          <button type="submit">Sign in</button>
        </Form>
        <p class="after">
          New here? <a href={signUpLink}>Create an account</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status, formTargets: resolved ? formTargets(resolved) : ["'self'"] });
}

async function trySignUp(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, address } = c.var.visit;
  const request = form.get('request') ?? undefined;
  const text = (name: string) => form.get(name)?.trim() ?? '';
  const values: SignUpValues = {
    name: text('name'),
    email: text('email'),
    'birth-date': text('birth-date'),
    country: text('country'),
    record: form.get('record') !== null,
  };
  const password = form.get('password') ?? '';
  const again = (errors: FieldErrors, status = 422) => signUpPage(c, request, values, errors, status);
  const errors = signUpErrors(values, password);
  if (Object.keys(errors).length > 0) return again(errors);
  const { name, email, country, record: withRecord } = values;
  try {
    const birthDate = values['birth-date'];
    const signedIn = await signUp(vault, { name, email, password, birthDate, country, withRecord, address });
    if (!signedIn)
      return again({ email: 'There is an account with this e-mail address already. Sign in instead.' });
    keepSignedIn(c, signedIn);
  } catch (error) {
    if (isTooMany(error)) return tooMany(c, email => again({ email }, 429));
    if (!(error instanceof Fault) || error.status !== 'INVALID_AGE') throw error;
    const tooYoung =
      'You must be 13 or older to have an account. A parent can keep a record for you in theirs.';
    return again({ 'birth-date': tooYoung });
  }
  return goOn(c, request);
}

async function signUpPage(
  c: ShellContext,
  request: string | undefined,
  given: Partial<SignUpValues>,
  errors: FieldErrors = {},
  status = 200,
): Promise<Response> {
  const { visit } = c.var;
  const resolved = await purpose(c, request);
  const values = { country: likelyCountry(c.req.header('accept-language')), record: true, ...given };
  const signInLink = request === undefined ? '/sign-in' : `/sign-in?request=${request}`;
  const page = (
    <Layout title="Create an account" visit={visit} plain={request !== undefined} hasErrors={status !== 200}>
      <div class="narrow">
        <h1>Create an account</h1>
        {resolved && <Purpose of={resolved} />}
        <ErrorSummary errors={errors} />
        <Form visit={visit} action="/sign-up" request={request}>
          <SignUpFields values={values} errors={errors} />
          <button type="submit">Create my account</button>
        </Form>
        <p class="after">
          Have an account? <a href={signInLink}>Sign in</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status, formTargets: resolved ? formTargets(resolved) : ["'self'"] });
}

function SignUpFields({ values, errors }: { values: Partial<SignUpValues>; errors: FieldErrors }) {
  const passwordHint = `At least ${passwordRule.charactersMin} characters. A few unrelated words are easy to keep in mind and hard to guess.`;
  const options = [
    { value: '', label: 'Choose …' },
    ...countries.map(({ code, name }) => ({ value: code, label: name })),
  ];
  return (
    <>
      <Input name="name" label="Your name" autocomplete="name" value={values.name ?? ''} errors={errors} />
      <Input
        name="email"
        label="E-mail address"
        hint="You sign in with it."
        type="email"
        autocomplete="username"
        value={values.email ?? ''}
        errors={errors}
      />
      <Input
        name="password"
        label="Password"
        hint={passwordHint}
        type="password"
        autocomplete="new-password"
        errors={errors}
      />
      <Input
        name="birth-date"
        label="Date of birth"
        hint="Account holders are 13 or older."
        type="date"
        autocomplete="bday"
        value={values['birth-date'] ?? ''}
        errors={errors}
      />
      <Select
        name="country"
        label="Country"
        autocomplete="country"
        options={options}
        value={values.country ?? ''}
        errors={errors}
      />
      <div class="choice">
        <input type="checkbox" id="record" name="record" value="yes" checked={values.record === true} />
        <label for="record">
          Create my own health record
          <span class="hint">You can add records for your family later.</span>
        </label>
      </div>
    </>
  );
}

/** Whoever was in the middle of something for an application goes on to sign in as somebody else. */
async function leaveShell(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, sessionHash } = c.var.visit;
  if (sessionHash) await signOut(vault, sessionHash);
  forgetSignedIn(c);
  const request = form.get('request');
  return goTo(c, request ? signInAddress(request) : '/');
}
