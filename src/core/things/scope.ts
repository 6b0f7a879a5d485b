// What of a record a grant opens for reading, turned into conditions of a query, so that the store finds nothing else.
// Says the same as Grant.permits; read.ts uses it.
import { getFirst } from '../../assume.ts';
import { everyType, findVersion, type ThingType } from '../../things/index.ts';
import { type Grant, personMay } from '../authorization/grant.ts';
import type { Rule, RuleTarget } from '../authorization/rules.ts';
import type { ReadScope, ThingRange } from './query.ts';

export interface Readable {
  /** The types that can be found, every version spelled out; undefined for all there are. */
  readonly typeIds: readonly string[] | undefined;
  /** Undefined where the types alone say it: none of them is open for some dates only. */
  readonly scope: readonly ReadScope[] | undefined;
  /** Is all that was asked for open, whatever its date? */
  readonly whole: boolean;
}

/** @param asked families of types to keep to; undefined for all */
export function readable(grant: Grant, asked: ReadonlySet<ThingType> | undefined): Readable {
  const rules = grant.rules?.filter(rule => rule.permissions.includes('Read'));
  if (!asked && grant.access.typeIds === undefined && (!rules || rules.some(opensAll))) {
    return { typeIds: undefined, scope: undefined, whole: true };
  }
  const types = asked ? [...asked] : everyType();
  const whole: ThingType[] = [];
  const part: ThingType[] = [];
  for (const type of types) {
    const how = openness(grant, rules, type);
    if (how === 'whole') whole.push(type);
    if (how === 'part') part.push(type);
  }
  return {
    typeIds: [...whole, ...part].flatMap(versionIds),
    scope:
      part.length === 0
        ? undefined
        : [...inFull(whole), ...(rules ?? []).flatMap(rule => ofRule(rule, part))],
    whole: whole.length === types.length,
  };
}

/** The condition that everything found must meet, where the types found are not limited otherwise. */
export function scopeOf({ typeIds, scope }: Readable): readonly ReadScope[] | undefined {
  return scope ?? (typeIds && [{ typeIds }]);
}

function versionIds(type: ThingType): string[] {
  return type.versions.map(version => version.id);
}

/** The families that version-type-ids belong to. Unknown ids belong to none. */
export function families(typeIds: readonly string[]): Set<ThingType> {
  return new Set(typeIds.flatMap(id => findVersion(id)?.type ?? []));
}

function opensAll(rule: Rule): boolean {
  return (
    rule.exceptions.length === 0 &&
    rule.targets.some(target => target.typeIds === 'all' && isTimeless(target))
  );
}

function openness(
  grant: Grant,
  rules: readonly Rule[] | undefined,
  type: ThingType,
): 'whole' | 'part' | 'shut' {
  if (!personMay(grant.access, 'Read', getFirst(type.versions).id)) return 'shut';
  if (!rules) return 'whole';
  let how: 'part' | 'shut' = 'shut';
  for (const { targets, exceptions } of rules) {
    const within = targets.filter(target => names(target, type));
    const except = exceptions.filter(target => names(target, type));
    if (within.length === 0 || except.some(isTimeless)) continue;
    if (except.length === 0 && within.some(isTimeless)) return 'whole';
    how = 'part';
  }
  return how;
}

function names({ typeIds }: RuleTarget, type: ThingType): boolean {
  return typeIds === 'all' || type.versions.some(version => typeIds.includes(version.id));
}

function isTimeless({ from, to }: RuleTarget): boolean {
  return from === undefined && to === undefined;
}

function inFull(types: readonly ThingType[]): ReadScope[] {
  return types.length === 0 ? [] : [{ typeIds: types.flatMap(versionIds) }];
}

function ofRule({ targets, exceptions }: Rule, types: readonly ThingType[]): ReadScope[] {
  const except = exceptions.flatMap(target => range(target, types));
  return targets
    .flatMap(target => range(target, types))
    .map(within => (except.length === 0 ? within : { ...within, except }));
}

/** What a target says of these types; nothing when it names none of them. */
function range(target: RuleTarget, types: readonly ThingType[]): ThingRange[] {
  const typeIds = types.filter(type => names(target, type)).flatMap(versionIds);
  if (typeIds.length === 0) return [];
  return [
    {
      typeIds,
      ...(target.from !== undefined && { from: target.from }),
      ...(target.to !== undefined && { to: target.to }),
    },
  ];
}
