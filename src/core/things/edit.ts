// What a person adds and changes by their own hand: values of the very version an item is kept in, so that nothing is lost
// on the way to a newer one and back. Called by the forms of the Shell.
import { camel } from '../../schema/schema.ts';
import { type DateValue, earliest } from '../../things/common/dates.ts';
import {
  findVersion,
  parseThing,
  printThing,
  type ThingType,
  type ThingVersion,
} from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { Fault } from '../errors.ts';
import type { ThingsReader } from '../ports.ts';
import type { Vault } from '../vault.ts';
import { type ThingData, type ThingWrite, visible } from './plan.ts';
import { readStored } from './stored-xml.ts';
import type { StoredThing } from './thing.ts';
import { writeThings } from './write.ts';

/** An item as a form has it. */
export interface EditedThing {
  readonly value: unknown;
  /** The common element, or nothing. */
  readonly commonXml: string;
  readonly tags: string;
}

/** An item at hand, in the version it is kept in. */
export interface ThingAtHand extends EditedThing {
  readonly stored: StoredThing;
  readonly type: ThingType;
  readonly version: ThingVersion;
}

/** The item as it is now; undefined for what the grant does not open. */
export async function thingAtHand(
  things: ThingsReader,
  grant: Grant,
  id: string,
): Promise<ThingAtHand | undefined> {
  const [stored] = await things.byIds([id]);
  return stored && isOpen(grant, stored) ? atHand(stored) : undefined;
}

/** The item as it was with a version stamp. Whoever had a form of it had seen it. */
export async function thingAtStamp(
  things: ThingsReader,
  key: { id: string; versionStamp: string },
): Promise<ThingAtHand | undefined> {
  const [stored] = await things.query({
    ids: [],
    keys: [key],
    clientIds: [],
    filters: [],
    scope: undefined,
    currentOnly: false,
    seesEverything: true,
    order: 'newest first',
    limit: 1,
  });
  return stored && atHand(stored);
}

function isOpen(grant: Grant, stored: StoredThing): boolean {
  return (
    findVersion(stored.typeId) !== undefined &&
    visible(grant, stored) &&
    grant.permits('Read', stored.typeId, stored.effectiveDate)
  );
}

function atHand(stored: StoredThing): ThingAtHand {
  const { type, version } = findVersion(stored.typeId)!;
  const value = parseThing(version, readStored(stored.dataXml).root());
  return { stored, type, version, value, commonXml: stored.commonXml, tags: stored.tags ?? '' };
}

/** @throws ACCESS_DENIED; RECORD_QUOTA_EXCEEDED */
export async function addThing(
  vault: Vault,
  grant: Grant,
  version: ThingVersion,
  thing: EditedThing,
): Promise<string> {
  const write: ThingWrite = {
    typeId: version.id,
    tags: thing.tags,
    data: dataOf(version, thing, undefined),
  };
  const [written] = await writeThings(vault, grant, [write], { overwrite: false, action: 'AddThings' });
  return written!.id;
}

/**
 * Changes what differs.
 * @param from the item as the form was drawn from
 * @returns the stamp it has now; `conflict` when it was no longer what the form was drawn from
 * @throws ACCESS_DENIED; RECORD_QUOTA_EXCEEDED
 */
export async function changeThing(
  vault: Vault,
  grant: Grant,
  from: ThingAtHand,
  to: EditedThing,
): Promise<{ versionStamp: string } | 'same' | 'conflict'> {
  const { stored, version } = from;
  const isSameData =
    to.commonXml === from.commonXml && printThing(version, to.value) === printThing(version, from.value);
  const isSameTags = to.tags === from.tags;
  if (isSameData && isSameTags) return 'same';
  const data = dataOf(version, to, stored.clientId);
  const endDate = dateIn(version, from.value, version.endDate);
  const write: ThingWrite = {
    id: stored.id,
    versionStamp: stored.versionStamp,
    typeId: version.id,
    ...(!isSameData && { data }),
    ...(!isSameTags && { tags: to.tags }),
    // An end that came from the item's own date goes with it.
    ...(data.endDate !== endDate && { updatedEndDate: data.endDate ?? null }),
  };
  try {
    const [written] = await writeThings(vault, grant, [write], { overwrite: false, action: 'ChangeThings' });
    return { versionStamp: written!.versionStamp };
  } catch (error) {
    if (error instanceof Fault && error.status === 'VERSION_STAMP_MISMATCH') return 'conflict';
    throw error;
  }
}

function dataOf(version: ThingVersion, thing: EditedThing, clientId: string | undefined): ThingData {
  return {
    xml: printThing(version, thing.value),
    commonXml: thing.commonXml,
    clientId,
    effectiveDate: dateIn(version, thing.value, version.effectiveDate),
    endDate: dateIn(version, thing.value, version.endDate),
  };
}

function dateIn({ schema }: ThingVersion, value: unknown, name: string | undefined): string | undefined {
  if (name === undefined || schema.shape.kind !== 'sequence') return undefined;
  const date = (value as Record<string, DateValue | undefined>)[camel(name)];
  return date && earliest(date);
}
