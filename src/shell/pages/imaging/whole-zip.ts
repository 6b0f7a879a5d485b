// A zip that comes in one piece, of no told size: kept part by part, then unpacked for as long as somebody may wait.
import type { Grant } from '../../../core/authorization/grant.ts';
import { appendZip, beginZip, unpackSome } from '../../../core/imaging/unzip.ts';
import type { Vault } from '../../../core/vault.ts';

/** So often one goes on unpacking before the page is shown, where the rest is asked for. */
const timesMax = 5;

export async function takeZip(
  vault: Vault,
  grant: Grant,
  id: string,
  bytes: AsyncIterable<Buffer>,
): Promise<void> {
  const { partBytes } = await beginZip(vault, grant, id, undefined);
  let from = 0;
  let held: Buffer = Buffer.alloc(0);
  const put = async (part: Buffer, isLast: boolean) => {
    await appendZip(vault, grant, id, { from, isLast, bytes: stream(part) });
    from += part.length;
  };
  for await (const piece of bytes) {
    held = Buffer.concat([held, piece]);
    for (; held.length > partBytes; held = held.subarray(partBytes))
      await put(held.subarray(0, partBytes), false);
  }
  await put(held, true);
  for (let time = 0; time < timesMax; time++) {
    const { done, total } = await unpackSome(vault, grant, id);
    if (done === total) return;
  }
}

async function* stream(part: Buffer): AsyncGenerator<Buffer> {
  yield part;
}
