// Who asks, on which record, and how far: from a bearer token to a grant that the person's authorisation makes anew for each request,
// within the scopes of the token.
import type { Grant } from '../../core/authorization/grant.ts';
import { findAppGrant, findGrantWithin, type Worker } from '../../core/authorization/grants.ts';
import { type FhirAccess, keepWithin } from '../../core/fhir/access.ts';
import { FhirProblem } from '../../core/fhir/problem.ts';
import { getFhirUrl } from '../../core/instance.ts';
import { countOfApp } from '../../core/limits/rate-limit.ts';
import { findSmartAccess, type SmartAccess } from '../../core/smart/access.ts';
import { printScopes } from '../../core/smart/scopes.ts';
import type { Reader } from '../../core/store.ts';
import type { Vault } from '../../core/vault.ts';
import type { Route } from './route.ts';

/** By what a request says which record is meant. */
type Meant = Pick<Route, 'pairs'> & Partial<Pick<Route, 'type' | 'id' | 'compartment'>>;

/** @throws FhirProblem 401 */
export async function findCaller(
  vault: Vault,
  authorization: string | undefined,
  address: string,
): Promise<SmartAccess> {
  const [, token] = /^Bearer +([\w\-.~+/]{1,8192}=*)$/i.exec(authorization ?? '') ?? [];
  if (token === undefined)
    throw new FhirProblem(
      401,
      'login',
      'Send the access token: Authorization: Bearer …. How to get one stands at .well-known/smart-configuration.',
    );
  const smart = await findSmartAccess(vault, token, address);
  if (!smart)
    throw new FhirProblem(
      401,
      'login',
      'The access token is not good, or not any more. Get a new one, by the refresh token if there is one.',
    );
  return smart;
}

/** @throws limitReached */
export function countCalls(vault: Vault, appId: string | undefined, amount = 1): void {
  const max = vault.limits.fhirCallsPerMinuteMax;
  if (appId !== undefined) countOfApp({ vault, appId }, 'FHIR', { max, amount });
}

/**
 * @param isFresh was the token looked at just now, and not before a body came, which may take a while?
 * @throws FhirProblem 400, 403
 */
export async function findAccess(
  vault: Vault,
  smart: SmartAccess,
  route: Meant,
  isFresh: boolean,
): Promise<FhirAccess> {
  const found =
    isFresh && smart.reach
      ? openReach(vault, smart, smart.reach)
      : await vault.store.read(async db => {
          const meant = await findRecord(db, smart, route);
          return meant && openAccess(db, vault, smart, meant);
        });
  if (!found)
    throw new FhirProblem(
      403,
      'forbidden',
      'The person has not authorised the application on this record, or not any more. Ask them to, by a launch.',
    );
  return found;
}

/** To one record, as the person's authorisation is at this moment; undefined where nothing is granted in this mode. */
export async function openAccess(
  db: Reader,
  vault: Vault,
  smart: SmartAccess,
  { personId, recordId }: { readonly personId: string; readonly recordId: string },
): Promise<FhirAccess | undefined> {
  const { app } = smart;
  const worker = makeWorker(smart, personId);
  const grant = await findAppGrant(db, app, worker, recordId, vault.clock.now());
  return grant && makeAccess(vault, smart, grant, await db.aliases.ofRecord(app.id, personId, recordId));
}

function makeWorker({ avenue, scopes }: SmartAccess, id: string): Worker {
  return { id, avenue, withScopes: printScopes(scopes.resources, []) };
}

function openReach(
  vault: Vault,
  smart: SmartAccess,
  reach: NonNullable<SmartAccess['reach']>,
): FhirAccess | undefined {
  const worker = makeWorker(smart, reach.personId);
  const grant = findGrantWithin(smart.app, worker, reach, vault.clock.now());
  return grant && makeAccess(vault, smart, grant, reach.recordAlias);
}

function makeAccess(
  { instance }: Vault,
  { scopes }: SmartAccess,
  grant: Grant,
  patientId: string | undefined,
): FhirAccess | undefined {
  // Who granted nothing is not told of by so much as a name.
  if (!grant.holdsAny || patientId === undefined) return undefined;
  return {
    ...{ grant, patientId, baseUrl: getFhirUrl(instance) },
    ...keepWithin(scopes),
  };
}

async function findRecord(
  db: Reader,
  { app, personId, recordId }: SmartAccess,
  route: Meant,
): Promise<{ personId: string; recordId: string } | undefined> {
  if (personId !== undefined && recordId !== undefined) return { personId, recordId };
  return findMeantRecord(db, app.id, personId, route);
}

/** Where the token is for several records: the one that the request names, or the only one there is. */
async function findMeantRecord(
  db: Reader,
  appId: string,
  personId: string | undefined,
  route: Meant,
): Promise<{ personId: string; recordId: string } | undefined> {
  const named = findPatientId(route);
  if (named !== undefined) {
    const record = await db.aliases.record(appId, named);
    return record && (personId === undefined || record.personId === personId) ? record : undefined;
  }
  const all = personId === undefined ? [] : await db.authorizations.ofPerson(appId, personId);
  const [only, ...others] = all;
  if (!only || others.length > 0)
    throw new FhirProblem(
      400,
      'required',
      'The token is for several records. Name the one that is meant: patient=… in a search, Patient/… in the address, or ask for launch/patient.',
    );
  return { personId: only.personId, recordId: only.recordId };
}

function findPatientId({ type, id, pairs, compartment }: Meant): string | undefined {
  if (compartment !== undefined) return compartment;
  if (type === 'Patient' && id !== undefined) return id;
  const names = type === 'Patient' ? ['_id'] : ['patient', 'subject', 'patient._id'];
  const value = pairs.find(([name]) => names.includes(name))?.[1];
  return value?.split('/').pop();
}
