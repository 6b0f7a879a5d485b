// Things of a record as resources: each with its id, its version and when it was changed.

import type { NameDamaged } from '../authorization/grant.ts';
import { takeBreaks } from '../limits/turns.ts';
import type { Reader } from '../store.ts';
import { type Beside, readBeside } from '../targets/judge.ts';
import type { ShownThing } from '../things/query.ts';
import type { Vault } from '../vault.ts';
import type { FhirAccess, WithinScopes } from './access.ts';
import { settingsOfThings } from './attachments.ts';
import { hasValues, writeBesideKey } from './interpret.ts';
import { isKnownType, type MadeResource, resourcesOfThing } from './mapping.ts';
import { meets } from './match.ts';
import { readNarrowing } from './narrowing.ts';
import type { FoundResource } from './ports.ts';
import type { Resource } from './values.ts';

export interface ReadResource {
  readonly resource: Resource;
  /** Of the thing that it is of. */
  readonly place: FoundResource;
}

/**
 * The resources at these places, in their order, as far as the grant opens them and they are still there.
 * @returns as last the place up to which they fit into a page, where not all of them do
 */
export async function readResources(
  db: Reader,
  vault: Vault,
  access: FhirAccess,
  places: readonly FoundResource[],
  onDamaged?: NameDamaged,
): Promise<{ resources: ReadResource[]; last: FoundResource | undefined }> {
  const fitting = takeFitting(places, vault.limits.pageBytesMax);
  const told = await readTold(db, vault, access, fitting);
  const made = findMade(vault, told, fitting) ?? (await makeResources(db, vault, told, fitting, onDamaged));
  const resources = fitting.flatMap(place => {
    const resource = made.get(place.id)?.[place.part];
    return resource ? [{ resource, place }] : [];
  });
  return { resources, last: fitting.length < places.length ? fitting.at(-1) : undefined };
}

/** To whom, and by what values are judged. */
interface Told {
  readonly access: FhirAccess;
  readonly beside: Beside | undefined;
  readonly key: string;
}

async function readTold(
  db: Reader,
  { clock }: Vault,
  access: FhirAccess,
  places: readonly FoundResource[],
): Promise<Told> {
  const isValued = places.some(({ typeId }) => hasValues(typeId));
  const beside = isValued ? await readBeside(db, access.grant, clock.now()) : undefined;
  return { access, beside, key: beside ? writeBesideKey(beside) : '' };
}

/** The first always fits. */
function takeFitting(places: readonly FoundResource[], bytesMax: number): readonly FoundResource[] {
  const ids = new Set<string>();
  let bytes = 0;
  const end = places.findIndex(({ id, size }) => {
    if (!ids.has(id)) bytes += size;
    ids.add(id);
    return bytes > bytesMax && ids.size > 1;
  });
  return end < 0 ? places : places.slice(0, end);
}

/** By the things they are of. */
type Made = ReadonlyMap<string, readonly Resource[]>;

/** Where all of them were made lately; that they may be seen was judged as their places were found. */
function findMade({ memory }: Vault, told: Told, places: readonly FoundResource[]): Made | undefined {
  const made = new Map<string, readonly Resource[]>();
  for (const place of places) {
    const known = memory.madeResources.find(writeKey(told, place));
    if (!known) return undefined;
    made.set(place.id, known);
  }
  return made;
}

async function makeResources(
  db: Reader,
  { memory }: Vault,
  told: Told,
  places: readonly FoundResource[],
  onDamaged: NameDamaged | undefined,
): Promise<Made> {
  const { access, beside } = told;
  const byId = new Map(places.map(place => [place.id, place]));
  const made = new Map<string, readonly Resource[]>();
  const takeBreak = takeBreaks();
  for (const ids of sliceBySize([...byId.values()])) {
    const asked = { ids, filters: [], currentOnly: true, openOnly: true as const, limit: ids.length };
    const things = await db.things(access.grant).queryShown(asked, undefined, onDamaged);
    const settingsOf = await settingsOfThings(db, access, things);
    for (const thing of things) {
      const place = byId.get(thing.id);
      if (!place || !isKnownType(thing.typeId)) continue;
      // It may be another version by now.
      const key = writeKey(told, { ...place, versionStamp: thing.versionStamp });
      const resources = memory.madeResources.take(key, thing.size, () =>
        resourcesOfThing(thing, { ...settingsOf(thing), ...(beside && { beside }) }).map(one =>
          withMeta(one, thing, place.updatedAt),
        ),
      );
      made.set(thing.id, resources);
      await takeBreak();
    }
  }
  return made;
}

/** Read and opened at once, without a break. */
const atOnceBytes = 262_144;

/** Large ones one by one, small ones together. */
function sliceBySize(places: readonly FoundResource[]): string[][] {
  const slices: string[][] = [];
  let left = 0;
  for (const { id, size } of places) {
    left -= size;
    const own = left > 0 ? slices.at(-1) : undefined;
    if (own) own.push(id);
    else {
      slices.push([id]);
      left = atOnceBytes - size;
    }
  }
  return slices;
}

/** The version, for whom it is told, and by what it is judged. */
function writeKey(
  { access: { grant, patientId }, key }: Told,
  { id, versionStamp, updatedAt }: FoundResource,
): string {
  return `${grant.recordId} ${id} ${versionStamp} ${updatedAt} ${patientId} ${key}`;
}

/** With what the server alone knows of it. */
export function withMeta(
  { resource, key }: MadeResource,
  { id, versionStamp }: Pick<ShownThing, 'id' | 'versionStamp'>,
  updatedAt: number,
): Resource {
  const { resourceType, meta, id: _, ...rest } = resource;
  const own = typeof meta === 'object' && meta !== null ? meta : {};
  return {
    resourceType,
    id: key === undefined ? id : `${id}.${key}`,
    meta: { ...own, versionId: versionStamp, lastUpdated: new Date(updatedAt).toISOString() },
    ...rest,
  };
}

/** Do scopes that are narrower than the kind of a resource open it? */
export function isOpen(
  resource: Resource,
  access: WithinScopes,
  interaction: 'r' | 's' | 'c' | 'u' | 'd',
  now: number,
): boolean {
  if (!access.allows(resource.resourceType, interaction)) return false;
  const narrowing = readNarrowing(access, resource.resourceType, interaction);
  return !narrowing || narrowing.some(all => all.every(condition => meets(resource, condition, now)));
}
