// Is the answer of the server the one the model expects? What differs is told in words.
import type { Answer } from '../given.ts';
import {
  type GroupAnswer,
  readGroups,
  readKeys,
  readOperations,
  readPermissions,
  readRecords,
  readUpdatedRecords,
} from './answers.ts';
import type { Names } from './names.ts';
import type { PersonTold, RecordTold, UpdatedRecord } from './people.ts';
import type { GroupTold, OperationTold, PermissionTold, ThingTold } from './reads.ts';
import type { State } from './state.ts';
import type { Key } from './writes.ts';

export type Expected =
  | { readonly code: number }
  | { readonly keys: readonly Key[] }
  | { readonly groups: readonly GroupTold[] }
  | { readonly log: { readonly latest: number; readonly operations: readonly OperationTold[] } }
  | { readonly permissions: readonly PermissionTold[] }
  | { readonly people: readonly PersonTold[] }
  | { readonly records: readonly RecordTold[] }
  | { readonly updated: readonly UpdatedRecord[] };

export function compare(
  expected: Expected,
  answer: Answer,
  { names, state }: { names: Names; state: State },
): string[] {
  const code = 'code' in expected ? expected.code : 0;
  if (answer.code !== code)
    return [`code ${code} was expected, ${answer.code} came: ${answer.message ?? ''}`];
  if ('keys' in expected) return bindKeys(expected.keys, readKeys(answer), names);
  if ('groups' in expected) {
    learnPeople(expected.groups, readGroups(answer, names), names, state);
    return groupsDiffer(expected.groups, readGroups(answer, names));
  }
  if ('log' in expected) {
    learnStamps(expected.log.operations, readOperations(answer, names).operations, names);
    return differences('log', expected.log, readOperations(answer, names));
  }
  if ('permissions' in expected) {
    return differences(
      'permissions',
      byKey(expected.permissions, 'typeId'),
      byKey(readPermissions(answer).map(sorted), 'typeId'),
    );
  }
  if ('records' in expected)
    return differences('records', byKey(expected.records, 'id'), byKey(readRecords(answer, names), 'id'));
  if ('updated' in expected) return updatedDiffer(expected.updated, readUpdatedRecords(answer, names));
  return [];
}

/** New names get their GUIDs; known ones must have kept theirs. */
function bindKeys(expected: readonly Key[], actual: readonly Key[], names: Names): string[] {
  if (actual.length !== expected.length)
    return [`${expected.length} ids were expected, ${actual.length} came`];
  return expected.flatMap((key, i) => {
    const { thing, version } = actual[i]!;
    return [names.bind(key.thing, thing), names.bind(key.version, version)].filter(
      wrong => wrong !== undefined,
    );
  });
}

/** An application learns the ids of people by the audits it reads. */
function learnPeople(
  expected: readonly GroupTold[],
  actual: readonly GroupAnswer[],
  names: Names,
  state: State,
): void {
  const known = new Map(expected.flatMap(({ found }) => found).map(thing => [thing.version, thing]));
  for (const thing of actual.flatMap(({ things }) => things)) {
    const match = known.get(thing.version);
    for (const [want, came] of [
      [match?.created, thing.created],
      [match?.updated, thing.updated],
    ]) {
      if (!want || !came || names.knows(want.person)) continue;
      names.bind(want.person, came.person);
      state.known.add(want.person);
    }
  }
}

/** The version that a delete makes is told by the log alone. */
function learnStamps(
  expected: readonly OperationTold[],
  actual: readonly OperationTold[],
  names: Names,
): void {
  expected.forEach(({ what, version }, i) => {
    const came = actual[i]?.version;
    if (what === 'Delete' && came !== undefined && !names.knows(version)) names.bind(version, came);
  });
}

function groupsDiffer(expected: readonly GroupTold[], actual: readonly GroupAnswer[]): string[] {
  if (expected.length !== actual.length)
    return [`${expected.length} groups were expected, ${actual.length} came`];
  return expected.flatMap((group, i) => groupDiffers(`group ${i + 1}`, group, actual[i]!));
}

