// On which record a caller works, and how far they reach: a grant that the person's authorisation makes anew for each request, within
// the scopes of the token.
import type { Grant } from '../../core/authorization/grant.ts';
import { findAppGrant, findGrantWithin, type Worker } from '../../core/authorization/grants.ts';
import { type FhirAccess, keepWithin } from '../../core/fhir/access.ts';
import { getFhirUrl } from '../../core/instance.ts';
import type { SmartAccess } from '../../core/smart/access.ts';
import type { Reader } from '../../core/store.ts';
import type { Vault } from '../../core/vault.ts';
import { BearerProblem } from './problem.ts';

/** By what a request says which record is meant. */
interface Meant {
  readonly pairs: readonly (readonly [name: string, value: string])[];
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  /** Of which patient, where the address says so. */
  readonly compartment?: string | undefined;
}

/**
 * @param isFresh was the token looked at just now, and not before a body came, which may take a while?
 * @throws BearerProblem 400, 403
 */
export async function findAccess(
  vault: Vault,
  smart: SmartAccess,
  meant: Meant,
  isFresh: boolean,
): Promise<FhirAccess> {
  const found =
    isFresh && smart.reach
      ? openReach(vault, smart, smart.reach)
      : await vault.store.read(async db => {
          const record = await findRecord(db, smart, meant);
          return record && openAccess(db, vault, smart, record);
        });
  if (!found)
    throw new BearerProblem(
      403,
      'The person has not authorised the application on this record, or not any more. Ask them to, by a launch.',
    );
  return found;
}

/**
 * To one record, as the person's authorisation is at this moment; undefined where nothing is granted in this mode, or the token
 * is not good any more.
 */
export async function openAccess(
  db: Reader,
  vault: Vault,
  smart: SmartAccess,
  { personId, recordId }: { readonly personId: string; readonly recordId: string },
): Promise<FhirAccess | undefined> {
  const { app } = smart;
  if (smart.isStillGood && !(await smart.isStillGood(db))) return undefined;
  const worker = makeWorker(smart, personId);
  const grant = await findAppGrant(db, app, worker, recordId, vault.clock.now());
  return grant && makeAccess(vault, grant, await db.aliases.ofRecord(app.id, personId, recordId));
}

function makeWorker({ avenue, scopes }: SmartAccess, id: string): Worker {
  return { id, avenue, withScopes: scopes };
}

function openReach(
  vault: Vault,
  smart: SmartAccess,
  reach: NonNullable<SmartAccess['reach']>,
): FhirAccess | undefined {
  const worker = makeWorker(smart, reach.personId);
  const grant = findGrantWithin(smart.app, worker, reach, vault.clock.now());
  return grant && makeAccess(vault, grant, reach.recordAlias);
}

function makeAccess(
  { instance }: Vault,
  grant: Grant,
  patientId: string | undefined,
): FhirAccess | undefined {
  // Who granted nothing is not told of by so much as a name.
  if (!grant.holdsAny || !grant.scopes || patientId === undefined) return undefined;
  return {
    ...{ grant, patientId, baseUrl: getFhirUrl(instance) },
    ...keepWithin(grant.scopes),
  };
}

async function findRecord(
  db: Reader,
  { app, personId, recordId }: SmartAccess,
  meant: Meant,
): Promise<{ personId: string; recordId: string } | undefined> {
  if (personId !== undefined && recordId !== undefined) return { personId, recordId };
  return findMeantRecord(db, app.id, personId, meant);
}

/** Where the token is for several records: the one that the request names, or the only one there is. */
async function findMeantRecord(
  db: Reader,
  appId: string,
  personId: string | undefined,
  meant: Meant,
): Promise<{ personId: string; recordId: string } | undefined> {
  const named = findPatientId(meant);
  if (named !== undefined) {
    const record = await db.aliases.record(appId, named);
    return record && (personId === undefined || record.personId === personId) ? record : undefined;
  }
  const all = personId === undefined ? [] : await db.authorizations.ofPerson(appId, personId);
  const [only, ...others] = all;
  if (!only || others.length > 0)
    throw new BearerProblem(
      400,
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
