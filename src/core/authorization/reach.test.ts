// Spans of dates against a comparison date by date.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startCpuClock } from '../../testing/cpu.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { compareReach } from './reach.ts';
import { covers, type Permission, permissions, type Rule, type RuleTarget } from './rules.ts';

const types = [typeIds.weight, typeIds.height, typeIds.medication1, typeIds.medication2];
const days = ['2020-01-01T00:00:00', '2020-01-01T00:00:00.5', '2020-06-01T00:00:00', '2021-01-01T00:00:00'];
const moments = ['', ...days.flatMap(day => [day, `${day}\0`])];
const unnamed = 'types to come';

const target = fc
  .record({
    typeIds: fc.oneof(fc.constant('all' as const), fc.subarray(types, { minLength: 1 })),
    from: fc.option(fc.constantFrom(...days), { nil: undefined }),
    to: fc.option(fc.constantFrom(...days), { nil: undefined }),
  })
  .map(({ typeIds, from, to }): RuleTarget => ({ typeIds, ...(from && { from }), ...(to && { to }) }));

const rule = fc.record({
  permissions: fc.subarray([...permissions], { minLength: 1 }),
  targets: fc.array(target, { minLength: 1, maxLength: 3 }),
  exceptions: fc.array(target, { maxLength: 2 }),
  mode: fc.constantFrom('online' as const, 'offline' as const),
});
const rules = fc
  .array(rule, { maxLength: 4 })
  .map(list =>
    list.map((one, place): Rule => ({ ...one, name: `r${place}`, reason: 'testing', optional: undefined })),
  );

function reaches(
  list: readonly Rule[],
  mode: Rule['mode'],
  permission: Permission,
  typeId: string,
  date: string,
) {
  return list.some(rule => rule.mode === mode && covers(rule, permission, typeId, date));
}

test('what is asked for and not given is found, whatever the spans', () => {
  fc.assert(
    fc.property(rules, rules, (asked, given) => {
      for (const mode of ['online', 'offline'] as const) {
        const ofMode = asked.filter(rule => rule.mode === mode);
        const found = compareReach(ofMode, given);
        for (const permission of permissions) {
          for (const typeId of [...types, unnamed]) {
            const wanted = moments.filter(date => reaches(asked, mode, permission, typeId, date));
            const isGiven = wanted.every(date => reaches(given, mode, permission, typeId, date));
            const family = typeId === typeIds.medication1 ? [typeId, typeIds.medication2] : [typeId];
            const told = found.filter(one => one.permission === permission && family.includes(one.typeId));
            // Types that no rule names go by the name of those to come.
            const named = [...ofMode, ...given].some(({ targets, exceptions }) =>
              [...targets, ...exceptions].some(
                ({ typeIds }) => typeIds !== 'all' && typeIds.some(id => family.includes(id)),
              ),
            );
            if (typeId === typeIds.medication2 || (!named && typeId !== unnamed)) continue;
            expect(told.map(one => one.isGiven)).toEqual(wanted.length === 0 ? [] : [isGiven]);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('rules at the limits of what a master may register are compared in no time', () => {
  const sets = (offset: number): RuleTarget[] =>
    Array.from({ length: 100 }, (_, n) => ({
      typeIds: types.slice(n % types.length),
      from: `${1900 + ((n * 7 + offset) % 100)}-01-01T00:00:00`,
      to: `${1900 + ((n * 7 + offset) % 100)}-06-01T00:00:00`,
    }));
  const many = (offset: number): Rule[] =>
    Array.from({ length: 50 }, (_, n) => ({
      name: `r${n}`,
      reason: 'testing',
      mode: 'online' as const,
      permissions,
      targets: sets(offset + n),
      exceptions: sets(offset + n + 1),
      optional: undefined,
    }));
  const cpuMs = startCpuClock();
  compareReach(many(0), many(3));
  expect(cpuMs()).toBeLessThan(2000);
});
