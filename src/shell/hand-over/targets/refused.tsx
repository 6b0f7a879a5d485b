// Where the way of an application ends before its page: what cannot be done, and why, with the way back.

import { leaveWords, targetsWords } from '../../../locales/words.ts';
import { Form, Layout } from '../../kit/layout.tsx';
import { makeAppMistake } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';
import { leave, listFormTargets, type Outcome } from '../leave/leave.tsx';
import { type Resolved, resolve } from '../resolve.ts';
import { openRequest, sealRequest, type Target } from '../shell-request.ts';

/** What an application hears when the person goes back without having done it. */
const refusals: Readonly<Partial<Record<Target, Outcome>>> = {
  APPAUTH: 'AppAuthReject',
  AUTH: 'AppAuthReject',
  CREATEACCOUNT: 'AppAuthReject',
  CREATEAPPLICATION: 'AppAuthReject',
  CREATERECORD: 'AppAuthReject',
  EDITRECORD: 'EditRecordCancel',
  RECONCILE: 'ReconcileFailure',
  SHARERECORD: 'ShareRecordFailed',
};

/** When they would rather not, where that is another word. */
const declined: Readonly<Partial<Record<Target, Outcome>>> = { RECONCILE: 'ReconcileCanceled' };

export async function goBackToApp(c: ShellContext, form: URLSearchParams): Promise<Response> {
  const { vault } = c.var.visit;
  const request = openRequest(vault, form.get('request'));
  const refused = request && refusals[request.target];
  const outcome = (form.has('declined') && request && declined[request.target]) || refused;
  if (!request || !outcome) throw makeAppMistake('There is no way back for it.');
  return leave(c, await vault.store.read(db => resolve(db, vault, request)), outcome);
}

/** A quiet way back for who would rather not, where the application is told. */
export function WayBack({ visit, of }: { visit: Visit; of: Resolved | undefined }) {
  if (!of || refusals[of.request.target] === undefined) return null;
  return (
    <Form visit={visit} action="/return" request={sealRequest(visit.vault, of.request)}>
      <button type="submit" class="like-link" name="declined">
        {leaveWords(visit.language).back(of.apps[0].name)}
      </button>
    </Form>
  );
}

export type Refusal = 'edit' | 'sharing' | 'noRecord' | 'noDocument' | 'noReconciling' | 'tooManyFiles';

export function showRefusal(c: ShellContext, resolved: Resolved, why: Refusal): Promise<Response> {
  const { visit } = c.var;
  const { title, text } = targetsWords(visit.language).refused[why];
  const page = (
    <Layout title={title} visit={visit} plain>
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">{text(resolved.apps[0].name)}</p>
        <Form visit={visit} action="/return" request={sealRequest(visit.vault, resolved.request)}>
          <button type="submit">{leaveWords(visit.language).back(resolved.apps[0].name)}</button>
        </Form>
      </div>
    </Layout>
  );
  return show(c, page, { formTargets: listFormTargets(resolved) });
}
