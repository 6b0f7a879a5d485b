// What applications and people read: counted in memory as they read, so that reading costs no commit, and written by a job
// every second and when the server stops, one entry for each caller and record. A crash loses the last second of it, and the
// next start says so (noters.ts). What applications have read is counted by kind of item as well, for the page that shows it.
import { getAt } from '../../assume.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Tenure } from '../leases/tenure.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { AuditRow, Details } from './audit.ts';
import { endNoting, keepNoting } from './noters.ts';
import { addTo, type CountedReading } from './read-counts.ts';
import { writeRefusals } from './refusals.ts';

/** Notes that an application was given these things, and that so many others are there. */
export function noteRead(
  vault: Vault,
  grant: Grant,
  things: readonly { readonly typeId: string }[],
  listed = 0,
): void {
  if (!grant.app || (things.length === 0 && listed === 0)) return;
  const { personId, recordId } = grant;
  const counted = vault.memory.reads.of({ appId: grant.app.id, personId, recordId }, vault.clock.now());
  counted.listed += listed;
  // Mostly they are of one kind, or each kind stands together.
  for (let i = 0, from = 0; i < things.length; i++) {
    const { typeId } = getAt(things, i);
    if (things[i + 1]?.typeId === typeId) continue;
    addTo(counted.kinds, typeId, i + 1 - from);
    from = i + 1;
  }
}

/** Notes that a file of an item was asked for by the address that an application was given, by whomever it gave that to. */
export function noteFileRead({ memory, clock }: Vault, grant: Grant): void {
  const { app, personId, recordId } = grant;
  if (app) memory.reads.of({ appId: app.id, personId, recordId }, clock.now()).files++;
}

export interface Look {
  /** By its name in the words of the log. */
  readonly page: string;
  /** The item that it shows, if it shows one. */
  readonly item?: { readonly id: string; readonly typeId: string } | undefined;
  /** The kinds of item it was asked for. */
  readonly typeIds?: readonly string[] | undefined;
}

/** Notes that a person looked at a page about a record. */
export function noteLook(
  vault: Vault,
  { personId, recordId }: { readonly personId: string; readonly recordId: string },
  { page, item, typeIds = [] }: Look,
): void {
  const counted = vault.memory.reads.of({ appId: undefined, personId, recordId }, vault.clock.now());
  addTo(counted.pages, page, 1);
  for (const typeId of typeIds) addTo(counted.kinds, typeId, 1);
  if (!item) return;
  addTo(counted.kinds, item.typeId, 1);
  if (counted.items.size < itemsNamed) counted.items.add(item.id);
}

/** So many items of a batch are named. */
const itemsNamed = 20;

/** Writes what was noted since the last time. What cannot be written waits on. */
export async function writeReads(vault: Vault): Promise<void> {
  const { memory, store } = vault;
  const counts = memory.reads.takeAll();
  const isAny = counts.length > 0;
  let failure: unknown;
  await Promise.all(
    [...groupByRecord(counts)].map(async ([recordId, ofRecord]) => {
      try {
        await store.write(
          async db => {
            for (const counted of ofRecord) await write(db, counted);
          },
          { recordId },
        );
      } catch (error) {
        failure = error;
        for (const counted of ofRecord) memory.reads.putBack(counted);
      }
    }),
  );
  await writeRefusals(vault);
  if (failure !== undefined) throw failure;
  if (isAny) await keepNoting(vault);
}

function groupByRecord(counts: readonly CountedReading[]): Map<string, CountedReading[]> {
  const groups = new Map<string, CountedReading[]>();
  for (const counted of counts) {
    const { recordId } = counted.key;
    const group = groups.get(recordId);
    if (group) group.push(counted);
    else groups.set(recordId, [counted]);
  }
  return groups;
}

/** As a job of each process: at its end it says that it wrote all it had. */
export async function writeReadsAs(vault: Vault, tenure: Tenure): Promise<void> {
  await writeReads(vault);
  if (tenure.isOver()) await endNoting(vault);
}

async function write(
  db: Writer,
  { key, from, to, kinds, listed, files, pages, items }: CountedReading,
): Promise<void> {
  const { appId, personId, recordId } = key;
  if (appId !== undefined)
    for (const [typeId, items] of kinds)
      await db.reads.add({ appId, personId, recordId, typeId, items, lastAt: to });
  const details: Details = {
    from,
    to,
    ...(kinds.size > 0 && { kinds: Object.fromEntries(kinds) }),
    ...(listed > 0 && { listed }),
    ...(files > 0 && { files }),
    ...(pages.size > 0 && { pages: Object.fromEntries(pages) }),
    ...(items.size > 0 && { things: [...items] }),
  };
  const row: AuditRow = {
    at: to,
    action: appId === undefined ? 'LookAt' : 'ReadThings',
    personId,
    appId,
    recordId,
    avenue: undefined,
    details,
  };
  await db.audit.add(row);
}
