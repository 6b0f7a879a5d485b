// What the model test does: worlds of rules, and sequences of commands as plain data. Things are meant by number,
// so that a sequence still makes sense when commands are taken out of it.
import fc from 'fast-check';
import { conditions, type Content, days, type KindName, kindNames } from './kinds.ts';

export const rights = ['Read', 'Create', 'Update', 'Delete'] as const;
export type Right = (typeof rights)[number];

/** An application's rule. */
export interface RuleDraft {
  readonly mode: 'online' | 'offline';
  readonly optional: boolean;
  readonly rights: readonly Right[];
  readonly targets: readonly TargetDraft[];
  readonly exceptions: readonly TargetDraft[];
}
export interface TargetDraft {
  readonly kinds: readonly KindName[] | 'all';
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export const counts = { apps: 3, people: 3 } as const;

/** Who calls, and by which id for which record. Every person has a record of the same number. */
export interface Caller {
  /** Counts among what is authorised at the time; otherwise it is these very three. */
  readonly granted: number | undefined;
  readonly app: number;
  readonly person: number;
  readonly how: 'online' | 'offline' | 'alone';
  readonly record: number;
  readonly recordId: 'own' | "another app's" | 'none';
}

export type StampDraft = 'right' | 'old' | 'missing' | 'unknown';

export interface ThingRef {
  readonly number: number;
  /** Counts among the things that are there, those that were, or those of all records. */
  readonly among: 'present' | 'deleted' | 'anywhere';
  readonly stamp: StampDraft;
}

export interface WriteDraft {
  readonly thing: ThingRef | undefined;
  readonly kind: KindName;
  /** For an update: the kind the thing has, the other version of it, or any. */
  readonly kindIs: 'same' | 'other version' | 'any';
  readonly withType: boolean;
  readonly content: Content | undefined;
  readonly tags: number | undefined;
  readonly end: number | 'clear' | undefined;
  readonly flags: number | undefined;
}

export interface FilterDraft {
  readonly kinds: readonly KindName[];
  readonly state: 'Active' | 'Deleted' | undefined;
  readonly effective: Range<string>;
  readonly ends: Range<string>;
  /** Minutes before now. */
  readonly created: Range<number>;
  readonly updated: Range<number>;
  readonly createdApp: number | undefined;
  readonly updatedApp: number | undefined;
  readonly createdPerson: number | undefined;
  readonly updatedPerson: number | undefined;
  readonly condition: number | undefined;
}
export interface Range<T> {
  readonly min: T | undefined;
  readonly max: T | undefined;
}

export interface GroupDraft {
  readonly ids: readonly ThingRef[];
  readonly named: 'id' | 'key';
  readonly clientIds: readonly number[];
  readonly filters: readonly FilterDraft[];
  readonly allVersions: boolean;
  readonly max: number | undefined;
  readonly maxFull: number | undefined;
  readonly format: readonly KindName[];
}

export type Command =
  | { readonly do: 'put'; readonly by: Caller; readonly version: 1 | 2; readonly overwrite: boolean; readonly writes: readonly WriteDraft[] }
  | { readonly do: 'remove'; readonly by: Caller; readonly things: readonly ThingRef[] }
  | { readonly do: 'get'; readonly by: Caller; readonly version: 1 | 3; readonly groups: readonly GroupDraft[] }
  | { readonly do: 'operations'; readonly by: Caller; readonly back: number }
  | { readonly do: 'permissions'; readonly by: Caller; readonly kinds: readonly KindName[] }
  | { readonly do: 'person'; readonly by: Caller }
  | { readonly do: 'people'; readonly by: Caller; readonly page: number; readonly sinceMinutes: number | undefined }
  | { readonly do: 'records'; readonly by: Caller; readonly records: readonly number[] }
  | { readonly do: 'updated records'; readonly by: Caller; readonly sinceMinutes: number | undefined }
  | { readonly do: 'leave'; readonly by: Caller }
  | Act;

/** What people and developers do, and time. */
export type Act =
  | { readonly do: 'authorize'; readonly app: number; readonly person: number; readonly record: number; readonly optional: readonly boolean[] }
  | { readonly do: 'revoke'; readonly app: number; readonly person: number; readonly record: number }
  | { readonly do: 'change rules'; readonly app: number; readonly rules: readonly RuleDraft[] }
  | {
      readonly do: 'share';
      readonly record: number;
      readonly person: number;
      readonly level: 'view' | 'modify' | 'custodian';
      readonly kinds: readonly KindName[] | undefined;
      readonly minutes: number | undefined;
    }
  | { readonly do: 'unshare'; readonly record: number; readonly person: number }
  | { readonly do: 'sign out'; readonly app: number; readonly person: number }
  | { readonly do: 'pass'; readonly seconds: number };

export interface Sequence {
  /** The rules each application starts with. */
  readonly rules: readonly (readonly RuleDraft[])[];
  readonly commands: readonly Command[];
}

const chance = (percent: number): fc.Arbitrary<boolean> => fc.integer({ min: 0, max: 99 }).map(n => n < percent);
const perhaps = <T>(percent: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: percent, arbitrary: value }, { weight: 100 - percent, arbitrary: fc.constant(undefined) });
const few = <T>(value: fc.Arbitrary<T>, min: number, max: number) => fc.array(value, { minLength: min, maxLength: max, size: 'max' });
const oneOf = <const T>(...values: T[]) => fc.constantFrom<T[]>(...values);
const index = (count: number) => fc.integer({ min: 0, max: count - 1 });

