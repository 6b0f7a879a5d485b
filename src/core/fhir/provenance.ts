// Where a resource comes from, as Provenance: who made its last version, and with what. Not kept, but made of the stamps of the thing.
import type { Reader } from '../store.ts';
import type { StoredThing } from '../things/thing.ts';
import type { FhirAccess } from './access.ts';
import type { Resource } from './values.ts';

const participants = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';
const activities = 'http://terminology.hl7.org/CodeSystem/v3-DataOperation';

/** Of an id: what it begins with. */
export const provenanceMark = 'from-';

export async function makeProvenance(
  db: Reader,
  { patientId, grant }: FhirAccess,
  { updated, versionStamp }: StoredThing,
  { resourceType, id = '' }: Resource,
): Promise<Resource> {
  const app = updated.appId === undefined ? undefined : await db.applications.byId(updated.appId);
  const isOwn = updated.personId === grant.personId;
  const who = app
    ? { display: app.name }
    : isOwn
      ? { reference: `Patient/${patientId}` }
      : { display: 'Somebody with whom the record is shared' };
  const recorded = new Date(updated.at).toISOString();
  return {
    resourceType: 'Provenance',
    id: `${provenanceMark}${id}`.slice(0, idMax),
    meta: {
      versionId: versionStamp,
      lastUpdated: recorded,
      profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-provenance'],
    },
    target: [{ reference: `${resourceType}/${id}` }],
    recorded,
    activity: { coding: [{ system: activities, code: updated.action === 'Created' ? 'CREATE' : 'UPDATE' }] },
    agent: [
      { type: { coding: [{ system: participants, code: 'author' }] }, who },
      {
        type: {
          coding: [
            {
              system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-provenance-participant-type',
              code: 'transmitter',
            },
          ],
        },
        who,
      },
    ],
  };
}

const idMax = 64;
