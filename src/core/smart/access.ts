// From a bearer token to who calls and how far it reaches. Called for each request by facades/bearer/, which asks findAppGrant of
// the record for what the person granted: a token is never more than the authorisation is today.
import { type Application, explainRefusedCall } from '../applications/application.ts';
import type { Avenue } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { SmartGrant, SmartToken } from './ports.ts';
import { hashSmartId, openSmart } from './rows.ts';
import { parseScopes, type Scopes } from './scopes.ts';

export interface SmartAccess {
  readonly app: Application;
  /** Undefined for a backend service, which works on what any person granted it offline. */
  readonly personId: string | undefined;
  readonly avenue: Avenue;
  /** The record in context; undefined where it works with all that the person authorised, and for a backend service. */
  readonly recordId: string | undefined;
  readonly scopes: Scopes;
  /** What was authorised on that record when the token was looked at. */
  readonly reach: SmartToken['reach'];
  /** All that was granted, those included that open no data. */
  readonly granted: string;
  /** Is the token still good, its person and their session too? Where there is one: what is sent unasked goes by none. */
  readonly isStillGood?: (db: Reader) => Promise<boolean>;
}

/** What an access token says, as the authorization server wrote it. */
interface TokenPayload {
  readonly scope?: string;
  /** How it came to be, with `refresh_token` in it where nobody was asked. */
  readonly gty?: string;
}

/**
 * @param address of the caller, for applications that call from some only
 * @returns undefined for what is no token, is over or revoked, or whose application or person may not work any more
 */
export async function findSmartAccess(
  vault: Vault,
  bearerToken: string,
  address?: string,
): Promise<SmartAccess | undefined> {
  const idHash = hashSmartId(vault, bearerToken);
  if (!idHash) return undefined;
  const find = (db: Reader) => findGoodToken(db, vault, idHash, address);
  const token = await vault.store.read(find);
  const payload = token && openSmart<TokenPayload>(vault, token.row, bearerToken);
  if (!payload) return undefined;
  const { app, grant } = token;
  const scopes = parseScopes(payload.scope ?? '');
  const isStillGood = async (db: Reader) => (await find(db)) !== undefined;
  if (!grant)
    return {
      ...{ app, scopes, isStillGood, granted: '' },
      avenue: 'Offline',
      personId: undefined,
      recordId: undefined,
      reach: undefined,
    };
  const isAway = grant.isOffline && (payload.gty ?? '').includes('refresh_token');
  const avenue = isAway ? 'Offline' : 'Online';
  const { personId, recordId } = grant;
  return { app, personId, avenue, recordId, scopes, isStillGood, reach: token.reach, granted: grant.scopes };
}

/** Undefined where it is over or revoked, or its application, person or session may not work any more. No grant: of a backend service. */
async function findGoodToken(
  db: Reader,
  vault: Vault,
  idHash: Buffer,
  address: string | undefined,
): Promise<GoodToken | undefined> {
  const now = vault.clock.now();
  const token = await db.smart.token(idHash, now);
  if (!token || token.row.expiresAt <= now) return undefined;
  const { app, grant } = token;
  if (!app || !mayWork(vault, app, address)) return undefined;
  if (token.row.kind === 'ClientCredentials') return { ...token, app, grant: undefined };
  return grant && isLiving(grant, token, now) ? { ...token, app, grant } : undefined;
}

interface GoodToken extends SmartToken {
  readonly app: Application;
}

/** An application that may work by SMART now. */
export async function findSmartApp(
  db: Reader,
  vault: Pick<Vault, 'mode'>,
  appId: string,
  address?: string,
): Promise<Application | undefined> {
  const app = await db.applications.byId(appId);
  return app && mayWork(vault, app, address) ? app : undefined;
}

function mayWork({ mode }: Pick<Vault, 'mode'>, app: Application, address: string | undefined): boolean {
  if (!app.smart) return false;
  const judged = address === undefined ? { ...app, ipPrefixes: [] } : app;
  return explainRefusedCall(judged, mode, address ?? '') === undefined;
}

/** Is the person there to be worked for, and, where they have to be at it, still signed in? */
export async function isAlive(db: Reader, { clock }: Vault, grant: SmartGrant): Promise<boolean> {
  const now = clock.now();
  const personState = (await db.people.byId(grant.personId))?.state;
  const sessions = await db.sessions.shellsOf(grant.personId, now);
  return isLiving(grant, { personState, isSignedIn: sessions.some(({ id }) => id === grant.shellId) }, now);
}

function isLiving(
  { expiresAt, isOffline, shellId }: SmartGrant,
  { personState, isSignedIn }: Pick<SmartToken, 'personState' | 'isSignedIn'>,
  now: number,
): boolean {
  if (expiresAt <= now || personState !== 'active') return false;
  return isOffline || shellId === undefined || isSignedIn;
}