/** A record has one thing of the last two at most. */
const kind = fc.oneof(
  { weight: 7, arbitrary: oneOf('weight', 'weight', 'height', 'condition', 'medication1', 'medication2') },
  { weight: 1, arbitrary: oneOf('basic1', 'basic2') },
);
const app = index(counts.apps);
const person = index(counts.people);
const record = index(counts.people);
const day = index(days.length);

/** Moments that rules and filters name: the days items lie on, and a few around the time the tests begin. */
const moments = [...days.map(text => `${text}T00:00:00`), '2024-12-31T08:30:00', '2026-11-25T12:05:00', '2026-11-25T16:00:00'].sort();
const range: fc.Arbitrary<Range<string>> = fc
  .tuple(perhaps(70, index(moments.length)), perhaps(60, index(moments.length)))
  .map(([a, b]) => {
    const [min, max] = a !== undefined && b !== undefined && a > b ? [b, a] : [a, b];
    return { min: min === undefined ? undefined : moments[min], max: max === undefined ? undefined : moments[max] };
  });
const anyTime = { min: undefined, max: undefined };

const target: fc.Arbitrary<TargetDraft> = fc
  .tuple(
    fc.oneof({ weight: 2, arbitrary: fc.constant('all' as const) }, { weight: 3, arbitrary: fc.subarray(kindNames, { minLength: 1, maxLength: 4 }) }),
    fc.oneof({ weight: 4, arbitrary: fc.constant(anyTime) }, { weight: 1, arbitrary: range }),
  )
  .map(([kinds, { min, max }]) => ({ kinds, from: min, to: max }));

const rule: fc.Arbitrary<RuleDraft> = fc.record({
  mode: oneOf('online', 'online', 'offline'),
  optional: chance(25),
  rights: fc.oneof({ weight: 2, arbitrary: fc.constant([...rights]) }, { weight: 1, arbitrary: fc.subarray([...rights], { minLength: 1 }) }),
  targets: few(target, 1, 2),
  exceptions: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: few(target, 1, 1) }),
});

const everything: RuleDraft = {
  mode: 'online',
  optional: false,
  rights,
  targets: [{ kinds: 'all', from: undefined, to: undefined }],
  exceptions: [],
};

const everyRule: readonly RuleDraft[] = [everything, { ...everything, mode: 'offline' }];

const rules: fc.Arbitrary<readonly RuleDraft[]> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(everyRule) },
  { weight: 3, arbitrary: few(rule, 1, 4) },
);

const caller: fc.Arbitrary<Caller> = fc.record({
  granted: perhaps(95, fc.nat(20)),
  app,
  person,
  record,
  how: fc.oneof(
    { weight: 20, arbitrary: oneOf('online') },
    { weight: 12, arbitrary: oneOf('offline') },
    { weight: 1, arbitrary: oneOf('alone') },
  ),
  recordId: fc.oneof(
    { weight: 60, arbitrary: oneOf('own') },
    { weight: 1, arbitrary: oneOf("another app's") },
    { weight: 2, arbitrary: oneOf('none') },
  ),
});

const content: fc.Arbitrary<Content> = fc.record({
  value: index(4),
  day,
  hour: perhaps(25, oneOf(8, 23)),
  ends: perhaps(30, day),
  clientId: perhaps(30, index(3)),
  noteLength: perhaps(10, oneOf(5, 600)),
});

const ref: fc.Arbitrary<ThingRef> = fc.record({
  number: fc.nat(40),
  among: fc.oneof(
    { weight: 30, arbitrary: oneOf('present') },
    { weight: 1, arbitrary: oneOf('deleted') },
    { weight: 1, arbitrary: oneOf('anywhere') },
  ),
  stamp: fc.oneof(
    { weight: 25, arbitrary: oneOf('right') },
    { weight: 1, arbitrary: oneOf('old') },
    { weight: 1, arbitrary: oneOf('missing') },
    { weight: 1, arbitrary: oneOf('unknown') },
  ),
});

const tags = perhaps(25, index(3));
const end = perhaps(25, fc.oneof({ weight: 3, arbitrary: day }, { weight: 1, arbitrary: oneOf('clear') }));

const create: fc.Arbitrary<WriteDraft> = fc.record({
  thing: fc.constant(undefined),
  kind,
  kindIs: fc.constant('any'),
  withType: chance(99),
  content: perhaps(98, content),
  tags,
  end,
  flags: perhaps(15, oneOf(0, 16, 16, 2, 17)),
});

const update: fc.Arbitrary<WriteDraft> = fc.record({
  thing: ref,
  kind,
  kindIs: fc.oneof(
    { weight: 12, arbitrary: oneOf('same') },
    { weight: 3, arbitrary: oneOf('other version') },
    { weight: 1, arbitrary: oneOf('any') },
  ),
  withType: chance(97),
  content: perhaps(70, content),
  tags,
  end,
  flags: perhaps(12, oneOf(0, 16)),
});

