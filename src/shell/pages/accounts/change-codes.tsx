// Codes from an app: setting it up, turning it off; and recovery codes, shown once.

import { raw } from 'hono/html';
import {
  type CodeAppOffer,
  offerCodeApp,
  reopenOffer,
  startCodeApp,
  stopCodeApp,
} from '../../../core/people/codes.ts';
import { replaceRecoveryCodes } from '../../../core/people/recovery-codes.ts';
import { changeWords } from '../../../locales/words.ts';
import { drawCode } from '../../kit/drawn-code.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { showQuestion } from '../../kit/kit.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext } from '../../web/visit.ts';
import { BackToAccount } from './back.tsx';
import { rememberBrowser } from './known-browser.ts';

export function showStartCodes(c: SignedInContext): Promise<Response> {
  const { vault, person } = c.var.visit;
  return offerPage(c, offerCodeApp(vault, person));
}

async function offerPage(c: ShellContext, offer: CodeAppOffer, errors: FieldErrors = {}): Promise<Response> {
  const { visit } = c.var;
  const w = changeWords(visit.language);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.codesTitle} visit={visit} place="account" hasErrors={hasErrors}>
      <div class="narrow">
        <h1>{w.codesTitle}</h1>
        <p class="lead">{w.codesLead}</p>
        <h2>{w.codesScan}</h2>
        <div class="qr" role="img" aria-label={w.codesPicture}>
          {raw(await drawCode(offer.uri))}
        </div>
        <p>
          {w.codesType} <code class="key">{offer.secret}</code>
        </p>
        <ErrorSummary errors={errors} language={visit.language} />
        <Form visit={visit} action="/account/codes">
          <input type="hidden" name="offer" value={offer.sealed} />
          <Input
            name="code"
            label={w.codesCode}
            hint={w.codesHint}
            inputmode="numeric"
            autocomplete="one-time-code"
            maxlength={10}
            errors={errors}
          />
          <button type="submit">{w.codesStart}</button>
        </Form>
        <BackToAccount visit={visit} />
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200 });
}

export async function tryStartCodes(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = changeWords(language);
  const sealed = form.get('offer') ?? '';
  const offer = reopenOffer(vault, person, sealed);
  if (!offer) return offerPage(c, offerCodeApp(vault, person), { code: w.codesTooOld });
  const code = form.get('code') ?? '';
  const codes = await vault.store.write(db => startCodeApp(db, vault, person, { sealed, code }));
  if (!codes) return offerPage(c, offer, { code: w.codesWrong });
  await rememberBrowser(c, person.id);
  return recoveryPage(c, codes, w.recoveryOn);
}

export async function tryStopCodes(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = changeWords(language);
  if (form.get('sure') !== 'yes')
    return showQuestion(c, {
      title: w.codesOffTitle,
      text: [w.codesOffText],
      action: '/account/codes/off',
      fields: { sure: 'yes' },
      button: w.codesOff,
      cancelHref: '/account',
      place: 'account',
    });
  await vault.store.write(db => stopCodeApp(db, vault, person));
  await rememberBrowser(c, person.id);
  leaveNotice(c, { text: w.codesOffDone });
  return goTo(c, '/account');
}

export async function makeRecoveryCodes(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = changeWords(language);
  const left = await vault.store.read(db => db.credentials.recoveryCodesLeft(person.id));
  if (left > 0 && form.get('sure') !== 'yes')
    return showQuestion(c, {
      title: w.recoveryAskTitle,
      text: [w.recoveryAskText],
      action: '/account/recovery-codes',
      fields: { sure: 'yes' },
      button: w.recoveryMake,
      cancelHref: '/account',
      place: 'account',
    });
  return recoveryPage(c, await vault.store.write(db => replaceRecoveryCodes(db, vault, person)));
}

/** The one time that the codes are seen. */
function recoveryPage(c: SignedInContext, codes: readonly string[], before?: string): Promise<Response> {
  const { visit } = c.var;
  const w = changeWords(visit.language);
  const page = (
    <Layout title={w.recoveryTitle} visit={visit} place="account">
      <div class="narrow">
        <h1>{w.recoveryTitle}</h1>
        {before !== undefined && (
          <p class="notice" role="status">
            {before}
          </p>
        )}
        <p class="lead">{w.recoveryText}</p>
        <div class="sheet">
          <h2>{w.recoveryFor}</h2>
          <p class="hint">
            {visit.vault.instance.shellUrl}, {visit.person.email}
          </p>
          <ol class="recovery">
            {codes.map(code => (
              <li>
                <code>{code}</code>
              </li>
            ))}
          </ol>
        </div>
        <p class="actions">
          <a class="button" href="/account">
            {w.recoveryDone}
          </a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page);
}
