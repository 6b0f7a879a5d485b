// What takes long to send breaks off when the access it began with ends.

import type { Grant } from '../authorization/grant.ts';
import { makePersonGrant } from '../authorization/grants.ts';
import type { StoredBlob } from '../blobs/blob.ts';
import { readBytes } from '../blobs/read.ts';
import { fault } from '../faults.ts';
import type { Vault } from '../vault.ts';

/** Broken off in the middle too: a blob may take hours. @throws accessDenied */
export async function* streamBytes(vault: Vault, grant: Grant, blob: StoredBlob): AsyncGenerator<Buffer> {
  for await (const piece of readBytes(vault, blob, 0, blob.length)) {
    await demandStillOpen(vault, grant);
    yield piece;
  }
}

/** @throws accessDenied when the person's access is no longer what it was */
export async function demandStillOpen(vault: Vault, { personId, recordId, access }: Grant): Promise<void> {
  await vault.store.read(async db => {
    const { access: today } = await makePersonGrant(db, personId, recordId, vault.clock.now());
    const person = await db.people.byId(personId);
    const isSame = today.level === access.level && String(today.typeIds) === String(access.typeIds);
    if (person?.state !== 'active' || !isSame) throw fault('accessDenied', 'The access is another now.');
  });
}
