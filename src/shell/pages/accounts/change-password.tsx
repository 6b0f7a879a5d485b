// Setting, changing and removing one's password.

import { removePassword, setPassword } from '../../../core/people/change.ts';
import { hashPassword } from '../../../core/people/password.ts';
import { countWaysToSignIn } from '../../../core/people/ways.ts';
import { changeWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { BackToAccount, showLastWay } from './back.tsx';
import { explainPassword } from './checks.ts';
import { rememberBrowser } from './known-browser.ts';
import { PasswordField } from './sign-up-fields.tsx';
import { runCounted } from './tries.ts';

export function showChangePassword(c: SignedInContext): Promise<Response> {
  return passwordPage(c);
}

async function passwordPage(c: SignedInContext, errors: FieldErrors = {}, status = 200): Promise<Response> {
  const { visit } = c.var;
  const person = visit.person;
  const w = changeWords(visit.language);
  const hasErrors = Object.keys(errors).length > 0;
  const others = await visit.vault.store.read(db =>
    countWaysToSignIn(db, visit.vault, person, { kind: 'password' }),
  );
  const page = (
    <Layout title={w.passwordTitle} visit={visit} place="account" hasErrors={hasErrors}>
      <div class="narrow">
        <h1>{w.passwordTitle}</h1>
        <p class="lead">{w.passwordLead}</p>
        <ErrorSummary errors={errors} language={visit.language} />
        <Form visit={visit} action="/account/password">
          <input type="email" name="email" value={person.email} autocomplete="username" hidden />
          <PasswordField visit={visit} errors={errors} label={w.newPassword} />
          <button type="submit">{w.save}</button>
        </Form>
        {person.passwordHash !== undefined && others > 0 && (
          <section class="after">
            <h2>{w.removePasswordTitle}</h2>
            <p>{w.removePasswordText}</p>
            <Form visit={visit} action="/account/password/remove">
              <button type="submit" class="second">
                {w.removePassword}
              </button>
            </Form>
          </section>
        )}
        <BackToAccount visit={visit} />
      </div>
    </Layout>
  );
  return show(c, page, { status });
}

export async function tryChangePassword(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, sessionHash, language } = c.var.visit;
  const password = form.get('password') ?? '';
  const again = (text: string, status = 422) => passwordPage(c, { password: text }, status);
  return runCounted(
    c,
    async () => {
      const problem = await explainPassword(c, password, person);
      if (problem !== undefined) return again(problem);
      const passwordHash = await hashPassword(password);
      await vault.store.write(db => setPassword(db, vault, person, passwordHash, sessionHash));
      await rememberBrowser(c, person.id);
      leaveNotice(c, { text: changeWords(language).passwordSaved });
      return goTo(c, '/account');
    },
    text => again(text, 429),
  );
}

export async function tryRemovePassword(c: SignedInContext): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  if (!(await vault.store.write(db => removePassword(db, vault, person)))) return showLastWay(c);
  await rememberBrowser(c, person.id);
  leaveNotice(c, { text: changeWords(language).passwordRemoved });
  return goTo(c, '/account');
}
