// CreateConnectPackage: drops off a package for a person who has its identity code and knows the answer.

import { createConnectPackage, type StatedLock } from '../core/healthvault/packages/drop-off.ts';
import { fault } from '../core/healthvault/status-fault.ts';
import { decodeBase64 } from '../core/secrets.ts';
import type { Infer } from '../schema/schema.ts';
import passwordProtectedPackage, {
  type PasswordProtectedPackage,
} from '../things/password-protected-package.ts';
import { createConnectPackage as contract } from './contracts/create-connect-package.ts';
import { method, version } from './method.ts';

type Package1 = Infer<(typeof contract)[1]['request']>['package'];
type Package2 = Infer<(typeof contract)[2]['request']>['package'];

export default method({
  name: 'CreateConnectPackage',
  auth: 'app',
  group: 'connect-package',
  versions: {
    1: version('app', {
      ...contract[1],
      async run({ vault, app }, { package: thing, ...texts }) {
        const given = {
          ...texts,
          ...lockOf(thing),
          contents: contents1(thing),
          version: 1,
          blobUrls: [],
        } as const;
        return { identityCode: await createConnectPackage(vault, app, given) };
      },
    }),
    2: version('app', {
      ...contract[2],
      async run({ vault, app }, { package: thing, streamedPackageBlobs, ...texts }) {
        const blobUrls = streamedPackageBlobs?.blobInPackageRefUrl ?? [];
        const given = {
          ...texts,
          ...lockOf(thing),
          contents: contents2(thing),
          version: 2,
          blobUrls,
        } as const;
        return { identityCode: await createConnectPackage(vault, app, given) };
      },
    }),
  },
});

function lockOf(thing: Package1 | Package2): { lock: StatedLock } {
  if (!passwordProtectedPackage.versions.some(({ id }) => id === thing.typeId.value))
    throw fault('INVALID_XML', 'The package must be a thing of the type password-protected package.');
  const { passwordProtectedPackage: data } = thing.dataXml;
  const { algorithmName: algorithm, parameters } = (data as PasswordProtectedPackage).encryptAlgorithm;
  return {
    lock: {
      algorithm,
      parameters: parameters && {
        salt: parameters.salt,
        iterations: parameters.iterationCount,
        keyBits: parameters.keyLength,
      },
    },
  };
}

function contents1({ dataOther }: Package1): Buffer {
  demandPlain(dataOther['content-encoding']);
  return bytes(dataOther.value, 'data-other');
}

/** The SDKs put the contents into the one blob, which has no name. */
function contents2({ blobPayload: { blob: blobs } }: Package2): Buffer {
  const [blob] = blobs;
  if (!blob || blobs.length > 1 || blob.blobInfo.name !== '')
    throw fault('INVALID_XML', 'The package must have one blob, with an empty name.');
  if (!blob.data || !('base64data' in blob.data))
    throw fault('INVALID_XML', 'The contents of a package must stand in it, as base64data.');
  demandPlain(blob.currentContentEncoding ?? blob.legacyContentEncoding);
  const contents = bytes(blob.data.base64data, 'base64data');
  if (blob.contentLength !== undefined && blob.contentLength !== contents.length)
    throw fault('INVALID_XML', 'content-length must be the number of bytes of base64data.');
  return contents;
}

function demandPlain(encoding: string | undefined): void {
  if (encoding !== undefined && encoding !== '')
    throw fault('UNSUPPORTED_CONTENT_ENCODING', 'The contents of a package must have no content encoding.');
}

function bytes(text: string, name: string): Buffer {
  const found = decodeBase64(text);
  if (!found) throw fault('INVALID_PACKAGE_CONTENTS', `${name} must be in base64.`);
  return found;
}
