// Data that an application posted with CREATEACCOUNT and CREATERECORD, from its form to the pages that it fills in. The
// post comes without cookies, so it is parked, and a cookie of its own binds it to this browser.
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type PostedFields, postedFieldNames } from '../../../core/healthvault/parked/fields.ts';
import { findParked, park } from '../../../core/healthvault/parked/parked.ts';
import { ofJob } from '../../../core/turns.ts';
import { getCookieName, getCookieOptions } from '../../web/cookies.ts';
import { makeAppMistake } from '../../web/problem.ts';
import type { ShellContext } from '../../web/visit.ts';
import { isTrue, readParameters } from '../redirect-query.ts';
import { resolve } from '../resolve.ts';
import { mayMakeRecord, type NewRecordRequest, type ShellRequest } from '../shell-request.ts';

/**
 * The request, with where its data lies; as it was when there is none.
 * @throws Problem for data that does not say what it is for, or comes for an application that cannot be
 */
export async function storePosted(
  c: ShellContext,
  request: ShellRequest,
  form: string,
): Promise<{ request: ShellRequest; fields: PostedFields }> {
  const parameters = readParameters(form);
  if (!mayMakeRecord(request)) return { request, fields: {} };
  const fields = meantFields(request, parameters);
  if (Object.keys(fields).length === 0) return { request, fields };
  const { vault, address, secure } = c.var.visit;
  await vault.store.read(db => resolve(db, vault, request));
  const ticket = await vault.store.write(db => park(db, vault, { fields, address }), ofJob('parked'));
  if (!ticket) return { request, fields };
  setCookie(c, getCookieName(cookie, secure), ticket.browserToken, {
    ...getCookieOptions(secure),
    maxAge: Math.floor(vault.limits.parkedTtlMs / 1000),
  });
  return { request: { ...request, parkedId: ticket.id }, fields };
}

const cookie = 'keepwell-parked';

/** Account data is for new accounts only. */
function meantFields({ target }: NewRecordRequest, parameters: ReadonlyMap<string, string>): PostedFields {
  const posted = postedFieldNames.flatMap(name => {
    const value = parameters.get(name.toLowerCase());
    return value === undefined ? [] : [[name, value.trim()] as const];
  });
  if (posted.length === 0) return {};
  const withAccount = isTrue(parameters.get('createaccountandrecord'));
  if (!withAccount && !isTrue(parameters.get('createrecord')))
    throw makeAppMistake(
      'The form carries account or record data, but neither CreateAccountAndRecord nor CreateRecord is True.',
    );
  const takesAccount = withAccount && target === 'CREATEACCOUNT';
  return Object.fromEntries(posted.filter(([name]) => takesAccount || name.startsWith('Record.')));
}

/** What was posted, if it still lies there for this browser. */
export async function findPostedFields(
  c: ShellContext,
  { parkedId }: NewRecordRequest,
): Promise<PostedFields | undefined> {
  const { vault, secure } = c.var.visit;
  const browserToken = getCookie(c, getCookieName(cookie, secure));
  if (parkedId === undefined || browserToken === undefined) return undefined;
  return vault.store.read(db => findParked(db, vault, { id: parkedId, browserToken }));
}

/** The request without its data, which is gone then. Only the browser that it is bound to can drop it. */
export async function dropPosted<R extends NewRecordRequest>(c: ShellContext, request: R): Promise<R> {
  const { parkedId } = request;
  if (parkedId === undefined) return request;
  const { vault, secure } = c.var.visit;
  if (await findPostedFields(c, request)) {
    await vault.store.write(db => db.parked.remove(parkedId), ofJob('parked'));
    deleteCookie(c, getCookieName(cookie, secure), getCookieOptions(secure));
  }
  return { ...request, parkedId: undefined };
}
