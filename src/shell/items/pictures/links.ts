// Where the pictures of a study are shown, and what somebody brought.
import medicalImageStudy from '../../../things/medical-image-study.ts';
import { itemHref } from '../kinds.ts';
import { picturesPath } from './paths.ts';

/** What the address of an upload must look like. */
export const intakePath = `${picturesPath}/brought/:id{[0-9a-f]+-[0-9a-f-]+}`;

const studyTypeIds: readonly string[] = medicalImageStudy.versions.map(({ id }) => id);

export function isStudy({ typeId }: { readonly typeId: string }): boolean {
  return studyTypeIds.includes(typeId);
}

export function studyHref(id: string): string {
  return `${itemHref(id)}/pictures`;
}

/** Where somebody sees what they brought, before it is added. */
export function intakeHref(id: string): string {
  return `${picturesPath}/brought/${id}`;
}

/** A small picture of the study. */
export function previewOf(id: string): string {
  return `${studyHref(id)}/preview`;
}

/** @param size `large`: to look at; `small`: in a list */
export function stillHref(id: string, blobId: string, frame: number, size: 'small' | 'large'): string {
  return `${studyHref(id)}/still/${blobId}/${frame}?size=${size}`;
}
