// Serves what applications ask of redirect.aspx. Here is what ends in consent; the other targets are in targets/.

import { listFullyAuthorizedRecords, selectRecord } from '../../core/authorization/consent-choice.ts';
import { ofPerson } from '../../core/turns.ts';
import { goTo } from '../web/respond.tsx';
import type { ShellContext } from '../web/visit.ts';
import { isSignedIn, type SignedInContext } from '../web/visit.ts';
import { leave, makeTokenFor } from './leave/leave.tsx';
import { type Resolved, resolve } from './resolve.ts';
import { type ShellRequest, sealRequest, type Target } from './shell-request.ts';
import { askSmart } from './smart/smart.ts';
import { redirectToApp } from './targets/app-redirect.ts';
import { createAccount, createRecord } from './targets/creation.ts';
import { findMeantRecord, isKnownRecord, leaveWithWrongRecord } from './targets/meant-record.ts';
import { editRecord, shareRecord } from './targets/of-record.ts';
import { goToAccount, goToAppDetails, goToRecordList, showHelp, viewItems } from './targets/places.ts';
import { reconcile } from './targets/reconcile.tsx';
import { serveAppSignOut } from './targets/sign-out.tsx';

export { findMeantRecord };

type Handler<T extends Target> = (c: ShellContext, request: ShellRequest<T>) => Promise<Response> | Response;

const handlers: { readonly [T in Target]: Handler<T> } = {
  APPAUTH: askConsent,
  APPREDIRECT: redirectToApp,
  APPSIGNOUT: serveAppSignOut,
  AUTH: askConsent,
  CONNECT: (c, request) => goTo(c, `/connect?request=${sealRequest(c.var.visit.vault, request)}`),
  CREATEACCOUNT: (c, request) => createAccount(c, request, askConsent),
  CREATEAPPLICATION: askConsent,
  CREATERECORD: (c, request) => createRecord(c, request, askConsent),
  EDITRECORD: editRecord,
  HELP: showHelp,
  MANAGEACCOUNT: goToAccount,
  PICKUP: (c, request) => goTo(c, `/pick-up?request=${sealRequest(c.var.visit.vault, request)}`),
  RECONCILE: reconcile,
  RECORDLIST: goToRecordList,
  SHAREDAPPDETAILS: goToAppDetails,
  SHARERECORD: shareRecord,
  SMART: askSmart,
  VIEWITEMS: viewItems,
};

/** @throws Problem when the application asks for what cannot be */
export async function serve(c: ShellContext, request: ShellRequest): Promise<Response> {
  return (handlers[request.target] as Handler<Target>)(c, request);
}

async function askConsent(c: ShellContext, request: ShellRequest): Promise<Response> {
  const { vault } = c.var.visit;
  const resolved = await vault.store.read(db => resolve(db, vault, request));
  const sealed = sealRequest(vault, request);
  if (!isSignedIn(c)) return goTo(c, `/sign-in?request=${sealed}`);
  const { visit } = c.var;
  if (!(await vault.store.read(db => isKnownRecord(db, visit, resolved))))
    return leaveWithWrongRecord(c, resolved);
  if (request.target === 'AUTH' && !request.force) {
    const back = await withoutAsking(c, resolved);
    if (back) return back;
  }
  return goTo(c, `/consent?request=${sealed}`);
}

/** Back at once when the current record has all the application requires; for a multi-record one, when any has. */
async function withoutAsking(c: SignedInContext, resolved: Resolved): Promise<Response | undefined> {
  const { visit } = c.var;
  const { vault, person } = visit;
  const [app] = resolved.apps;
  const token = await vault.store.write(async db => {
    const authorized = await listFullyAuthorizedRecords(db, app, person.id, vault.clock.now());
    const selected = (await db.settings.get(app.id, person.id))?.selectedRecordId;
    const meant = await findMeantRecord(db, visit, resolved);
    const current = meant ?? selected ?? authorized[0];
    const isAuthorized =
      resolved.multiRecord && meant === undefined
        ? authorized.length > 0
        : authorized.includes(current ?? '');
    if (!isAuthorized) return undefined;
    if (current !== undefined && current !== selected) await selectRecord(db, app.id, person.id, current);
    return { wctoken: await makeTokenFor(db, visit, app) };
  }, ofPerson(person.id));
  return token && leave(c, resolved, 'AppAuthSuccess', token.wctoken);
}
