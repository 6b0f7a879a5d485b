// Who was refused: an application or a person that asked for a record and may not, or not any more. Counted in memory as reads
// are, and bounded, so that a flood of refusals becomes entries with a count.
import type { Vault } from '../vault.ts';
import type { Details } from './audit.ts';
import type { CountedRefusal, Refused } from './refusal-counts.ts';

export function noteRefusal({ memory, clock, limits }: Vault, refused: Refused): void {
  memory.refusals.add(refused, clock.now(), limits.refusalsToldApartMax);
}

/** Writes what was noted since the last time. What cannot be written waits on. */
export async function writeRefusals({ memory, store, limits }: Vault): Promise<void> {
  let failure: unknown;
  await Promise.all(
    memory.refusals.takeAll().map(async counted => {
      const { appId, personId, recordId } = counted.refused;
      try {
        await store.write(
          async db => {
            // An address may name anything.
            const isThere = recordId !== undefined && (await db.records.byId(recordId)) !== undefined;
            await db.audit.add({
              at: counted.to,
              action: 'Refuse',
              personId,
              appId,
              recordId: isThere ? recordId : undefined,
              avenue: undefined,
              details: describe(counted),
            });
          },
          { recordId },
        );
      } catch (error) {
        failure = error;
        memory.refusals.putBack(counted, limits.refusalsToldApartMax);
      }
    }),
  );
  if (failure !== undefined) throw failure;
}

function describe({ refused: { asked, why }, from, to, count }: CountedRefusal): Details {
  return { asked, why, count, from, to };
}