const filter: fc.Arbitrary<FilterDraft> = fc.record({
  kinds: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: fc.subarray(kindNames, { minLength: 1, maxLength: 3 }) }),
  state: fc.oneof({ weight: 60, arbitrary: oneOf(undefined, 'Active') }, { weight: 1, arbitrary: oneOf('Deleted') }),
  effective: fc.oneof({ weight: 3, arbitrary: fc.constant(anyTime) }, { weight: 1, arbitrary: range }),
  ends: fc.oneof({ weight: 5, arbitrary: fc.constant(anyTime) }, { weight: 1, arbitrary: range }),
  created: ago(),
  updated: ago(),
  createdApp: perhaps(5, app),
  updatedApp: perhaps(5, app),
  createdPerson: perhaps(5, person),
  updatedPerson: perhaps(5, person),
  condition: perhaps(12, index(conditions.length)),
});

function ago(): fc.Arbitrary<Range<number>> {
  const minutes = oneOf(0, 1, 10, 60, 400);
  return fc.record({ min: perhaps(5, minutes), max: perhaps(5, minutes) });
}

const group: fc.Arbitrary<GroupDraft> = fc
  .record({
  ids: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: few(ref, 1, 4) }),
  named: oneOf('id', 'key'),
  clientIds: fc.oneof({ weight: 6, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: few(index(3), 1, 2) }),
  filters: fc.oneof({ weight: 1, arbitrary: fc.constant([]) }, { weight: 20, arbitrary: few(filter, 1, 1) }, { weight: 2, arbitrary: few(filter, 2, 2) }),
  allVersions: chance(20),
  max: perhaps(20, oneOf(0, 1, 3, 10)),
  maxFull: perhaps(20, oneOf(0, 1, 2, 20)),
  format: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: few(kind, 1, 2) }),
})
  // A group names things in one way.
  .map(draft => (draft.ids.length > 0 ? { ...draft, clientIds: [] } : draft));

const newThings: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('put'),
  by: caller,
  version: oneOf(2),
  overwrite: fc.constant(false),
  writes: fc.oneof({ weight: 20, arbitrary: few(create, 2, 5) }, { weight: 1, arbitrary: few(create, 6, 6) }),
});

const minutesAgo = perhaps(50, oneOf(0, 1, 10, 300));
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      do: fc.constant('put'),
      by: caller,
      version: oneOf(2, 2, 2, 1),
      overwrite: chance(10),
      writes: few(fc.oneof({ weight: 4, arbitrary: create }, { weight: 4, arbitrary: update }), 1, 3),
    }),
  },
  { weight: 2, arbitrary: newThings },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('remove'), by: caller, things: few(ref, 1, 2) }) },
  { weight: 22, arbitrary: fc.record({ do: fc.constant('get'), by: caller, version: oneOf(3, 3, 3, 1), groups: few(group, 1, 2) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('operations'), by: caller, back: oneOf(-3, 0, 1, 5, 1000) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('permissions'), by: caller, kinds: few(kind, 1, 5) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('person'), by: caller }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('people'), by: caller, page: oneOf(1, 2, 50), sinceMinutes: minutesAgo }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('records'), by: caller, records: few(record, 1, 3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('updated records'), by: caller, sinceMinutes: minutesAgo }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave'), by: caller }) },
  { weight: 4, arbitrary: authorization() },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('revoke'), app, person, record }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change rules'), app, rules }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('share'),
      record,
      person,
      level: oneOf('view', 'modify', 'custodian'),
      kinds: perhaps(30, fc.subarray(kindNames, { minLength: 1 })),
      minutes: perhaps(30, oneOf(5, 120)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unshare'), record, person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sign out'), app, person }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('pass'), seconds: oneOf(1, 1, 1, 60, 60, 61, 61, 600, 600, 600, 3600, 14_400) }) },
);

function authorization() {
  return fc.record({ do: fc.constant('authorize'), app, person, record, optional: few(fc.boolean(), 4, 4) });
}

/** Every application begins authorised by the person of its number on that person's record. */
const firstGrants: Command[] = Array.from({ length: counts.apps }, (_, i) => ({
  do: 'authorize',
  app: i,
  person: i,
  record: i,
  optional: [true, false, true, false],
}));

export const sequences: fc.Arbitrary<Sequence> = fc.record({
  // One application may do everything, so that there is something for the others to see.
  rules: few(rules, counts.apps - 1, counts.apps - 1).map(all => [everyRule, ...all]),
  commands: fc
    .tuple(few(authorization(), 3, 3), few(newThings, 4, 4), few(command, 30, 60))
    .map(([grants, writes, commands]): Command[] => [...firstGrants, ...grants, ...writes, ...commands]),
});

/** The sequence of a seed: the same for ever. */
export function sequenceOf(seed: number): Sequence {
  return fc.sample(sequences, { seed, numRuns: 1, unbiased: true })[0]!;
}
