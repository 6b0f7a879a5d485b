// Changing one's name and one's e-mail address.

import { askToChangeEmail, changeName } from '../../../core/people/change.ts';
import { changeWords, checkWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext } from '../../web/visit.ts';
import { BackToAccount } from './back.tsx';
import { markBrowser } from './browser-mark.ts';
import { findNameProblem, findNewEmailProblem } from './checks.ts';

export function showChangeName(c: SignedInContext): Promise<Response> {
  return namePage(c, c.var.visit.person.name);
}

export function showChangeEmail(c: SignedInContext): Promise<Response> {
  return emailPage(c);
}

function namePage(c: ShellContext, name: string, errors: FieldErrors = {}): Promise<Response> {
  const { visit } = c.var;
  const w = changeWords(visit.language);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.nameTitle} visit={visit} place="account" hasErrors={hasErrors}>
      <div class="narrow">
        <h1>{w.nameTitle}</h1>
        <ErrorSummary errors={errors} language={visit.language} />
        <Form visit={visit} action="/account/name">
          <Input name="name" label={w.name} autocomplete="name" value={name} errors={errors} />
          <button type="submit">{w.save}</button>
        </Form>
        <BackToAccount visit={visit} />
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}

export async function tryChangeName(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const name = form.get('name')?.trim() ?? '';
  const problem = findNameProblem(name, checkWords(language).noName, language);
  if (problem !== undefined) return namePage(c, name, { name: problem });
  await vault.store.write(db => changeName(db, vault, person, name));
  leaveNotice(c, { text: changeWords(language).nameSaved });
  return goTo(c, '/account');
}

function emailPage(
  c: SignedInContext,
  email = '',
  errors: FieldErrors = {},
  status = 200,
): Promise<Response> {
  const { visit } = c.var;
  const w = changeWords(visit.language);
  const page = (
    <Layout title={w.emailTitle} visit={visit} place="account" hasErrors={status !== 200}>
      <div class="narrow">
        <h1>{w.emailTitle}</h1>
        <p class="lead">{w.emailLead(visit.person.email)}</p>
        <ErrorSummary errors={errors} language={visit.language} />
        <Form visit={visit} action="/account/email">
          <Input
            name="email"
            label={w.newEmail}
            type="email"
            autocomplete="email"
            value={email}
            errors={errors}
          />
          <button type="submit">{w.save}</button>
        </Form>
        <BackToAccount visit={visit} />
      </div>
    </Layout>
  );
  return show(c, page, { status });
}

export async function tryChangeEmail(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = changeWords(language);
  const email = form.get('email')?.trim() ?? '';
  const again = (text: string, status = 422) => emailPage(c, email, { email: text }, status);
  const problem = findNewEmailProblem(email, language);
  if (problem !== undefined) return again(problem);
  if (email === person.email) return again(w.sameEmail);
  const asked = { email, mark: markBrowser(c) };
  const outcome = await vault.store.write(db => askToChangeEmail(db, vault, person, asked));
  if (outcome === 'taken') return again(w.emailTaken);
  if (outcome === 'too-many') return again(w.tooManyMails, 429);
  leaveNotice(c, { text: outcome === 'asked' ? w.emailAsked(email) : w.emailChanged });
  return goTo(c, '/account');
}
