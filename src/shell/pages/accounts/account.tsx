// The account page: who one is, how one signs in, where one is signed in, and the way out.

import { canSendMail } from '../../../core/mail/send.ts';
import { isOperator } from '../../../core/operator/operator.ts';
import { linkWithCode } from '../../../core/people/asked-here.ts';
import { askToConfirm, confirmByCode } from '../../../core/people/change.ts';
import { signOutEverywhere, signOutOf } from '../../../core/people/sessions.ts';
import { ofPerson } from '../../../core/turns.ts';
import { sayOf } from '../../../locales/colon.ts';
import { languages, nameLanguage } from '../../../locales/language.ts';
import { accountWords, operatorWords, signInWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { Sessions } from './account-sessions.tsx';
import { type AccountState, stateOf } from './account-state.ts';
import { SigningIn } from './account-ways.tsx';
import { markBrowser } from './browser-mark.ts';
import { rememberBrowser } from './known-browser.ts';
import { runCounted } from './tries.ts';

export async function showAccount(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault } = visit;
  const w = accountWords(visit.language);
  const { state, runsVault } = await vault.store.read(async db => ({
    state: await stateOf(db, vault, visit.person),
    runsVault: await isOperator(db, visit.person),
  }));
  const page = (
    <Layout title={w.title} visit={visit} place="account">
      <h1>{w.title}</h1>
      <section>
        <h2>{w.profile}</h2>
        <Profile visit={visit} state={state} />
      </section>
      <section>
        <h2>{w.signingIn}</h2>
        <SigningIn visit={visit} state={state} />
      </section>
      <section>
        <h2>{w.sessions}</h2>
        <Sessions visit={visit} sessions={state.sessions} />
      </section>
      {runsVault && (
        <section>
          <h2>{operatorWords(visit.language).title}</h2>
          <p>
            <a class="button second" href="/operator">
              {operatorWords(visit.language).short}
            </a>
          </p>
        </section>
      )}
      <section>
        <h2>{w.leave}</h2>
        <p>{w.leaveText}</p>
        <p>
          <a class="button second" href="/account/delete">
            {w.deleteAccount}
          </a>
        </p>
      </section>
    </Layout>
  );
  return show(c, page);
}

function Profile({ visit, state }: { visit: SignedInVisit; state: AccountState }) {
  const w = accountWords(visit.language);
  const { name, email } = visit.person;
  return (
    <ul class="cards">
      <li class="with-action">
        <div>
          <strong>{w.name}</strong>
          <span class="hint">{name}</span>
        </div>
        <a class="button quiet" href="/account/name" aria-label={sayOf(w.change, w.name, visit.language)}>
          {w.change}
        </a>
      </li>
      <li class="with-action">
        <div>
          <strong>{w.email}</strong>
          <span class="hint">
            {email} ({state.isConfirmed ? w.confirmed : w.notConfirmed})
          </span>
        </div>
        {state.awaitsCode && (
          <a class="button quiet" href="/account/confirm/code">
            {w.enterMailCode}
          </a>
        )}
        {!state.isConfirmed && canSendMail(visit.vault) && (
          <Form visit={visit} action="/account/confirm">
            <button type="submit" class="quiet">
              {w.sendConfirm}
            </button>
          </Form>
        )}
        <a class="button quiet" href="/account/email" aria-label={sayOf(w.change, w.email, visit.language)}>
          {w.change}
        </a>
      </li>
      <li class="with-action">
        <div>
          <strong>{w.language}</strong>
          <span class="hint">{nameLanguage(visit.language)}</span>
        </div>
        <Form visit={visit} action="/language">
          <span class="actions">
            {languages
              .filter(language => language !== visit.language)
              .map(language => (
                <button type="submit" class="quiet" name="language" value={language} lang={language}>
                  {nameLanguage(language)}
                </button>
              ))}
          </span>
        </Form>
      </li>
    </ul>
  );
}

export async function sendConfirmation(c: SignedInContext): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = accountWords(language);
  const isSent = await vault.store.write(db => askToConfirm(db, vault, person, markBrowser(c)));
  leaveNotice(c, { text: isSent ? w.confirmSent : w.confirmNotSent });
  return goTo(c, '/account');
}

export async function showConfirmCode(c: SignedInContext): Promise<Response> {
  return showCodePage(c);
}

/** For who reads the mail on another device. */
async function showCodePage(c: SignedInContext, errors: FieldErrors = {}, status = 200): Promise<Response> {
  const { visit } = c.var;
  const { vault } = visit;
  const w = accountWords(visit.language);
  const link = await vault.store.read(db => linkWithCode(db, vault, visit.person));
  if (!link) return goTo(c, '/account');
  const page = (
    <Layout title={w.mailCodeTitle} visit={visit} place="account" hasErrors={status !== 200}>
      <div class="narrow">
        <h1>{w.mailCodeTitle}</h1>
        <p class="lead">{w.mailCodeLead(link.email)}</p>
        <ErrorSummary errors={errors} language={visit.language} />
        <Form visit={visit} action="/account/confirm/code">
          <Input
            name="code"
            label={w.mailCode}
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength={20}
            errors={errors}
          />
          <button type="submit">{w.mailCodeButton}</button>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { status });
}

export async function tryConfirmCode(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const again = (text: string, status = 422) => showCodePage(c, { code: text }, status);
  return runCounted(
    c,
    async () => {
      const confirmed = await confirmByCode(vault, person, form.get('code') ?? '');
      if (!confirmed) return again(accountWords(language).mailCodeWrong);
      leaveNotice(c, { text: signInWords(language).confirmed });
      return goTo(c, '/account');
    },
    text => again(text, 429),
  );
}

export async function endSession(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const id = form.get('session') ?? '';
  if (await vault.store.write(db => signOutOf(db, vault, person.id, id), ofPerson(person.id))) {
    await rememberBrowser(c, person.id);
    leaveNotice(c, { text: accountWords(language).signedOut });
  }
  return goTo(c, '/account');
}

export async function endOtherSessions(c: SignedInContext): Promise<Response> {
  const { vault, person, sessionHash, language } = c.var.visit;
  const count = await vault.store.write(
    db => signOutEverywhere(db, vault, person.id, sessionHash),
    ofPerson(person.id),
  );
  await rememberBrowser(c, person.id);
  leaveNotice(c, { text: accountWords(language).othersSignedOut(count) });
  return goTo(c, '/account');
}
