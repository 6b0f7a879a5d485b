// From a bearer token to who calls and how far it reaches. Called for each request by facades/fhir/, which asks findAppGrant of
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
  return vault.store.read(async db => {
    const token = await db.smart.token(idHash);
    if (!token?.row.appId || token.row.expiresAt <= vault.clock.now()) return undefined;
    const payload = openSmart<TokenPayload>(vault, token.row, bearerToken);
    const app = await findSmartApp(db, vault, token.row.appId, address);
    if (!payload || !app) return undefined;
    const scopes = parseScopes(payload.scope ?? '');
    if (token.row.kind === 'ClientCredentials')
      return { app, personId: undefined, avenue: 'Offline', recordId: undefined, scopes };
    const grant = await findLivingGrant(db, vault, token);
    if (!grant) return undefined;
    const isAway = grant.isOffline && (payload.gty ?? '').includes('refresh_token');
    const avenue = isAway ? 'Offline' : 'Online';
    return { app, personId: grant.personId, avenue, recordId: grant.recordId, scopes };
  });
}

/** An application that may work by SMART now. */
export async function findSmartApp(
  db: Reader,
  { mode }: Pick<Vault, 'mode'>,
  appId: string,
  address?: string,
): Promise<Application | undefined> {
  const app = await db.applications.byId(appId);
  if (!app?.smart) return undefined;
  const why = explainRefusedCall(
    address === undefined ? { ...app, ipPrefixes: [] } : app,
    mode,
    address ?? '',
  );
  return why === undefined ? app : undefined;
}

async function findLivingGrant(
  db: Reader,
  vault: Vault,
  { grant, row }: SmartToken,
): Promise<SmartGrant | undefined> {
  if (!grant || grant.appId !== row.appId) return undefined;
  return (await isAlive(db, vault, grant)) ? grant : undefined;
}

/** Is the person there to be worked for, and, where they have to be at it, still signed in? */
export async function isAlive(db: Reader, { clock }: Vault, grant: SmartGrant): Promise<boolean> {
  const now = clock.now();
  if (grant.expiresAt <= now) return false;
  if ((await db.people.byId(grant.personId))?.state !== 'active') return false;
  if (grant.isOffline || grant.shellId === undefined) return true;
  return (await db.sessions.shellsOf(grant.personId, now)).some(({ id }) => id === grant.shellId);
}
