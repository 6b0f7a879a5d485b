// BeginPutBlob: opens an upload, for a record or for the person, and tells where its chunks go.
import { makeAppGrant } from '../core/authorization/grants.ts';
import { beginBlob } from '../core/blobs/begin.ts';
import { hashAlgorithm } from '../core/blobs/blob.ts';
import { beginPutBlob } from './contracts/begin-put-blob.ts';
import { method, version } from './method.ts';

export default method({
  name: 'BeginPutBlob',
  // The record may be left out: then a thing of any of the person's records can take the blob.
  auth: 'person',
  versions: {
    1: version('person', {
      ...beginPutBlob[1],
      async run({ vault, app, person, header }) {
        const { recordId: alias } = header;
        const grant =
          alias === undefined
            ? undefined
            : await vault.store.read(db => makeAppGrant(db, app, person, alias, vault.clock.now()));
        const owner = { appId: app.id, personId: person.id, ...(grant && { recordId: grant.recordId }) };
        const { url, partBytes } = await beginBlob(vault, owner);
        return {
          blobRefUrl: url,
          blobChunkSize: partBytes,
          maxBlobSize: vault.limits.blobBytesMax,
          blobHashAlgorithm: hashAlgorithm,
          blobHashParameters: { blockSize: partBytes },
        };
      },
    }),
  },
});
