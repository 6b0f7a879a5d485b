// What a person adds and changes by their own hand: values of the very version an item is kept in, so that nothing is lost
// on the way to a newer one and back. Called by the forms of the Shell.
import { type Item, readDates, readItem, writeItem } from '../../things/data.ts';
import { findVersion, printThing, type ThingVersion } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { Fault, fault } from '../faults.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { restoreThingsIn } from './custody.ts';
import type { ThingData, ThingWrite } from './plan.ts';
import type { ThingsReader } from './ports.ts';
import type { StoredThing } from './thing.ts';
import { writeThingsIn } from './write.ts';

/** An item as a form has it. */
export interface EditedThing {
  readonly value: unknown;
  /** The common element, or nothing. */
  readonly commonXml: string;
  readonly tags: string;
}

/** An item at hand, in the version it is kept in. */
export interface ThingAtHand extends EditedThing, Item {
  readonly stored: StoredThing;
}

/** The item as it is now; undefined for what the grant does not open. */
export async function findThingAtHand(things: ThingsReader, id: string): Promise<ThingAtHand | undefined> {
  const [stored] = await things.byIds([id]);
  return stored && readThing(stored);
}

/** The item as it was with a version stamp; undefined for what the grant does not open, whoever knows the stamp. */
export async function findThingAtStamp(
  things: ThingsReader,
  key: { id: string; versionStamp: string },
): Promise<ThingAtHand | undefined> {
  const [stored] = await things.query({
    keys: [key],
    filters: [],
    currentOnly: false,
    limit: 1,
  });
  return stored && readThing(stored);
}

/** Undefined for what is of no known type. */
export function readThing(stored: StoredThing): ThingAtHand | undefined {
  if (!findVersion(stored.typeId)) return undefined;
  return { stored, ...readItem(stored), commonXml: stored.commonXml, tags: stored.tags ?? '' };
}

/** Do two items of one version say the same? */
export function isSameContent(version: ThingVersion, one: EditedThing, other: EditedThing): boolean {
  return (
    one.commonXml === other.commonXml &&
    one.tags === other.tags &&
    printThing(version, one.value) === printThing(version, other.value)
  );
}

/**
 * @param once of the form: the same item sent once more by it is not added again
 * @returns id and version stamp of the item
 * @throws accessDenied; recordFull
 */
export async function addThing(
  vault: Vault,
  grant: Grant,
  version: ThingVersion,
  thing: EditedThing,
  once?: string,
): Promise<Pick<StoredThing, 'id' | 'versionStamp'>> {
  const write: ThingWrite = { typeId: version.id, tags: thing.tags, data: dataOf(version, thing, once) };
  return vault.store.write(async db => {
    const there = once === undefined ? undefined : await addedBy(db.things(grant), once, write);
    if (there) return there;
    const how = { overwrite: false, action: 'AddThings' } as const;
    const [written] = await writeThingsIn(db, vault, grant, [write], how);
    return written!;
  }, grant);
}

/** What a form added before, as long as it still says what the form says. The form's id is the item's client id. */
async function addedBy(
  things: ThingsReader,
  once: string,
  { typeId, tags, data }: ThingWrite,
): Promise<StoredThing | undefined> {
  const found = await things.query({
    clientIds: [once],
    filters: [],
    openOnly: true,
    currentOnly: true,
    limit: sendingsMax,
  });
  return found.find(
    stored =>
      stored.typeId === typeId &&
      stored.dataXml === data!.xml &&
      stored.commonXml === data!.commonXml &&
      (stored.tags ?? '') === tags,
  );
}

/** Items of one form: whoever goes back to it and changes it adds another. */
const sendingsMax = 20;

/**
 * Changes what differs; what was deleted is restored with it, or stays deleted.
 * @param from the item as the form was drawn from; its value may be in a newer version of the type than the item is kept in
 * @returns the stamp it has now; `conflict` when it was no longer what the form was drawn from
 * @throws accessDenied; recordFull; versionStampMissing when another thing has taken the place of a deleted one
 */
export async function changeThing(
  vault: Vault,
  grant: Grant,
  from: ThingAtHand,
  to: EditedThing,
): Promise<{ versionStamp: string } | 'same' | 'conflict'> {
  const { stored } = from;
  const write = changeOf(from, to);
  const isDeleted = stored.state === 'Deleted';
  if (!write && !isDeleted) return 'same';
  try {
    return await vault.store.write(async db => {
      const versionStamp = isDeleted ? await restore(db, vault, grant, stored) : stored.versionStamp;
      if (!write) return { versionStamp };
      const how = { overwrite: false, action: 'ChangeThings' } as const;
      const [written] = await writeThingsIn(db, vault, grant, [{ ...write, versionStamp }], how);
      return { versionStamp: written!.versionStamp };
    }, grant);
  } catch (error) {
    if (error instanceof Fault && error.reason === 'versionStampOutdated') return 'conflict';
    throw error;
  }
}

/** Undefined where both say the same. */
function changeOf(from: ThingAtHand, to: EditedThing): ThingWrite | undefined {
  const { stored, version } = from;
  const isSameData =
    to.commonXml === from.commonXml && printThing(version, to.value) === printThing(version, from.value);
  const isSameTags = to.tags === from.tags;
  if (isSameData && isSameTags) return undefined;
  const data = dataOf(version, to, stored.clientId);
  const { endDate } = readDates(version, from.value);
  return {
    id: stored.id,
    ...(!isSameData && { typeId: version.id, data }),
    ...(!isSameTags && { tags: to.tags }),
    // An end that came from the item's own date goes with it.
    ...(data.endDate !== endDate && { updatedEndDate: data.endDate ?? null }),
  };
}

/** @returns the stamp it has then */
async function restore(
  db: Writer,
  vault: Vault,
  grant: Grant,
  { id, versionStamp }: StoredThing,
): Promise<string> {
  const things = db.things(grant);
  const [now] = await things.byIds([id]);
  if (now?.versionStamp !== versionStamp) throw fault('versionStampOutdated');
  await restoreThingsIn(db, vault, grant, [id]);
  const [restored] = await things.byIds([id]);
  return restored!.versionStamp;
}

function dataOf(version: ThingVersion, thing: EditedThing, clientId: string | undefined): ThingData {
  return { ...writeItem(version, thing.value), commonXml: thing.commonXml, clientId };
}
