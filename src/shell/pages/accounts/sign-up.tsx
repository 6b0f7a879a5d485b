// Signing up: the form, and opening the account. sign-up-pages.tsx shows the steps after it.
import { Fault } from '../../../core/faults.ts';
import { getProviderLabel } from '../../../core/people/identities.ts';
import type { Vouched } from '../../../core/people/identity-provider.ts';
import { checkNewPasskey } from '../../../core/people/passkeys.ts';
import {
  checkSignUp,
  type FirstWay,
  isTaken,
  signUp,
  TooManyAccounts,
} from '../../../core/people/sign-up.ts';
import type { Invitation } from '../../../core/sharing/invitation.ts';
import { findInvitation } from '../../../core/sharing/invite.ts';
import { guessCountry } from '../../../locales/countries.ts';
import { getCulture } from '../../../locales/language.ts';
import { signUpWords } from '../../../locales/words.ts';
import { signUpStart } from '../../hand-over/targets/posted-account.tsx';
import { ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { Layout } from '../../kit/layout.tsx';
import { sayBrowser } from '../../web/device.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';
import { markBrowser } from './browser-mark.ts';
import { explainPassword, type SignUpValues, signUpErrors } from './checks.ts';
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
import { Providers } from './sign-in.tsx';
import { CodeField, SignUpFields, Ways } from './sign-up-fields.tsx';
import { showClosed, showMailed, showPasskeyStep } from './sign-up-pages.tsx';
import { runCounted } from './tries.ts';
import { forgetVouched, readVouched } from './vouched.ts';

export async function showSignUp(c: ShellContext): Promise<Response> {
  return c.var.visit.person ? goOnward(c, readOnwardOfPage(c)) : firstPage(c, readOnwardOfPage(c));
}

/** Filled in with what is known beforehand. */
async function firstPage(c: ShellContext, onward: Onward): Promise<Response> {
  const code = c.req.query('signupcode');
  const start = await signUpStart(c, onward.request);
  const vouched = readVouched(c);
  const invitation = await findOfferedBy(c, onward);
  const values = {
    country: guessCountry(c.req.header('accept-language')),
    // Somebody who was invited comes for the record of another person.
    record: invitation === undefined,
    ...(invitation && { email: invitation.email }),
    ...(code !== undefined && { 'signup-code': code }),
    ...start?.values,
    ...(vouched && { name: vouched.name, email: vouched.email }),
  };
  return signUpPage(c, onward, values, start?.errors, 200);
}

async function findOfferedBy(c: ShellContext, { invitation }: Onward): Promise<Invitation | undefined> {
  const { vault } = c.var.visit;
  return invitation ? vault.store.read(db => findInvitation(db, vault, invitation)) : undefined;
}

type Again = (errors: FieldErrors, status?: number) => Promise<Response>;

export async function trySignUp(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, place, language } = visit;
  const onward = readOnwardOfForm(form);
  const values = valuesOf(form);
  const again: Again = (errors, status = 422) => signUpPage(c, onward, values, errors, status);
  const vouched = form.get('vouched') === 'yes' ? readVouched(c) : undefined;
  const wantsPasskey = !vouched && form.get('with') === 'passkey';
  const password = form.get('password') ?? '';
  return guarded(c, again, async () => {
    const errors = await problems(c, values, vouched || wantsPasskey ? undefined : password);
    if (Object.keys(errors).length > 0) return again(errors);
    if (!wantsPasskey) {
      const way: FirstWay = vouched ? { vouched } : { password };
      return open(c, onward, values, way, again);
    }
    await checkSignUp(vault, asked(values), place.address);
    if (await isTaken(vault, values.email, place.address))
      return again({ email: signUpWords(language).taken });
    return showPasskeyStep(c, onward, values);
  });
}

function valuesOf(form: URLSearchParams): SignUpValues {
  const text = (name: string) => form.get(name)?.trim() ?? '';
  return {
    name: text('name'),
    email: text('email'),
    'birth-date': text('birth-date'),
    country: text('country'),
    record: form.get('record') !== null,
    'signup-code': text('signup-code'),
  };
}

