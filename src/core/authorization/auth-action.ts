// Whether an application has what it asks for on a record, or the person must be asked again. Pure.
// Called by people/person-info.ts with what was granted and what the application asks today.
import { isDeepStrictEqual } from 'node:util';
import { everyType } from '../../things/index.ts';
import type { RecordAccess } from '../records/record.ts';
import { personMay } from './grant.ts';
import { covers, type Permission, type Rule } from './rules.ts';

export type AuthAction = 'NoActionRequired' | 'ReauthorizationRequired' | 'ReauthorizationNotPossible';

/**
 * Required rules that reach further than what was granted ask for the person again. Rules that became narrower,
 * and optional ones, never do: those wait until the application asks for them itself.
 */
export function authAction({
  asked,
  granted,
  access,
}: {
  asked: readonly Rule[];
  granted: readonly Rule[];
  access: Pick<RecordAccess, 'level' | 'typeIds' | 'expiresAt'>;
}): AuthAction {
  let isMissing = false;
  for (const rule of asked.filter(({ optional }) => optional === undefined)) {
    for (const { permission, typeId } of missing(rule, granted)) {
      if (!personMay(access, permission, typeId)) return 'ReauthorizationNotPossible';
      isMissing = true;
    }
  }
  return isMissing ? 'ReauthorizationRequired' : 'NoActionRequired';
}

/** What a rule asks for beyond what was granted, for some dates at least. */
function missing(rule: Rule, granted: readonly Rule[]): { permission: Permission; typeId: string }[] {
  if (granted.some(given => isDeepStrictEqual(given, rule))) return [];
  const given = granted.filter(({ mode }) => mode === rule.mode);
  const dates = tellingDates([rule, ...given]);
  const isMissing = (permission: Permission, typeId: string) =>
    dates.some(
      date =>
        covers(rule, permission, typeId, date) &&
        !given.some(other => covers(other, permission, typeId, date)),
    );
  return typesToTell().flatMap(typeId =>
    rule.permissions
      .filter(permission => isMissing(permission, typeId))
      .map(permission => ({ permission, typeId })),
  );
}

/** One version of every type, and a name for those still to come, which only rules on all types cover. */
function typesToTell(): string[] {
  return [...everyType().map(type => type.versions[0]!.id), 'types to come'];
}

/**
 * Where rules differ at all, they differ at one of these: what they name begins at a date, or just after another
 * ends. Dates compare as text, so the empty one comes before all and a zero character makes the next.
 */
function tellingDates(rules: readonly Rule[]): string[] {
  const named = rules.flatMap(({ targets, exceptions }) => [...targets, ...exceptions]);
  return [
    ...new Set(['', ...named.flatMap(({ from, to }) => [from ?? '', to === undefined ? '' : `${to}\0`])]),
  ];
}
