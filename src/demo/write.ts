// Puts what a family of the demo has into its records, day by day as it was written down.
import { makeSystemGrant } from '../core/authorization/grant.ts';
import { type StoredBlobs, storeBlobsFor } from '../core/blobs/request.ts';
import { writeThingsIn } from '../core/things/write.ts';
import type { Vault } from '../core/vault.ts';
import { dayMs } from './days.ts';
import type { DemoThing } from './item.ts';

/** The vault as it was then: what is made with it bears that time. */
export function daysAgo(vault: Vault, count: number): Vault {
  return { ...vault, clock: { now: () => vault.clock.now() - count * dayMs } };
}

/** @returns how many things were made; what was changed later is one still */
export async function writeDemoThings(
  vault: Vault,
  { personId, recordId }: { personId: string; recordId: string },
  things: readonly DemoThing[],
): Promise<number> {
  const grant = makeSystemGrant('demo data', recordId, personId);
  const steps = things.flatMap((thing, of) => [thing, ...(thing.later ?? [])].map(write => ({ of, write })));
  const made = new Map<number, { readonly id: string; readonly versionStamp: string }>();
  // What was written down first has the earlier stamps. All in one transaction: a commit for each day takes longer than the rest.
  const write = (stored: StoredBlobs) =>
    vault.store.write(async db => {
      for (const ago of [...new Set(steps.map(enteredAgo))].sort((a, b) => b - a)) {
        const ofDay = steps.filter(step => enteredAgo(step) === ago);
        const writes = ofDay.map(({ of, write }) => ({ ...write, ...made.get(of) }));
        const how = { overwrite: false, stored };
        const written = await writeThingsIn(db, atSomeTime(vault, ago), grant, writes, how);
        for (const [index, { of }] of ofDay.entries()) {
          const key = written[index];
          if (key && things[of]?.later) made.set(of, key);
        }
      }
    }, grant);
  await storeBlobsFor(vault, grant, things, write);
  return things.length;
}

/** Nobody writes at the same minute each day: so long after it, and before the next. */
function atSomeTime(vault: Vault, ago: number): Vault {
  const minutes = ago === 0 ? 0 : (ago * 379) % 840;
  return { ...vault, clock: { now: () => daysAgo(vault, ago).clock.now() + minutes * 60_000 } };
}

function enteredAgo({ write: { enteredAgo = 0 } }: { write: DemoThing }): number {
  return enteredAgo;
}
