// The one Patient of a record: made of the things that tell who it is, each of which there is once. Its id is the record's, as the
// application knows it.
import { createHash } from 'node:crypto';
import { toPatient } from '../../formats/fhir/patient.ts';
import { patientMappings } from '../../formats/fhir/patient-rows.ts';
import type { Reader } from '../store.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { demandScope, type FhirAccess } from './access.ts';
import { settingsOfThings } from './attachments.ts';
import { notFound } from './read.ts';
import { isOpen } from './resources.ts';
import type { Resource } from './values.ts';

export interface FoundPatient {
  readonly resource: Resource;
  readonly things: readonly StoredThing[];
  readonly updatedAt: number;
}

/** @throws FhirProblem 404, 403 */
export async function readPatient(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  id: string,
  interaction: 'r' | 'u' = 'r',
): Promise<FoundPatient> {
  demandScope(access, 'Patient', interaction);
  if (id !== access.patientId) throw notFound('Patient');
  const found = await makePatient(db, access);
  if (!isOpen(found.resource, access, interaction, vault.clock.now())) throw notFound('Patient');
  return found;
}

/** As far as the grant opens what it is made of. */
export async function makePatient(db: Reader, access: FhirAccess): Promise<FoundPatient> {
  const { grant, patientId: id } = access;
  const things: StoredThing[] = [];
  for (const { versions } of patientMappings.map(({ type }) => type))
    things.push(
      ...(await db.things(grant).ofTypes(
        versions.map(version => version.id),
        1,
      )),
    );
  // The last of them is the picture, and alone holds a file.
  const settingsOf = await settingsOfThings(db, access, things);
  const settings = settingsOf(things.findLast(({ blobSet }) => blobSet !== undefined) ?? {});
  const record = await db.records.byId(grant.recordId);
  const { meta, ...rest } = toPatient(things, settings, { id, name: record?.name ?? '' });
  const updatedAt = Math.max(record?.createdAt ?? 0, ...things.map(({ updated }) => updated.at));
  const own = typeof meta === 'object' && !Array.isArray(meta) ? meta : {};
  return {
    things,
    updatedAt,
    resource: {
      ...rest,
      id,
      meta: { ...own, versionId: makeVersion(things), lastUpdated: new Date(updatedAt).toISOString() },
    },
  };
}

/** Another as soon as one of them is. */
function makeVersion(things: readonly StoredThing[]): string {
  const stamps = things.map(({ versionStamp }) => versionStamp).join(' ');
  return createHash('sha256').update(stamps).digest('hex').slice(0, 32);
}
