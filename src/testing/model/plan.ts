// Draws random worlds of rules and sequences of commands for the model test.
import fc from 'fast-check';
import {
  type Caller,
  type Command,
  counts,
  type FilterDraft,
  type GroupDraft,
  type OrderDraft,
  type Range,
  type RuleDraft,
  rights,
  type Sequence,
  type TargetDraft,
  type ThingRef,
  type WriteDraft,
} from './commands.ts';
import { type Content, conditions, days, kindNames } from './kinds.ts';

const chance = (percent: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 0, max: 99 }).map(n => n < percent);
const perhaps = <T>(percent: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(
    { weight: percent, arbitrary: value },
    { weight: 100 - percent, arbitrary: fc.constant(undefined) },
  );
const few = <T>(value: fc.Arbitrary<T>, min: number, max: number) =>
  fc.array(value, { minLength: min, maxLength: max, size: 'max' });
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
const moments = [
  ...days.map(text => `${text}T00:00:00`),
  '2024-12-31T08:30:00',
  '2026-11-25T12:05:00',
  '2026-11-25T16:00:00',
].sort();
const range: fc.Arbitrary<Range<string>> = fc
  .tuple(perhaps(70, index(moments.length)), perhaps(60, index(moments.length)))
  .map(([a, b]) => {
    const [min, max] = a !== undefined && b !== undefined && a > b ? [b, a] : [a, b];
    return {
      min: min === undefined ? undefined : moments[min],
      max: max === undefined ? undefined : moments[max],
    };
  });
const anyTime = { min: undefined, max: undefined };

const target: fc.Arbitrary<TargetDraft> = fc
  .tuple(
    fc.oneof(
      { weight: 2, arbitrary: fc.constant('all' as const) },
      { weight: 3, arbitrary: fc.subarray(kindNames, { minLength: 1, maxLength: 4 }) },
    ),
    fc.oneof({ weight: 3, arbitrary: fc.constant(anyTime) }, { weight: 2, arbitrary: range }),
  )
  .map(([kinds, { min, max }]) => ({ kinds, from: min, to: max }));

const rule: fc.Arbitrary<RuleDraft> = fc.record({
  mode: oneOf('online', 'online', 'offline'),
  optional: chance(25),
  rights: fc.oneof(
    { weight: 2, arbitrary: fc.constant([...rights]) },
    { weight: 1, arbitrary: fc.subarray([...rights], { minLength: 1 }) },
  ),
  targets: few(target, 1, 2),
  exceptions: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: few(target, 1, 1) },
  ),
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
  { weight: 2, arbitrary: fc.constant(everyRule) },
  {
    weight: 2,
    arbitrary: range.map(({ min, max }) =>
      everyRule.map(rule => ({ ...rule, targets: [{ kinds: 'all' as const, from: min, to: max }] })),
    ),
  },
  { weight: 5, arbitrary: few(rule, 1, 4) },
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
    { weight: 2, arbitrary: oneOf("another app's", "another person's") },
    { weight: 2, arbitrary: oneOf('none') },
  ),
});

const content: fc.Arbitrary<Content> = fc.record({
  value: index(4),
  day,
  hour: perhaps(25, oneOf(8, 23)),
  ends: perhaps(30, day),
  clientId: perhaps(30, index(3)),
  noteLength: perhaps(15, oneOf(5, 600)),
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
  flags: perhaps(25, oneOf(0, 16, 16, 16, 2, 17)),
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
  content: perhaps(60, content),
  tags,
  end,
  flags: perhaps(20, oneOf(0, 16)),
});

const filter: fc.Arbitrary<FilterDraft> = fc.record({
  kinds: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.subarray(kindNames, { minLength: 1, maxLength: 3 }) },
  ),
  state: fc.oneof(
    { weight: 60, arbitrary: oneOf(undefined, 'Active') },
    { weight: 1, arbitrary: oneOf('Deleted') },
  ),
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

const order: fc.Arbitrary<OrderDraft> = fc.oneof(
  fc.record({ kind, property: oneOf('eff-date'), direction: oneOf(undefined, 'Asc', 'Desc') }),
  fc.record({
    kind: oneOf('weight'),
    property: oneOf('value/kg'),
    direction: oneOf(undefined, 'Asc', 'Desc'),
  }),
);

