// PutThings: creates and updates things, all or none.
import { after } from '../core/awaitable.ts';
import { verifySignatures } from '../core/healthvault/signatures/verify.ts';
import { writeThings } from '../core/things/write.ts';
import { many, seq } from '../schema/sequence.ts';
import { putThings as contract } from './contracts/put-things.ts';
import { method, shapedLike, version } from './method.ts';
import { thingWrite } from './parts/thing-write.ts';

const putVersion = (number: 1 | 2, overwrite: boolean) =>
  version('record', {
    ...contract[number],
    request: shapedLike(contract[number].request, seq({ thing: many(thingWrite(number), { min: 1 }) })),
    run: ({ vault, grant, header: { isOnce } }, info) =>
      after(
        writeThings(vault, grant, info.thing ?? [], { overwrite, isOnce, verify: verifySignatures }),
        written => ({
          thingId: written.map(({ id, versionStamp }) => ({ value: id, 'version-stamp': versionStamp })),
        }),
      ),
  });

/** Versions of PutThings and, with `overwrite`, of OverwriteThings. */
export const putVersions = (overwrite: boolean) => ({
  1: putVersion(1, overwrite),
  2: putVersion(2, overwrite),
});

export default method({ name: 'PutThings', auth: 'record', versions: putVersions(false) });
