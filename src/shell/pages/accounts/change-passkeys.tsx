// Adding and removing passkeys, and unlinking accounts with providers.

import { Fault } from '../../../core/faults.ts';
import { getProviderLabel, removeIdentity } from '../../../core/people/identities.ts';
import { addPasskey, beginPasskey, checkNewPasskey, removePasskey } from '../../../core/people/passkeys.ts';
import { changeWords, checkWords } from '../../../locales/words.ts';
import { ErrorSummary, type FieldErrors, Input } from '../../kit/fields.tsx';
import { showQuestion } from '../../kit/kit.tsx';
import { Layout } from '../../kit/layout.tsx';
import { sayBrowser } from '../../web/device.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { BackToAccount, showLastWay } from './back.tsx';
import { findNameProblem } from './checks.ts';
import { PasskeyForm, WithoutPasskeys } from './passkey-form.tsx';
import { leaveFor } from './provider-pages.tsx';

export function showAddPasskey(c: SignedInContext): Promise<Response> {
  return addPage(c);
}

export function leaveToLink(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  return leaveFor(c, form, { aim: 'link', personId: c.var.visit.person.id });
}

async function addPage(c: SignedInContext, given?: string, errors: FieldErrors = {}): Promise<Response> {
  const { visit } = c.var;
  const { id: personId, email, name } = visit.person;
  const w = changeWords(visit.language);
  const hasErrors = Object.keys(errors).length > 0;
  const page = (
    <Layout title={w.passkeyTitle} visit={visit} place="account" hasErrors={hasErrors} script="passkey">
      <div class="narrow">
        <h1>{w.passkeyTitle}</h1>
        <ErrorSummary errors={errors} language={visit.language} />
        <PasskeyForm
          visit={visit}
          action="/account/passkeys"
          kind="create"
          ceremony={await beginPasskey(visit.vault, { personId, email, name })}
          button={w.passkeyTitle}
        >
          <Input
            name="name"
            label={w.passkeyName}
            hint={w.passkeyNameHint}
            autocomplete="off"
            value={given ?? sayBrowser(visit.place, visit.language)}
            errors={errors}
          />
        </PasskeyForm>
        <WithoutPasskeys>
          <p>{w.noScript}</p>
        </WithoutPasskeys>
        <BackToAccount visit={visit} />
      </div>
    </Layout>
  );
  return show(c, page, { status: hasErrors ? 422 : 200, script: true });
}

export async function tryAddPasskey(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = changeWords(language);
  const name = form.get('name')?.trim() ?? '';
  const problem = findNameProblem(name, checkWords(language).noPasskeyName, language);
  if (problem !== undefined) return addPage(c, name, { name: problem });
  const answer = { sealed: form.get('ceremony') ?? '', response: form.get('passkey') ?? '' };
  const passkey = await checkNewPasskey(vault, answer);
  if (passkey?.personId !== person.id) return addPage(c, name, { passkey: w.passkeyNotAdded });
  try {
    await vault.store.write(db => addPasskey(db, vault, person, { ...passkey, name }));
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'limitReached') throw error;
    return addPage(c, name, { passkey: w.tooManyPasskeys });
  }
  leaveNotice(c, { text: w.passkeyAdded(name) });
  return goTo(c, '/account');
}

export async function tryRemovePasskey(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = changeWords(language);
  const id = form.get('id') ?? '';
  const passkey = await vault.store.read(db => db.credentials.passkey(id));
  if (passkey?.personId !== person.id) throw notFound();
  if (form.get('sure') !== 'yes')
    return showQuestion(c, {
      title: w.removePasskeyTitle(passkey.name),
      text: [w.removePasskeyText],
      action: '/account/passkeys/remove',
      fields: { id, sure: 'yes' },
      button: w.remove,
      cancelHref: '/account',
      place: 'account',
    });
  const removed = await vault.store.write(db => removePasskey(db, vault, person, id));
  if (removed === 'last') return showLastWay(c);
  if (removed) leaveNotice(c, { text: w.passkeyRemoved(removed.name) });
  return goTo(c, '/account');
}

export async function tryUnlinkIdentity(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = changeWords(language);
  const key = { issuer: form.get('issuer') ?? '', subject: form.get('subject') ?? '' };
  const identity = await vault.store.read(db => db.credentials.identity(key.issuer, key.subject));
  if (identity?.personId !== person.id) throw notFound();
  const label = getProviderLabel(vault, key.issuer);
  if (form.get('sure') !== 'yes')
    return showQuestion(c, {
      title: w.unlinkTitle(label),
      text: [w.unlinkText],
      action: '/account/identities/remove',
      fields: { ...key, sure: 'yes' },
      button: w.unlink,
      cancelHref: '/account',
      place: 'account',
    });
  const removed = await vault.store.write(db => removeIdentity(db, vault, person, key));
  if (removed === 'last') return showLastWay(c);
  if (removed) leaveNotice(c, { text: w.unlinked(label) });
  return goTo(c, '/account');
}
