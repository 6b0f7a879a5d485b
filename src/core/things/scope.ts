// A query within what its grant opens, so that the store finds nothing else. Asked by storage/things.ts for every query there
// is: who reads cannot forget it.
import { findVersion, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import type { ReadScope } from '../authorization/readable.ts';
import type { ThingFilter, ThingQuery } from './query.ts';
import type { RecordOperation } from './thing.ts';

/** Beside what is asked: spread into one, they take longer than all else here. */
export interface ScopedQuery {
  readonly asked: ThingQuery;
  /** Only what lies in one of these; undefined for all. */
  readonly scope: readonly ReadScope[] | undefined;
  /** Personal things, deleted things and their history. */
  readonly seesEverything: boolean;
}

/** Undefined where nothing can be found. */
export function scopeQuery(grant: Grant, asked: ThingQuery): ScopedQuery | undefined {
  const seesEverything = grant.seesEverything && !asked.openOnly;
  const { ids = [], keys = [], clientIds = [], filters, typeIds } = asked;
  const isNamed = ids.length + keys.length + clientIds.length > 0;
  const isForDeleted = filters.some(({ states }) => states?.includes('Active') === false);
  if (!isNamed && isForDeleted && !seesEverything) return undefined;
  if (grant.mayReadAll) return { asked, scope: undefined, seesEverything };
  if (isNamed) {
    return { asked, scope: findScope(grant, typeIds && findFamilies(typeIds)), seesEverything };
  }
  // What is not open is not asked for, so that the types that are can be read each by its index.
  const types = typesAsked(filters);
  const { typeIds: open = [], scope } = grant.readable(types && findFamilies(types));
  const openIds = new Set(open);
  const left = types ? types.filter(id => openIds.has(id)) : open;
  const [first, ...others] = filters;
  if (!first || left.length === 0) return undefined;
  if (left.length === types?.length) return { asked, scope, seesEverything };
  const narrowed = { ...asked, filters: [{ ...first, typeIds: left }, ...others] };
  return { asked: narrowed, scope, seesEverything };
}

/** What is open of these families, or of the whole record; undefined for all of it. */
export function findScope(grant: Grant, types?: ReadonlySet<ThingType>): readonly ReadScope[] | undefined {
  const { typeIds, scope } = grant.readable(types);
  return scope ?? (typeIds && [{ typeIds }]);
}

/** Undefined for all. */
function typesAsked(filters: readonly ThingFilter[]): readonly string[] | undefined {
  const [first, ...others] = filters.flatMap(({ typeIds }) => (typeIds ? [typeIds] : []));
  return first?.filter(id => others.every(typeIds => typeIds.includes(id)));
}

/** Every version of these families, by its id. */
export function listVersionIds(types: ReadonlySet<ThingType>): string[] {
  return [...types].flatMap(({ versions }) => versions.map(({ id }) => id));
}

/** May lines of the log be told, by the type and date of what they are about? */
export function judgeOperations(
  grant: Grant,
): (operation: Pick<RecordOperation, 'typeId' | 'effectiveDate'>) => boolean {
  const { typeIds, scope } = grant.readable();
  if (!typeIds) return () => true;
  const open = new Set(typeIds);
  return ({ typeId, effectiveDate }) =>
    open.has(typeId) && (!scope || grant.permits('Read', typeId, effectiveDate));
}

/** The families that version-type-ids belong to. Unknown ids belong to none. */
export function findFamilies(typeIds: readonly string[]): Set<ThingType> {
  const families = new Set<ThingType>();
  for (const id of typeIds) {
    const type = findVersion(id)?.type;
    if (type) families.add(type);
  }
  return families;
}
