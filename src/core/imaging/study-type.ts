// The type that studies are of, and who may add and read them.
import { currentVersion, type ThingType } from '../../things/index.ts';
import medicalImageStudy from '../../things/medical-image-study.ts';
import type { Grant } from '../authorization/grant.ts';

export const studyType = medicalImageStudy;
export const studyTypeIds: readonly string[] = medicalImageStudy.versions.map(({ id }) => id);
export const studyTypeId = currentVersion(medicalImageStudy as unknown as ThingType).id;

export function mayAddStudies(grant: Grant): boolean {
  return grant.mayEver('Create', studyTypeId);
}

export function mayReadStudies(grant: Grant): boolean {
  return studyTypeIds.some(id => grant.mayEver('Read', id));
}
