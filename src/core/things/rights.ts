// What a grant opens of one thing. Queries ask the same of the store by their scope: scope.ts.
import type { Grant } from '../authorization/grant.ts';
import type { Permission } from '../authorization/rules.ts';
import type { Refuse } from './progress.ts';
import { flag, type StoredThing } from './thing.ts';

type Judged = Pick<StoredThing, 'typeId' | 'effectiveDate' | 'state' | 'flags'>;

/** May its data be told to whom the grant is for? */
export function mayRead(grant: Grant, thing: Judged): boolean {
  return visible(grant, thing) && grant.permits('Read', thing.typeId, thing.effectiveDate);
}

/** Applications neither see deleted nor personal things. */
export function visible(grant: Grant, { state, flags }: Pick<Judged, 'state' | 'flags'>): boolean {
  return grant.seesEverything || (state === 'Active' && (flags & flag.personal) === 0);
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
