// Who calls, on which record, and how far: by the session of the SDKs (MSH-V1: the tokens are as good as who has them, as bearer
// tokens are), or by an access token of OAuth, whose scopes say of which resources of FHIR the items would be.
import { type Application, mayCall } from '../../core/applications/application.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import { findAppGrant, judgeAppGrant } from '../../core/authorization/grants.ts';
import { findCaller } from '../../core/healthvault/sessions/caller.ts';
import { demandAnonymousWork, noteAnonymousWork } from '../../core/limits/rate-limit.ts';
import { judgeUserToken } from '../../core/people/tokens.ts';
import { findSmartAccess, type SmartAccess } from '../../core/smart/access.ts';
import { type Interaction, narrow } from '../../core/smart/scopes.ts';
import type { Vault } from '../../core/vault.ts';
import { isGuid } from '../../formats/rest/model.ts';
import { RestProblem } from './problem.ts';

export interface Caller {
  readonly app: Application;
  readonly personId: string | undefined;
  readonly recordId: string | undefined;
  /** @throws RestProblem where there is no record, or nothing is granted on it */
  readonly findGrant: () => Promise<Grant>;
  /** Do the scopes let it? There are none for sessions. With a grant, as far as the person gives them today. */
  readonly mayDo: (resourceType: string, interaction: Interaction, grant?: Grant) => boolean;
}

const valuesMax = 10;

/** @throws RestProblem 401, 403 */
export async function findRestCaller(
  vault: Vault,
  authorization: string | undefined,
  address: string,
): Promise<Caller> {
  demandAnonymousWork({ vault, address });
  const began = performance.now();
  try {
    const [, scheme = '', rest = ''] = /^([\w-]{1,20}) +(.{1,16384})$/.exec(authorization ?? '') ?? [];
    if (scheme.toLowerCase() === 'msh-v1') return await findBySession(vault, rest, address);
    if (scheme.toLowerCase() === 'bearer') return await findByBearer(vault, rest.trim(), address);
    throw new RestProblem(
      401,
      'Send Authorization: MSH-V1 app-token=…,offline-person-id=…,record-id=… with the token of a session, or Authorization: Bearer with an access token.',
    );
  } catch (error) {
    noteAnonymousWork({ vault, address }, performance.now() - began);
    throw error;
  }
}

async function findBySession(vault: Vault, text: string, address: string): Promise<Caller> {
  const given = readPairs(text);
  const authToken = given.get('app-token');
  if (authToken === undefined) throw new RestProblem(401, 'The Authorization lacks the app-token.');
  const userToken = given.get('user-token') || undefined;
  const offlinePersonId = given.get('offline-person-id')?.toLowerCase() || undefined;
  const recordAlias = given.get('record-id')?.toLowerCase() || undefined;
  for (const id of [offlinePersonId, recordAlias])
    if (id !== undefined && !isGuid(id)) throw new RestProblem(401, 'Ids in the Authorization are GUIDs.');
  if (userToken !== undefined && offlinePersonId !== undefined)
    throw new RestProblem(401, 'user-token and offline-person-id exclude each other.');
  const now = vault.clock.now();
  const claims = { authToken, userToken, offlinePersonId, recordId: recordAlias };
  const found = await vault.store.read(db => findCaller(db, claims, now));
  const { app } = found;
  if (!app || !mayCall(app, vault.mode, address))
    throw new RestProblem(403, 'The application may not call, or not from here.');
  const person = (): { id: string; avenue: 'Online' | 'Offline' } | undefined => {
    if (userToken !== undefined)
      return { id: judgeUserToken(found, { appId: app.id, now }), avenue: 'Online' };
    if (offlinePersonId === undefined) return undefined;
    if (!found.personId || found.personState !== 'active')
      throw new RestProblem(401, 'The offline-person-id is of nobody whom the application knows.');
    return { id: found.personId, avenue: 'Offline' };
  };
  const worker = person();
  return {
    app,
    personId: worker?.id,
    recordId: found.reach?.recordId,
    mayDo: () => true,
    async findGrant() {
      if (!worker)
        throw new RestProblem(
          401,
          'This needs a person: user-token or offline-person-id in the Authorization.',
        );
      if (recordAlias === undefined)
        throw new RestProblem(401, 'This needs a record: record-id in the Authorization.');
      return judgeAppGrant(app, worker, found.reach, now);
    },
  };
}

/** Pairs between commas; a value may hold `=`. */
function readPairs(text: string): Map<string, string> {
  const pairs = text.split(',', valuesMax).map(pair => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).trim().toLowerCase(), pair.slice(at + 1).trim()] as const;
  });
  return new Map(pairs);
}

async function findByBearer(vault: Vault, token: string, address: string): Promise<Caller> {
  const smart = /^[\w\-.~+/]{1,8192}=*$/.test(token)
    ? await findSmartAccess(vault, token, address)
    : undefined;
  if (!smart) throw new RestProblem(401, 'The access token is not good, or not any more. Get a new one.');
  return {
    app: smart.app,
    personId: smart.personId,
    recordId: smart.recordId,
    // One that is narrower than its kind would have to be judged by its resource.
    mayDo: (resourceType, interaction, grant) =>
      narrow(grant?.scopes ?? smart.scopes, resourceType, interaction) === undefined,
    findGrant: () => findSmartGrant(vault, smart),
  };
}

async function findSmartGrant(vault: Vault, smart: SmartAccess): Promise<Grant> {
  const { app, personId, avenue, recordId, scopes } = smart;
  const now = vault.clock.now();
  if (personId === undefined)
    throw new RestProblem(
      403,
      'A token of no person reaches no record here. Ask for one that a person allows.',
    );
  const grant = await vault.store.read(async db => {
    const all = recordId === undefined ? await db.authorizations.ofPerson(app.id, personId) : [{ recordId }];
    const [only, ...others] = all;
    if (!only || others.length > 0)
      throw new RestProblem(403, 'The token is for several records. Ask for launch/patient.');
    return findAppGrant(db, app, { id: personId, avenue, withScopes: scopes }, only.recordId, now);
  });
  if (!grant?.holdsAny)
    throw new RestProblem(
      403,
      'The person has not authorised the application on this record, or not any more.',
    );
  return grant;
}
