// Serves what applications ask of redirect.aspx: sign in, choose and agree, sign out.
import { fullyAuthorizedRecords, selectRecord } from '../../core/authorization/consent-choice.ts';
import { signOut } from '../../core/people/sign-in.ts';
import { endUserToken } from '../../core/people/tokens.ts';
import type { Reader } from '../../core/ports.ts';
import { leave, tokenFor } from './leave.tsx';
import { type Resolved, resolve } from './resolve.ts';
import { goTo } from './respond.tsx';
import { type ShellRequest, sealRequest } from './shell-request.ts';
import { forgetSignedIn, type ShellContext, type Visit } from './visit.ts';

/** @throws Problem when the application asks for what cannot be */
export async function serve(c: ShellContext, request: ShellRequest): Promise<Response> {
  const { vault, person } = c.var.visit;
  const resolved = await vault.store.read(db => resolve(db, vault, request));
  if (request.target === 'APPSIGNOUT') return appSignOut(c, resolved);
  const sealed = sealRequest(vault, request);
  if (!person) return goTo(c, `/sign-in?request=${sealed}`);
  if (!(await vault.store.read(db => isKnownRecord(db, c.var.visit, resolved))))
    return leave(c, resolved, 'AppAuthInvalidRecord');
  if (request.target === 'AUTH' && !request.force) {
    const back = await withoutAsking(c, resolved);
    if (back) return back;
  }
  return goTo(c, `/consent?request=${sealed}`);
}

async function appSignOut(c: ShellContext, resolved: Resolved): Promise<Response> {
  const { vault, sessionHash } = c.var.visit;
  const { userToken } = resolved.request;
  if (userToken !== undefined) await vault.store.write(db => endUserToken(db, userToken));
  if (sessionHash) await signOut(vault, sessionHash);
  forgetSignedIn(c);
  return leave(c, resolved, 'SignOut');
}

/** The record an application means, by its own id for it; undefined when it means none or a wrong one. */
export async function meantRecord(
  db: Reader,
  { vault, person }: Visit,
  { apps, request }: Resolved,
): Promise<string | undefined> {
  if (request.recordAlias === undefined) return undefined;
  const known = await db.aliases.record(apps[0].id, request.recordAlias);
  if (known?.personId !== person!.id) return undefined;
  const access = await db.records.access(person!.id, known.recordId);
  const isOver = access?.expiresAt !== undefined && access.expiresAt <= vault.clock.now();
  return access && !isOver ? known.recordId : undefined;
}

async function isKnownRecord(db: Reader, visit: Visit, resolved: Resolved): Promise<boolean> {
  return resolved.request.recordAlias === undefined || (await meantRecord(db, visit, resolved)) !== undefined;
}

/** Back at once when the current record has all the application requires; for a multi-record one, when any has. */
async function withoutAsking(c: ShellContext, resolved: Resolved): Promise<Response | undefined> {
  const { visit } = c.var;
  const { vault, person } = visit;
  const [app] = resolved.apps;
  const token = await vault.store.write(async db => {
    const authorized = await fullyAuthorizedRecords(db, app, person!.id, vault.clock.now());
    const selected = (await db.settings.get(app.id, person!.id))?.selectedRecordId;
    const meant = await meantRecord(db, visit, resolved);
    const current = meant ?? selected ?? authorized[0];
    const isAuthorized =
      resolved.multiRecord && meant === undefined
        ? authorized.length > 0
        : authorized.includes(current ?? '');
    if (!isAuthorized) return undefined;
    if (current !== selected) await selectRecord(db, app.id, person!.id, current!);
    return { wctoken: await tokenFor(db, visit, app) };
  });
  return token && leave(c, resolved, 'AppAuthSuccess', token.wctoken);
}
