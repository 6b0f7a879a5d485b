// The one thing of a type that a record has one of, whoever may see it: what is written stands beside it or takes its place.
import type { ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { type Awaitable, after } from '../awaitable.ts';
import type { Reader } from '../store.ts';
import type { StoredThing } from './thing.ts';

export function findSingleton(
  db: Reader,
  grant: Grant,
  { versions }: Pick<ThingType, 'versions'>,
): Awaitable<StoredThing | undefined> {
  const ids = versions.map(({ id }) => id);
  const found = db.unscoped(grant, 'there may be one of it only, seen or not').ofTypes(ids, 1);
  return after(found, ([thing]) => thing);
}
