// The kinds of item that a record has, and the newest of each: what its first page shows.
import { findVersion, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../ports.ts';
import { queryOf } from './list.ts';
import type { ShownThing } from './query.ts';
import { families } from './scope.ts';

/** Types of which there is something active that the grant may read, in no order. */
export async function presentKinds(db: Reader, grant: Grant): Promise<ThingType[]> {
  const ids = (await db.things(grant).kinds()).filter(id => findVersion(id) && grant.permits('Read', id));
  const types = [...families(ids)];
  if (grant.seesEverything) return types;
  // That there is something personal is not for others to know.
  return (await newestOf(db, grant, types)).map(({ type }) => type);
}

/** The newest of each of these types, by effective date; nothing for those without one that can be seen. */
export async function newestOf(
  db: Reader,
  grant: Grant,
  types: readonly ThingType[],
): Promise<{ type: ThingType; thing: ShownThing }[]> {
  const found: { type: ThingType; thing: ShownThing }[] = [];
  for (const type of types) {
    const query = queryOf(grant, { typeIds: type.versions.map(({ id }) => id) });
    const [thing] = query ? await db.things(grant).queryShown({ ...query, limit: 1 }) : [];
    if (thing) found.push({ type, thing });
  }
  return found;
}
