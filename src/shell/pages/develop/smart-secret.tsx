// Beside the form of a SMART application: its secret, made here, shown once, kept as its hash; and opening it, to try it.
import { noteAppAction } from '../../../core/applications/admins.ts';
import { hashSha256 } from '../../../core/secrets.ts';
import { beginLaunch } from '../../../core/smart/ask.ts';
import { smartTabWords } from '../../../locales/words.ts';
import { goOn } from '../../hand-over/leave/leave.tsx';
import { Form } from '../../kit/layout.tsx';
import { notFound } from '../../web/problem.ts';
import type { SignedInContext, Visit } from '../../web/visit.ts';
import { isProved } from '../accounts/prove.tsx';
import { findOwnAppIn, type OwnApp, showTab, tabHref } from './own.tsx';
import { proveAgain } from './prove-first.tsx';

const secretBytes = 32;

export function SmartSecretForm({ visit, of }: { visit: Visit; of: OwnApp }) {
  if (of.app.smart?.clientType !== 'confidential-symmetric') return null;
  const w = smartTabWords(visit.language);
  return (
    <section>
      <h3>{w.secret}</h3>
      <p>{of.app.smart.secretHash ? w.hasSecret : w.noSecret}</p>
      <Form visit={visit} action={`${tabHref(of, 'smart')}/secret`}>
        <button type="submit" class="second">
          {w.makeSecret}
        </button>
      </Form>
    </section>
  );
}

/** With the record that the pages are about, in a sandbox: the page of consent comes then, as for anybody. */
export function SmartLaunchForm({ visit, of }: { visit: Visit; of: OwnApp }) {
  if (visit.vault.mode !== 'sandbox' || of.app.smart?.launchUrl === undefined || !visit.record) return null;
  const w = smartTabWords(visit.language);
  return (
    <section>
      <h3>{w.tryIt}</h3>
      <Form visit={visit} action={`${tabHref(of, 'smart')}/launch`}>
        <button type="submit" class="second">
          {w.openWith(visit.record.record.name)}
        </button>
      </Form>
    </section>
  );
}

export async function launchSmart(c: SignedInContext, { app }: OwnApp): Promise<Response> {
  const { vault, person, record } = c.var.visit;
  if (vault.mode !== 'sandbox' || app.smart?.launchUrl === undefined || !record) throw notFound();
  const launch = { appId: app.id, personId: person.id, recordId: record.record.id };
  return goOn(c, app.name, await beginLaunch(vault, launch));
}

/** The one before is worth nothing from here on. */
export async function makeSmartSecret(c: SignedInContext, of: OwnApp): Promise<Response> {
  if (!isProved(c)) return proveAgain(c, of, 'smart');
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const secret = vault.ids.bytes(secretBytes).toString('base64url');
  const secretHash = hashSha256(secret).toString('base64url');
  const changed = await vault.store.write(async db => {
    const { app } = await findOwnAppIn(db, person.id, of.app.id);
    if (app.smart?.clientType !== 'confidential-symmetric') throw notFound();
    const smart = { ...app.smart, secretHash };
    await db.applications.put({ ...app, smart, updatedAt: vault.clock.now() });
    await noteAppAction(db, vault, {
      action: 'ConfigureApplication',
      personId: person.id,
      appId: app.id,
      details: { changed: ['smart'] },
    });
    return findOwnAppIn(db, person.id, app.id);
  });
  const w = smartTabWords(language);
  return showTab(c, changed, {
    tab: 'smart',
    content: (
      <section class="sheet">
        <h3>{w.secret}</h3>
        <p>{w.shownOnce}</p>
        <p>
          <code>{secret}</code>
        </p>
        <p>
          <a href={tabHref(of, 'smart')}>{w.back}</a>
        </p>
      </section>
    ),
  });
}
