// Where the pictures of a study are shown, and where studies are listed and added.
import medicalImageStudy from '../../../things/medical-image-study.ts';
import { itemHref } from '../kinds.ts';

export const picturesPath = '/pictures';

const studyTypeIds: readonly string[] = medicalImageStudy.versions.map(({ id }) => id);

export function isStudy({ typeId }: { readonly typeId: string }): boolean {
  return studyTypeIds.includes(typeId);
}

export function studyHref(id: string): string {
  return `${itemHref(id)}/pictures`;
}

/** @param size `large`: to look at; `small`: in a list */
export function stillHref(id: string, blobId: string, frame: number, size: 'small' | 'large'): string {
  return `${studyHref(id)}/still/${blobId}/${frame}?size=${size}`;
}
