// How far a token of SMART opens studies: as it opens the ImagingStudy that each is by FHIR, within the person's authorisation.
import { demandScope, type FhirAccess, type Interaction } from '../fhir/access.ts';
import { resourcesOfThing, settingsFor } from '../fhir/mapping.ts';
import { isOpen } from '../fhir/resources.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { type HeldStudy, holdStudies, listStudyThings, type StudyThing } from './held.ts';

const kind = 'ImagingStudy';

/** @throws FhirProblem 403 where no scope opens studies at all */
export function demandStudies(access: FhirAccess, interaction: Interaction): void {
  demandScope(access, kind, interaction);
}

export function isStudyOpen(
  { memory, clock }: Vault,
  access: FhirAccess,
  thing: StoredThing,
  interaction: Interaction,
): boolean {
  if (opensAnyStudy(access, interaction)) return true;
  const { grant, patientId } = access;
  const name = `study ${grant.recordId} ${thing.versionStamp} ${patientId}`;
  const [own] = memory.madeResources.take(name, thing.size, () =>
    resourcesOfThing(thing, settingsFor(access)).map(({ resource }) => resource),
  );
  return own !== undefined && isOpen(own, access, interaction, clock.now());
}

/** Whatever a study says: asked of one that may be made and not read. */
export function opensAnyStudy(access: FhirAccess, interaction: Interaction): boolean {
  return access.allows(kind, interaction) && access.narrow(kind, interaction) === undefined;
}

/** All that are open, the latest first. */
export async function listOpenStudies(
  vault: Vault,
  access: FhirAccess,
  interaction: 'r' | 's',
): Promise<StudyThing[]> {
  demandStudies(access, interaction);
  const all = await vault.store.read(db => listStudyThings(db, vault, access.grant));
  return all.filter(({ thing }) => isStudyOpen(vault, access, thing, interaction));
}

/** Those that are open. Who could not see that the record has a study may have put it there as another item. */
export async function findOpenStudies(
  vault: Vault,
  access: FhirAccess,
  studyUid: string,
  interaction: 'r' | 's',
): Promise<HeldStudy[]> {
  demandStudies(access, interaction);
  const all = await vault.store.read(db => listStudyThings(db, vault, access.grant));
  const open = all.filter(
    ({ thing, value }) =>
      value.studyInstanceUid === studyUid && isStudyOpen(vault, access, thing, interaction),
  );
  return holdStudies(vault, access.grant, open);
}
