// What a grant opens of one thing, to be read and to be written. Queries ask the same of the store by their scope: scope.ts.
import type { Grant } from '../authorization/grant.ts';
import { isSameFamily, type Permission } from '../authorization/rules.ts';
import type { Refuse } from './progress.ts';
import { flag, type Stamp, type StoredThing } from './thing.ts';

type Judged = Pick<StoredThing, 'typeId' | 'effectiveDate' | 'state' | 'flags'>;

/** May its data be told to whom the grant is for? */
export function mayRead(grant: Grant, thing: Judged): boolean {
  return isVisible(grant, thing) && grant.permits('Read', thing.typeId, thing.effectiveDate);
}

/** Applications neither see deleted nor personal things. */
export function isVisible(grant: Grant, { state, flags }: Pick<Judged, 'state' | 'flags'>): boolean {
  return grant.seesEverything || (state === 'Active' && (flags & flag.personal) === 0);
}

/** Did the very caller do this? */
export function isOfCaller(grant: Grant, stamp: Stamp, action: Stamp['action']): boolean {
  return stamp.action === action && stamp.appId === grant.app?.id && stamp.personId === grant.personId;
}

/** Custodians, and whoever deleted it by their own hand, unless it is personal. */
export function mayRestore(
  grant: Grant,
  { state, flags, updated }: Judged & Pick<StoredThing, 'updated'>,
): boolean {
  if (state !== 'Deleted' || grant.app !== undefined || grant.access.level === 'view') return false;
  if (grant.seesEverything) return true;
  const isPersonal = (flags & flag.personal) !== 0;
  return !isPersonal && updated.appId === undefined && updated.personId === grant.personId;
}

/** May a thing become this? What plans a write refuses first, and says why; the store asks for every version it is given. */
export function mayPut(grant: Grant, version: StoredThing, previous: StoredThing | undefined): boolean {
  const { typeId, effectiveDate } = version;
  const hides = ((version.flags ^ (previous?.flags ?? 0)) & flag.personal) !== 0;
  if (hides && !grant.seesEverything) return false;
  if (!previous) return grant.permits('Create', typeId, effectiveDate);
  if (previous.id !== version.id || !isSameFamily(previous.typeId, typeId)) return false;
  if (!isVisible(grant, previous) && !mayRestore(grant, previous)) return false;
  const isDelete = version.state === 'Deleted' && previous.state === 'Active';
  if (isDelete && typeId === previous.typeId && effectiveDate === previous.effectiveDate)
    return grant.permits('Delete', typeId, effectiveDate);
  return [previous, version].every(one => grant.permits('Update', one.typeId, one.effectiveDate));
}

/** May all of it be removed for good? */
export function mayPurge(grant: Grant, { state, typeId, effectiveDate }: Judged): boolean {
  return grant.seesEverything && state === 'Deleted' && grant.permits('Delete', typeId, effectiveDate);
}

export function demand(
  grant: Grant,
  permission: Permission,
  typeId: string,
  effectiveDate: string,
  refuse: Refuse,
): void {
  if (!grant.permits(permission, typeId, effectiveDate)) {
    throw refuse('accessDenied', `It needs the right to ${permission.toLowerCase()} this type.`);
  }
}
