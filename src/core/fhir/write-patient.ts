// A change of the Patient of a record, made ready: the things that it is made of.
import { fromPatient } from '../../formats/fhir/patient.ts';
import { findVersion } from '../../things/index.ts';
import type { Reader } from '../store.ts';
import type { ThingWrite } from '../things/plan.ts';
import type { Vault } from '../vault.ts';
import type { FhirAccess } from './access.ts';
import { settingsFor } from './mapping.ts';
import { readPatient } from './patient.ts';
import { FhirProblem } from './problem.ts';
import { demandOwnReferences } from './references.ts';
import { demandStructure } from './structure.ts';
import type { Resource } from './values.ts';
import { makeThings, writeOf } from './write.ts';

/** @param ifMatch the version that it must be @throws FhirProblem */
export async function preparePatient(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  {
    id,
    resource,
    ifMatch,
  }: { readonly id: string; readonly resource: Resource; readonly ifMatch?: string | undefined },
): Promise<ThingWrite[]> {
  const before = await readPatient(db, vault, access, id, 'u');
  const { versionId } = before.resource.meta as { versionId: string };
  if (ifMatch !== undefined && ifMatch !== versionId)
    throw new FhirProblem(
      412,
      'conflict',
      'The Patient was changed since the version that If-Match names. Read it again, then repeat the change.',
    );
  demandStructure(resource);
  demandOwnReferences(resource, access);
  const made = makeThings(() =>
    fromPatient(resource as Parameters<typeof fromPatient>[0], settingsFor(access)),
  );
  return made.map(thing => {
    const type = findVersion(thing.typeId)?.type;
    const there = before.things.find(({ typeId }) => findVersion(typeId)?.type === type);
    const write = writeOf(thing);
    return there ? { ...write, id: there.id, versionStamp: there.versionStamp } : write;
  });
}