const group: fc.Arbitrary<GroupDraft> = fc
  .record({
    ids: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: few(ref, 1, 4) }),
    named: oneOf('id', 'key'),
    clientIds: fc.oneof(
      { weight: 6, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: few(index(3), 1, 2) },
    ),
    filters: fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      { weight: 20, arbitrary: few(filter, 1, 1) },
      { weight: 2, arbitrary: few(filter, 2, 2) },
    ),
    allVersions: chance(30),
    max: perhaps(20, oneOf(0, 1, 3, 10)),
    maxFull: perhaps(20, oneOf(0, 1, 2, 20)),
    format: fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: few(kind, 1, 2) }),
    order: perhaps(12, order),
  })
  // A group names things in one way.
  .map(draft => (draft.ids.length > 0 ? { ...draft, clientIds: [] } : draft));

const newThings: fc.Arbitrary<Extract<Command, { do: 'put' }>> = fc.record({
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
  {
    weight: 22,
    arbitrary: fc.record({
      do: fc.constant('get'),
      by: caller,
      version: oneOf(3, 3, 3, 3, 1, 2),
      groups: few(group, 1, 2),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('operations'), by: caller, back: oneOf(-3, 0, 1, 5, 1000) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('permissions'), by: caller, kinds: few(kind, 1, 5) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('person'), by: caller }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('people'),
      by: caller,
      page: oneOf(1, 2, 50),
      sinceMinutes: minutesAgo,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('records'), by: caller, records: few(record, 1, 3) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('updated records'), by: caller, sinceMinutes: minutesAgo }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave'), by: caller }) },
  { weight: 4, arbitrary: authorization() },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('revoke'), app, person, record }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change rules'), app, rules }) },
  {
    weight: 3,
    arbitrary: share(),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unshare'), record, person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sign out'), app, person }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('pass'),
      seconds: oneOf(1, 1, 1, 60, 60, 61, 61, 600, 600, 600, 3600, 14_400),
    }),
  },
);

function authorization() {
  return fc.record({
    do: fc.constant('authorize'),
    again: perhaps(40, fc.nat(20)),
    app,
    person,
    record,
    optional: few(fc.boolean(), 4, 4),
  });
}

function share() {
  return fc.record({
    do: fc.constant('share'),
    record,
    person,
    level: oneOf('view', 'modify', 'custodian'),
    kinds: perhaps(30, fc.subarray(kindNames, { minLength: 1 })),
    minutes: perhaps(30, oneOf(5, 120)),
  });
}

/** A record is shared with a person, who goes on to let an application work on it. */
const sharing: fc.Arbitrary<Command[]> = fc
  .tuple(share(), authorization())
  .map(([shared, grant]) => [
    shared,
    { ...grant, again: undefined, person: shared.person, record: shared.record },
  ]);

/** Optional rules that are agreed to at the start. */
const someOptional = [true, false, true, false];

/** Every application begins authorised by the person of its number, the first by everybody. */
const firstGrants = Array.from({ length: counts.people }, (_, i): Command[] => {
  const grant = { do: 'authorize', again: undefined, person: i, record: i, optional: someOptional } as const;
  return i === 0
    ? [{ ...grant, app: 0 }]
    : [
        { ...grant, app: 0 },
        { ...grant, app: i },
      ];
}).flat();

/** The first application may do everything: it sees to it that every record holds things to be found by others. */
const firstThings: fc.Arbitrary<Command[]> = few(newThings, counts.people, counts.people).map(all =>
  all.map(({ by: _, ...put }, i) => ({
    ...put,
    by: { granted: undefined, app: 0, person: i, record: i, how: 'online', recordId: 'own' },
  })),
);

export const sequences: fc.Arbitrary<Sequence> = fc.record({
  rules: few(rules, counts.apps - 1, counts.apps - 1).map(all => [everyRule, ...all]),
  commands: fc
    .tuple(few(sharing, 3, 3), firstThings, few(command, 30, 60))
    .map(([shared, writes, commands]) => [...firstGrants, ...shared.flat(), ...writes, ...commands]),
});

/** The sequence of a seed: always the same, as long as nothing here changes. */
export function sequenceOf(seed: number): Sequence {
  return fc.sample(sequences, { seed, numRuns: 1, unbiased: true })[0]!;
}
