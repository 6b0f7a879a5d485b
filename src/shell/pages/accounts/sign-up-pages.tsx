// The steps of signing up after the form: making the passkey, the mail that confirms the address, its link.
import { Fault } from '../../../core/faults.ts';
import { beginPasskey } from '../../../core/people/passkeys.ts';
import { findSignUp, finishSignUp, isBegunBy } from '../../../core/people/sign-up.ts';
import { signInWords, signUpWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { Problem } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';
import { readBrowserMark } from './browser-mark.ts';
import { explainPassword, type SignUpValues } from './checks.ts';
import { enter, type Onward, OnwardForm, readOnward } from './onward.tsx';
import { PasskeyForm, WithoutPasskeys } from './passkey-form.tsx';
import { PasswordField } from './sign-up-fields.tsx';
import { runCounted } from './tries.ts';

/** Who reloads the page begins again. */
export async function restartSignUp(c: ShellContext): Promise<Response> {
  return goTo(c, '/sign-up');
}

/** Where script does not run, a password is all there is to choose. */
export async function showPasskeyStep(
  c: ShellContext,
  onward: Onward,
  values: SignUpValues,
  errors: FieldErrors = {},
): Promise<Response> {
  const { visit } = c.var;
  const { vault } = visit;
  const w = signUpWords(visit.language);
  const { name, email } = values;
  const ceremony = await beginPasskey(vault, { personId: vault.ids.guid(), email, name });
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout
      title={w.stepTitle}
      visit={visit}
      plain={onward.request !== undefined}
      hasErrors={hasErrors}
      script="passkey"
    >
      <div class="narrow">
        <h1>{w.stepTitle}</h1>
        <ErrorSummary errors={errors} language={visit.language} />
        <PasskeyForm
          visit={visit}
          action="/sign-up/passkey"
          kind="create"
          ceremony={ceremony}
          button={w.make}
          onward={onward}
        >
          <Carried values={values} />
          <p class="lead">{w.stepText}</p>
        </PasskeyForm>
        <WithoutPasskeys>
          <p class="lead">{w.noPasskeys}</p>
        </WithoutPasskeys>
        <section class="after">
          <h2>{w.insteadTitle}</h2>
          <OnwardForm visit={visit} action="/sign-up" onward={onward}>
            <Carried values={values} />
            {/* So that a password manager knows whose it is. */}
            <input type="text" value={email} autocomplete="username" hidden />
            <PasswordField visit={visit} errors={{}} label={w.password} />
            <button type="submit" class="second">
              {w.create}
            </button>
          </OnwardForm>
        </section>
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, script: true });
}

function Carried({ values }: { values: SignUpValues }) {
  const { record, ...texts } = values;
  return (
    <>
      {Object.entries(texts).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {record && <input type="hidden" name="record" value="yes" />}
    </>
  );
}

export function showMailed(c: ShellContext, email: string): Promise<Response> {
  const w = signUpWords(c.var.visit.language);
  return tellPage(c, w.sentTitle, w.sentText(email));
}

export function showClosed(c: ShellContext): Promise<Response> {
  const w = signUpWords(c.var.visit.language);
  return tellPage(c, w.closedTitle, w.closed);
}

export function tellPage(c: ShellContext, title: string, text: string): Promise<Response> {
  const page = (
    <Layout title={title} visit={c.var.visit}>
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">{text}</p>
      </div>
    </Layout>
  );
  return show(c, page);
}

export async function showFinish(c: ShellContext): Promise<Response> {
  return showFinishPage(c, c.req.param('code') ?? '');
}

export async function showFinishPage(
  c: ShellContext,
  code: string,
  errors: FieldErrors = {},
  status = 200,
): Promise<Response> {
  const { visit } = c.var;
  const w = signUpWords(visit.language);
  const { email, isHere } = await findHere(c, code);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.finishTitle} visit={visit} hasErrors={hasErrors}>
      <div class="narrow">
        <h1>{w.finishTitle}</h1>
        <ErrorSummary errors={errors} language={visit.language} />
        <p class="lead">{w.finishText(email)}</p>
        <Form visit={visit} action="/finish">
          <input type="hidden" name="code" value={code} />
          {!isHere && (
            <>
              <p>{w.finishElsewhere}</p>
              <input type="text" value={email} autocomplete="username" hidden />
              <PasswordField visit={visit} errors={errors} label={w.password} />
            </>
          )}
          <button type="submit">{w.create}</button>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status });
}

/** @throws Problem for a link that works no more */
async function findHere(c: ShellContext, code: string) {
  const { vault } = c.var.visit;
  const found = await vault.store.read(db => findSignUp(db, vault, code));
  if (!found) throw makeGoneLink(c);
  const { given } = found;
  const { email, name, onward } = given;
  return { email, name, onward, isHere: isBegunBy(given, readBrowserMark(c)) };
}

/** For a mailed link that works no more. */
export function makeGoneLink(c: ShellContext): Problem {
  const w = signInWords(c.var.visit.language);
  return new Problem(404, w.goneTitle, w.gone);
}

export async function tryFinish(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, place, language } = c.var.visit;
  const code = form.get('code') ?? '';
  const { isHere, onward, ...of } = await findHere(c, code);
  const password = isHere ? undefined : (form.get('password') ?? '');
  const again = (text: string, status = 422) => showFinishPage(c, code, { password: text }, status);
  return runCounted(
    c,
    async () => {
      const weak = password === undefined ? undefined : await explainPassword(c, password, of);
      if (weak !== undefined) return again(weak);
      const by = { mark: readBrowserMark(c), ...(password !== undefined && { password }) };
      const signedIn = await finishSignUp(vault, code, by, place).catch(withoutCode);
      if (signedIn === 'without code') {
        leaveNotice(c, { text: signUpWords(language).codeWrong });
        return goTo(c, '/sign-up');
      }
      if (!signedIn) {
        leaveNotice(c, { text: signUpWords(language).tooLate });
        return goTo(c, '/sign-in');
      }
      return enter(
        c,
        signedIn,
        readOnward(name => onward?.[name]),
      );
    },
    text => again(text, 429),
  );
}

/** Of several people with one code only the first has used it. */
function withoutCode(error: unknown): 'without code' {
  if (error instanceof Fault && error.reason === 'signUpCodeInvalid') return 'without code';
  throw error;
}
