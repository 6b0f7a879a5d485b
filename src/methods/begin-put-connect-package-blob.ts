// BeginPutConnectPackageBlob: an address to upload a blob of a package's things to, each chunk encrypted.
import { hashAlgorithm } from '../core/blobs/blob.ts';
import { beginPackageBlob } from '../core/healthvault/packages/blobs.ts';
import { beginPutConnectPackageBlob } from './contracts/begin-put-connect-package-blob.ts';
import { method, version } from './method.ts';

export default method({
  name: 'BeginPutConnectPackageBlob',
  auth: 'app',
  group: 'connect-package',
  versions: {
    1: version('app', {
      ...beginPutConnectPackageBlob[1],
      async run({ vault, app }) {
        const { url, plainChunkBytes, closedChunkBytes, plainBytesMax } = await beginPackageBlob(vault, app);
        return {
          blobRefUrl: url,
          packageBlobChunkEncryptionAlgorithm: 'aes256' as const,
          blobPreEncryptionChunkSize: plainChunkBytes,
          blobPostEncryptionChunkSize: closedChunkBytes,
          maxBlobSize: plainBytesMax,
          blobHashAlgorithm: hashAlgorithm,
          // Of what it is before it is encrypted.
          blobHashParameters: { blockSize: plainChunkBytes },
        };
      },
    }),
  },
});