function groupDiffers(
  path: string,
  { found, places, full, keys, filtered }: GroupTold,
  actual: GroupAnswer,
): string[] {
  const wrong: string[] = [];
  if (actual.things.length !== full || actual.keys.length !== keys) {
    const list = (things: readonly { version: string }[]) => things.map(({ version }) => version).join(', ');
    const came = `${actual.things.length} and ${actual.keys.length} came: ${list([...actual.things, ...actual.keys])}`;
    wrong.push(`${path}: ${full} things and ${keys} keys were expected of ${list(found)}; ${came}`);
  }
  if (filtered !== 'perhaps' && actual.filtered !== (filtered === 'yes'))
    wrong.push(`${path}: filtered is ${actual.filtered}`);
  const all = [...actual.things, ...actual.keys];
  if (new Set(all.map(({ version }) => version)).size !== all.length)
    wrong.push(`${path}: something comes twice`);
  const byVersion = new Map(found.map((thing, i) => [thing.version, { want: thing, place: places[i] }]));
  all.forEach((thing, i) => {
    const { want, place } = byVersion.get(thing.version) ?? {};
    if (!want) wrong.push(`${path}: ${thing.thing}, ${thing.version} should not be there`);
    else if (place !== places[i]) wrong.push(`${path}: ${thing.version} stands in the wrong place`);
    else
      wrong.push(
        ...differences(
          `${path}, ${thing.version}`,
          i < actual.things.length ? want : keyOf(want, thing),
          thing,
        ),
      );
  });
  return wrong;
}

/** Keys tell of ends in every version of the method. */
function keyOf({ thing, version, typeId, effective }: ThingTold, { ends }: Pick<ThingTold, 'ends'>) {
  return { thing, version, typeId, effective, ends };
}

export function peopleDiffer(expected: readonly PersonTold[], actual: readonly PersonTold[]): string[] {
  const plain = (people: readonly PersonTold[]) =>
    people.map(({ id, records }) => ({ id, records: byKey(records, 'id') }));
  const wrong = differences('people', byKey(plain(expected), 'id'), byKey(plain(actual), 'id'));
  if (new Set(actual.map(({ id }) => id)).size !== actual.length) wrong.push('somebody comes twice');
  for (const { id, records, selected } of actual) {
    const may = expected.find(person => person.id === id)?.selected ?? [];
    if (!may.includes(selected[0]!)) wrong.push(`${id} has ${selected[0]} selected`);
    if (records[0]?.id !== selected[0]) wrong.push(`${id}: the selected record does not come first`);
  }
  return wrong;
}

function updatedDiffer(expected: readonly UpdatedRecord[], actual: readonly UpdatedRecord[]): string[] {
  const times = actual.map(({ at }) => at);
  const disorder = times.some((at, i) => i > 0 && at < times[i - 1]!)
    ? ['not in the order of their changes']
    : [];
  return [...disorder, ...differences('updated records', byKey(expected, 'record'), byKey(actual, 'record'))];
}

function sorted({ typeId, online, offline }: PermissionTold): PermissionTold {
  const order = ['Read', 'Create', 'Update', 'Delete'];
  const inOrder = (list: PermissionTold['online']) =>
    [...list].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return { typeId, online: inOrder(online), offline: inOrder(offline) };
}

function byKey<T, K extends keyof T & string>(list: readonly T[], key: K): Record<string, T> {
  return Object.fromEntries(
    [...list].map(member => [String(member[key]), member] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function differences(path: string, expected: unknown, actual: unknown): string[] {
  if (expected === actual) return [];
  if (typeof expected !== 'object' || typeof actual !== 'object' || !expected || !actual) {
    return [`${path}: ${JSON.stringify(expected)} was expected, ${JSON.stringify(actual)} came`];
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].flatMap(key =>
    differences(
      `${path}.${key}`,
      (expected as Record<string, unknown>)[key],
      (actual as Record<string, unknown>)[key],
    ),
  );
}
