// What of a record a grant opens for reading, in terms that a store can look by: families of types with every version spelled
// out, and dates as text. Says the same as Grant.permits. Worked out by the grant; things/scope.ts puts it into queries.
import { getFirst } from '../../assume.ts';
import { everyType, type ThingType } from '../../things/index.ts';
import type { RecordAccess } from '../records/record.ts';
import { isSameFamily, type Permission, type Rule, type RuleTarget } from './rules.ts';

/** Some types, every version spelled out, at some effective dates. What is left out is open. */
export interface ThingRange {
  readonly typeIds?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

/** A part of the record that is open for reading. */
export interface ReadScope extends ThingRange {
  readonly except?: readonly ThingRange[];
}

export interface Readable {
  /** The types that can be found, every version spelled out; undefined for all there are. */
  readonly typeIds: readonly string[] | undefined;
  /** Undefined where the types alone say it: none of them is open for some dates only. */
  readonly scope: readonly ReadScope[] | undefined;
  /** Is all that was asked for open, whatever its date? */
  readonly whole: boolean;
}

/** What decides: the granted rules, undefined where none limit, and the person's own access to the record. */
export interface Granted {
  readonly rules: readonly Rule[] | undefined;
  readonly access: PersonAccess;
}

export type PersonAccess = Pick<RecordAccess, 'level' | 'typeIds' | 'expiresAt'>;

/** @param asked families of types to keep to; undefined for all */
export function findReadable(granted: Granted, asked: ReadonlySet<ThingType> | undefined): Readable {
  if (!asked && mayReadAll(granted)) return { typeIds: undefined, scope: undefined, whole: true };
  const { access } = granted;
  const rules = granted.rules?.filter(rule => rule.permissions.includes('Read'));
  const types = asked ? [...asked] : everyType();
  const whole: ThingType[] = [];
  const part: ThingType[] = [];
  for (const type of types) {
    const how = openness(access, rules, type);
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

/** Is every type open, whatever its date? */
export function mayReadAll({ rules, access }: Granted): boolean {
  return access.typeIds === undefined && (rules === undefined || rules.some(opensAll));
}

/** Does a person's own access to a record reach this far? */
export function mayPersonDo(access: PersonAccess, permission: Permission, typeId: string): boolean {
  if (access.typeIds !== undefined && !access.typeIds.some(id => isSameFamily(id, typeId))) return false;
  return access.level !== 'view' || permission === 'Read';
}

function versionIds(type: ThingType): string[] {
  return type.versions.map(version => version.id);
}

function opensAll(rule: Rule): boolean {
  return (
    rule.permissions.includes('Read') &&
    rule.exceptions.length === 0 &&
    rule.targets.some(target => target.typeIds === 'all' && isTimeless(target))
  );
}

function openness(
  access: PersonAccess,
  rules: readonly Rule[] | undefined,
  type: ThingType,
): 'whole' | 'part' | 'shut' {
  if (!mayPersonDo(access, 'Read', getFirst(type.versions).id)) return 'shut';
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

/** What a target says of these types; nothing when it names none of them. All there are need not be spelled out. */
function range(target: RuleTarget, types: readonly ThingType[]): ThingRange[] {
  const named = types.filter(type => names(target, type));
  if (named.length === 0) return [];
  return [
    {
      ...(named.length < everyType().length && { typeIds: named.flatMap(versionIds) }),
      ...(target.from !== undefined && { from: target.from }),
      ...(target.to !== undefined && { to: target.to }),
    },
  ];
}
