// Things of a record as resources: each with its id, its version and when it was changed.

import { takeBreaks } from '../limits/turns.ts';
import type { Reader } from '../store.ts';
import type { ShownThing } from '../things/query.ts';
import type { Vault } from '../vault.ts';
import type { FhirAccess, WithinScopes } from './access.ts';
import { settingsOfThings } from './attachments.ts';
import { isKnownType, type MadeResource, resourcesOfThing } from './mapping.ts';
import { meets } from './match.ts';
import { readNarrowing } from './narrowing.ts';
import type { FoundResource } from './ports.ts';
import type { Resource } from './values.ts';

/** A resource and the thing that it is of. */
export interface ReadResource {
  readonly resource: Resource;
  readonly thing: ShownThing;
  readonly updatedAt: number;
  readonly place: FoundResource;
}

/** The resources at these places, in their order, as far as the grant opens them and they are still there. */
export async function readResources(
  db: Reader,
  { limits, memory }: Vault,
  access: FhirAccess,
  places: readonly FoundResource[],
): Promise<{ resources: ReadResource[]; isCut: boolean }> {
  const ids = [...new Set(places.map(({ id }) => id))];
  if (ids.length === 0) return { resources: [], isCut: false };
  let bytes = 0;
  let count = 0;
  let isCut = false;
  const fits = (size: number) => {
    bytes += size;
    isCut = bytes > limits.pageBytesMax && count > 0;
    count++;
    return !isCut;
  };
  const things = await db
    .things(access.grant)
    .queryShown({ ids, filters: [], currentOnly: true, openOnly: true, limit: ids.length }, fits);
  const settingsOf = await settingsOfThings(db, access, things);
  const { recordId } = access.grant;
  const updatedAtOf = new Map(places.map(({ id, updatedAt }) => [id, updatedAt]));
  const made = new Map<string, { thing: ShownThing; resources: readonly Resource[] }>();
  const takeBreak = takeBreaks();
  for (const thing of things) {
    if (!isKnownType(thing.typeId)) continue;
    const updatedAt = updatedAtOf.get(thing.id) ?? 0;
    const key = `${recordId} ${thing.id} ${thing.versionStamp} ${updatedAt} ${access.patientId}`;
    const resources = memory.madeResources.take(key, thing.size, () =>
      resourcesOfThing(thing, settingsOf(thing)).map(one => withMeta(one, thing, updatedAt)),
    );
    made.set(thing.id, { thing, resources });
    await takeBreak();
  }
  const resources = places.flatMap(place => {
    const found = made.get(place.id);
    const resource = found?.resources[place.part];
    return found && resource ? [{ resource, thing: found.thing, updatedAt: place.updatedAt, place }] : [];
  });
  return { resources, isCut };
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
