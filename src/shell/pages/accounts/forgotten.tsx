// Links in mails: to set a new password, to confirm an address. Opening one changes nothing: programs that look through
// mail open links too.

import { canSendMail } from '../../../core/mail/send.ts';
import { isAskedBy } from '../../../core/people/asked-here.ts';
import { askToReset, confirmByLink, findPersonOfReset } from '../../../core/people/change.ts';
import { countAskedFrom, findMailedLink } from '../../../core/people/mailed-links.ts';
import { hashPassword } from '../../../core/people/password.ts';
import { listOtherWays, type OtherWay, type OtherWays, resetPassword } from '../../../core/people/reset.ts';
import { sayOf } from '../../../locales/colon.ts';
import { signInWords } from '../../../locales/words.ts';
import { Choices, ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { list } from '../../kit/words.ts';
import { leaveNotice } from '../../web/notice.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';
import { readBrowserMark } from './browser-mark.ts';
import { explainPassword, findEmailProblem } from './checks.ts';
import { rememberBrowser } from './known-browser.ts';
import { PasswordField } from './sign-up-fields.tsx';
import { makeGoneLink, tellPage } from './sign-up-pages.tsx';
import { runCounted } from './tries.ts';

export async function showForgotten(c: ShellContext): Promise<Response> {
  return forgottenPage(c);
}

export async function showReset(c: ShellContext): Promise<Response> {
  return resetPage(c, c.req.param('code') ?? '');
}

function forgottenPage(
  c: ShellContext,
  email = '',
  errors: FieldErrors = {},
  status = 200,
): Promise<Response> {
  const { visit } = c.var;
  const w = signInWords(visit.language);
  if (!canSendMail(visit.vault)) return tellPage(c, w.forgottenTitle, w.noMail);
  const page = (
    <Layout title={w.forgottenTitle} visit={visit} hasErrors={status !== 200}>
      <div class="narrow">
        <h1>{w.forgottenTitle}</h1>
        <p class="lead">{w.forgottenLead}</p>
        <ErrorSummary errors={errors} language={visit.language} />
        <Form visit={visit} action="/forgotten">
          <Input
            name="email"
            label={w.email}
            type="email"
            autocomplete="username"
            value={email}
            errors={errors}
          />
          <button type="submit">{w.sendLink}</button>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status });
}

/** The same answer whether there is an account or not. */
export async function sendResetLink(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, language, address } = c.var.visit;
  const w = signInWords(language);
  const email = form.get('email')?.trim() ?? '';
  const problem = findEmailProblem(email, language);
  if (problem !== undefined) return forgottenPage(c, email, { email: problem }, 422);
  return runCounted(
    c,
    async () => {
      await countAskedFrom(vault, address);
      await askToReset(vault, email);
      return tellPage(c, w.sentTitle, w.sentText(email));
    },
    text => forgottenPage(c, email, { email: text }, 429),
  );
}

async function resetPage(
  c: ShellContext,
  code: string,
  errors: FieldErrors = {},
  status = 200,
): Promise<Response> {
  const { visit } = c.var;
  const { vault } = visit;
  const w = signInWords(visit.language);
  const found = await vault.store.read(async db => {
    const person = await findPersonOfReset(db, vault, code);
    return person && { person, ways: await listOtherWays(db, vault, person) };
  });
  if (!found) throw makeGoneLink(c);
  const page = (
    <Layout title={w.resetTitle} visit={visit} hasErrors={status !== 200}>
      <div class="narrow">
        <h1>{w.resetTitle}</h1>
        <ErrorSummary errors={errors} language={visit.language} />
        <Form visit={visit} action="/reset">
          <input type="hidden" name="code" value={code} />
          {/* So that a password manager knows whose it is. */}
          <input type="email" name="email" value={found.person.email} autocomplete="username" hidden />
          <PasswordField visit={visit} errors={errors} label={w.newPassword} />
          <Ways visit={visit} ways={found.ways} />
          <button type="submit">{w.setPassword}</button>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status });
}

function Ways({ visit, ways: { ending, staying } }: { visit: Visit; ways: OtherWays }) {
  const w = signInWords(visit.language);
  const named = (way: OtherWay) =>
    'name' in way ? sayOf(w.ways[way.kind], way.name, visit.language) : w.ways[way.kind];
  const droppable = staying.filter(way => 'key' in way);
  const kept = staying.filter(way => !('key' in way));
  return (
    <>
      {ending.length > 0 && (
        <>
          <p>{w.waysEnding}</p>
          <ul>
            {ending.map(way => (
              <li>{named(way)}</li>
            ))}
          </ul>
        </>
      )}
      {droppable.length > 0 && (
        <Choices
          several
          name="drop"
          label={w.waysStaying}
          options={droppable.map(way => ({ value: way.key, label: named(way) }))}
          chosen={[]}
          errors={{}}
        />
      )}
      {kept.length > 0 && <p>{w.waysKept(list(kept.map(named), visit.language))}</p>}
    </>
  );
}

export async function tryReset(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, language } = c.var.visit;
  const code = form.get('code') ?? '';
  const password = form.get('password') ?? '';
  const person = await vault.store.read(db => findPersonOfReset(db, vault, code));
  if (!person) throw makeGoneLink(c);
  const again = (text: string, status = 422) => resetPage(c, code, { password: text }, status);
  return runCounted(
    c,
    async () => {
      const problem = await explainPassword(c, password, person);
      if (problem !== undefined) return again(problem);
      const passwordHash = await hashPassword(password);
      const isSet = await vault.store.write(async db => {
        // Somebody may have used the link meanwhile.
        const still = await findPersonOfReset(db, vault, code);
        if (still) await resetPassword(db, vault, still, { passwordHash, drop: form.getAll('drop') });
        return still !== undefined;
      });
      if (!isSet) throw makeGoneLink(c);
      await rememberBrowser(c, person.id);
      leaveNotice(c, { text: signInWords(language).passwordSet });
      return goTo(c, '/sign-in');
    },
    text => again(text, 429),
  );
}

export async function showConfirm(c: ShellContext): Promise<Response> {
  const code = c.req.param('code') ?? '';
  const { visit } = c.var;
  const w = signInWords(visit.language);
  const link = await visit.vault.store.read(db =>
    findMailedLink(db, visit.vault, ['confirm', 'change'], code),
  );
  if (!link) throw makeGoneLink(c);
  const isHere = isAskedBy(visit.vault, link, readBrowserMark(c));
  const page = (
    <Layout title={w.confirmTitle} visit={visit}>
      <div class="narrow">
        <h1>{w.confirmTitle}</h1>
        <p class="lead">{isHere ? w.confirmText(link.email) : w.confirmElsewhere(link.email)}</p>
        {isHere && (
          <Form visit={visit} action="/confirm">
            <input type="hidden" name="code" value={code} />
            <button type="submit">{w.confirm}</button>
          </Form>
        )}
      </div>
    </Layout>
  );
  return show(c, page);
}

export async function confirmAddress(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault, language, person } = c.var.visit;
  const confirmed = await vault.store.write(db =>
    confirmByLink(db, vault, form.get('code') ?? '', readBrowserMark(c)),
  );
  if (!confirmed) throw makeGoneLink(c);
  leaveNotice(c, { text: signInWords(language).confirmed });
  return goTo(c, person ? '/account' : '/sign-in');
}