/** @param password undefined where another way is chosen */
async function problems(
  c: ShellContext,
  values: SignUpValues,
  password: string | undefined,
): Promise<FieldErrors> {
  const { language } = c.var.visit;
  const errors = signUpErrors(values, language);
  const hasErrors = Object.keys(errors).length > 0;
  const weak = password === undefined ? undefined : await explainPassword(c, password, values, hasErrors);
  return {
    ...errors,
    ...(weak !== undefined && { password: weak }),
  };
}

export async function trySignUpByPasskey(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, place, language } = c.var.visit;
  const onward = readOnwardOfForm(form);
  const values = valuesOf(form);
  const again: Again = (errors, status = 422) => signUpPage(c, onward, values, errors, status);
  const errors = await problems(c, values, undefined);
  if (Object.keys(errors).length > 0) return again(errors);
  const answer = { sealed: form.get('ceremony') ?? '', response: form.get('passkey') ?? '' };
  return guarded(c, again, async () => {
    await checkSignUp(vault, asked(values), place.address);
    const passkey = await checkNewPasskey(vault, answer);
    if (!passkey) return showPasskeyStep(c, onward, values, { passkey: signUpWords(language).notMade });
    const name = sayBrowser(place, language);
    return open(c, onward, values, { passkey: { ...passkey, name } }, again);
  });
}

function asked(values: SignUpValues) {
  return { birthDate: values['birth-date'], email: values.email, code: values['signup-code'] };
}

function open(
  c: ShellContext,
  onward: Onward,
  values: SignUpValues,
  way: FirstWay,
  again: Again,
): Promise<Response> {
  const { vault, place, language } = c.var.visit;
  const { name, email, country, record: withRecord } = values;
  const given = {
    name,
    country,
    withRecord,
    way,
    ...asked(values),
    culture: getCulture(language),
    onward: { ...onward },
  };
  return guarded(c, again, async () => {
    const signedIn = await signUp(vault, { ...given, mark: markBrowser(c) }, place);
    if (signedIn === 'taken') return again({ email: signUpWords(language).taken });
    if ('vouched' in way) forgetVouched(c);
    return signedIn === 'mailed' ? showMailed(c, email) : enter(c, signedIn, onward);
  });
}

/** Puts what the core refuses at its field. */
function guarded(c: ShellContext, again: Again, run: () => Promise<Response>): Promise<Response> {
  const w = signUpWords(c.var.visit.language);
  return runCounted(
    c,
    async () => {
      try {
        return await run();
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        if (error.reason === 'signUpCodeInvalid') return again({ 'signup-code': w.codeWrong });
        if (error.reason === 'tooYoung') return again({ 'birth-date': w.tooYoung });
        throw error;
      }
    },
    (text, wait, error) =>
      again({ email: error instanceof TooManyAccounts ? w.tooManyAccounts(wait) : text }, 429),
  );
}

async function signUpPage(
  c: ShellContext,
  onward: Onward,
  values: Partial<SignUpValues>,
  errors: FieldErrors = {},
  status = 200,
): Promise<Response> {
  const { visit } = c.var;
  if (visit.vault.signUp === 'closed') return showClosed(c);
  const w = signUpWords(visit.language);
  const resolved = await findPurpose(c, onward);
  const vouched = readVouched(c);
  const start = await signUpStart(c, onward.request);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.title} visit={visit} plain={onward.request !== undefined} hasErrors={hasErrors}>
      <div class="narrow">
        <h1>{w.title}</h1>
        <Purpose visit={visit} of={resolved} />
        {start?.aside}
        <ErrorSummary errors={errors} language={visit.language} />
        {!vouched && <Providers visit={visit} onward={onward} />}
        <OnwardForm visit={visit} action="/sign-up" onward={onward}>
          <SignUpFields visit={visit} values={values} errors={errors} />
          <CodeField visit={visit} value={values['signup-code'] ?? ''} errors={errors} />
          <Ways visit={visit} errors={errors} vouchedBy={vouchedBy(c, vouched)} />
        </OnwardForm>
        <p class="after">
          {w.haveAccount} <a href={addOnward('/sign-in', onward)}>{w.signIn}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { status, formTargets: listPurposeTargets(resolved) });
}

function vouchedBy(c: ShellContext, vouched: Vouched | undefined): string | undefined {
  return vouched && getProviderLabel(c.var.visit.vault, vouched.issuer);
}
