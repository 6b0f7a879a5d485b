// How far rules reach: the spans of effective dates they open, by mode, permission and type. Rules are compared by
// this alone, so splitting, joining, renaming or reordering them changes nothing. Pure.
// Used by auth-action.ts, and by applications/within-master.ts for the rules of children.
import { findVersion } from '../../things/index.ts';
import { type Permission, permissions, type Rule, type RuleTarget } from './rules.ts';
import { joinSpans, type Span, subtractSpans, toSpan } from './spans.ts';

/** Something that is asked for, and whether all of it is given. */
export interface Asked {
  readonly permission: Permission;
  readonly typeId: string;
  readonly isGiven: boolean;
}

/** What rules ask for, type by type, beside what others give. */
export function compareReach(asked: readonly Rule[], given: readonly Rule[]): readonly Asked[] {
  if (!Object.isFrozen(asked) || !Object.isFrozen(given)) return compare(asked, given);
  let known = compared.get(asked);
  if (!known) {
    known = new WeakMap();
    compared.set(asked, known);
  }
  let found = known.get(given);
  if (!found) {
    found = compare(asked, given);
    known.set(given, found);
  }
  return found;
}

/** Rules as the store hands them out are frozen, and the same for many records. */
const compared = new WeakMap<readonly Rule[], WeakMap<readonly Rule[], readonly Asked[]>>();

function compare(asked: readonly Rule[], given: readonly Rule[]): Asked[] {
  const types = typesOf([...asked, ...given]);
  return (['online', 'offline'] as const).flatMap(mode =>
    permissions.flatMap(permission => {
      const wanted = asked
        .filter(rule => rule.mode === mode && rule.permissions.includes(permission))
        .map(compiled);
      if (wanted.length === 0) return [];
      const there = given
        .filter(rule => rule.mode === mode && rule.permissions.includes(permission))
        .map(compiled);
      return types.flatMap(({ family, typeId }) => {
        const spans = spansOn(family, wanted);
        if (spans.length === 0) return [];
        return [{ permission, typeId, isGiven: subtractSpans(spans, spansOn(family, there)).length === 0 }];
      });
    }),
  );
}

type Family = unknown;

/** The types that rules name, and one that none names, which stands for the others and those to come. */
function typesOf(rules: readonly Rule[]): { family: Family; typeId: string }[] {
  const found = new Map<Family, string>();
  for (const { targets, exceptions } of rules) {
    for (const { typeIds } of [...targets, ...exceptions]) {
      if (typeIds !== 'all') for (const id of typeIds) found.set(familyOf(id), id);
    }
  }
  return [...found, [undefined, 'types to come'] as const].map(([family, typeId]) => ({ family, typeId }));
}

/** Versions of a type share their rights. */
function familyOf(typeId: string): Family {
  return findVersion(typeId)?.type ?? typeId;
}

interface CompiledSet extends Span {
  readonly families: ReadonlySet<Family> | 'all';
}
interface CompiledRule {
  readonly targets: readonly CompiledSet[];
  readonly exceptions: readonly CompiledSet[];
}

function compiled({ targets, exceptions }: Rule): CompiledRule {
  return { targets: targets.map(compiledSet), exceptions: exceptions.map(compiledSet) };
}

function compiledSet(target: RuleTarget): CompiledSet {
  const { typeIds } = target;
  return { ...toSpan(target), families: typeIds === 'all' ? 'all' : new Set(typeIds.map(familyOf)) };
}

function spansOn(family: Family, rules: readonly CompiledRule[]): Span[] {
  return joinSpans(
    rules.flatMap(({ targets, exceptions }) =>
      subtractSpans(joinSpans(on(family, targets)), joinSpans(on(family, exceptions))),
    ),
  );
}

function on(family: Family, sets: readonly CompiledSet[]): CompiledSet[] {
  return sets.filter(({ families }) => families === 'all' || families.has(family));
}
