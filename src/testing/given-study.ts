// A study in a record, put there as an application would: its files as blobs of one item.
import type { Grant } from '../core/authorization/grant.ts';
import type { BlobFacts } from '../core/blobs/blob.ts';
import { keepBlob, streamOnce } from '../core/blobs/keep.ts';
import type { PutBlob } from '../core/blobs/put.ts';
import { makeThing } from '../core/things/typed.ts';
import { writeThingsIn } from '../core/things/write.ts';
import type { Vault } from '../core/vault.ts';
import medicalImageStudy from '../things/medical-image-study.ts';

export interface GivenSeries {
  readonly description: string;
  readonly modality?: string;
  readonly files: Iterable<Buffer>;
}

/** @returns the id of the item */
export async function givenStudy(
  vault: Vault,
  grant: Grant,
  series: readonly GivenSeries[],
  contentType = 'application/dicom',
): Promise<string> {
  const stored = new Map<PutBlob, BlobFacts>();
  const owner = {
    appId: `images ${grant.personId}`,
    personId: grant.personId,
    recordId: grant.recordId,
    expiresAt: vault.clock.now() + 3_600_000,
  };
  const shown = [];
  for (const [number, { description, modality = 'CT', files }] of series.entries()) {
    const images = [];
    for (const file of files) {
      const name: string = `1.2.${number}.${images.length}.dcm`;
      const put = { name, contentType };
      stored.set(put, await keepBlob(vault, owner, streamOnce(file)));
      images.push({ imageBlobName: name });
    }
    const code = [{ value: modality, family: 'dicom', type: 'modality', version: '1' }];
    shown.push({ description, images, modality: { text: modality, code } });
  }
  const date = { date: { y: 2026, m: 3, d: 1 } };
  const made = makeThing(medicalImageStudy as never, {
    when: date,
    description: 'CT of the chest',
    patientName: 'Ada Example',
    series: shown,
    keyImages: [],
  });
  const write = { ...made, blobs: [...stored.keys()] };
  const how = { overwrite: false, stored, action: 'AddThings' } as const;
  const [written] = await vault.store.write(db => writeThingsIn(db, vault, grant, [write], how), grant);
  return written?.id ?? '';
}
