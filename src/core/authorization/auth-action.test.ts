import { describe, expect, test } from 'vitest';
import { typeIds } from '../../testing/type-ids.ts';
import { type AuthAction, judgeAuthorization } from './auth-action.ts';
import { permissions, type Rule } from './rules.ts';

const required: Rule = {
  name: 'r',
  reason: 'testing',
  mode: 'online',
  permissions: ['Read'],
  targets: [{ typeIds: [typeIds.weight] }],
  exceptions: [],
  optional: undefined,
};
const on = (...ids: string[]): Rule => ({ ...required, targets: [{ typeIds: ids }] });
const everything: Rule = { ...required, targets: [{ typeIds: 'all' }] };
const asOptional = (rule: Rule): Rule => ({
  ...rule,
  optional: { displayFirst: true, checkedFirst: true, checkedByDefault: true },
});
const between = (from?: string, to?: string): Rule => ({
  ...required,
  targets: [{ typeIds: [typeIds.weight], ...(from && { from }), ...(to && { to }) }],
});
const except = (rule: Rule, ...ids: string[]): Rule => ({ ...rule, exceptions: [{ typeIds: ids }] });

const custodian = { level: 'custodian', typeIds: undefined, expiresAt: undefined } as const;

const { weight, height, medication1, medication2 } = typeIds;
const none = 'NoActionRequired';
const again = 'ReauthorizationRequired';
const never = 'ReauthorizationNotPossible';

const cases: [what: string, granted: Rule[], asked: Rule[], action: AuthAction][] = [
  ['nothing is asked', [], [], none],
  ['all that is asked was granted', [on(weight)], [on(weight)], none],
  ['a required rule gained a type', [on(weight)], [on(weight, height)], again],
  ['a required rule lost a type', [on(weight, height)], [on(weight)], none],
  ['a required rule was added', [on(weight)], [on(weight), on(height)], again],
  ['a required rule was taken away', [on(weight), on(height)], [on(weight)], none],
  ['an optional rule was added', [on(weight)], [on(weight), asOptional(on(height))], none],
  ['an optional rule gained a type', [asOptional(on(weight))], [asOptional(on(weight, height))], none],
  ['a granted optional rule became required', [asOptional(on(weight))], [on(weight)], none],
  ['a rule was renamed', [{ ...required, name: 'old' }], [{ ...required, name: 'new' }], none],
  ['a rule was split in two', [on(weight, height)], [on(weight), on(height)], none],
  ['two rules became one', [on(weight), on(height)], [on(weight, height)], none],
  ['a rule gained a permission', [required], [{ ...required, permissions }], again],
  ['a rule lost a permission', [{ ...required, permissions }], [required], none],
  ['a rule is asked offline that was granted online', [required], [{ ...required, mode: 'offline' }], again],
  ['another version of the same type is asked', [on(medication1)], [on(medication2)], none],
  ['all types were granted', [everything], [on(weight)], none],
  ['all types are asked', [on(weight, height)], [everything], again],
  ['dates grew at the start', [between('2020-01-01T00:00:00')], [between('2019-01-01T00:00:00')], again],
  ['dates shrank at the start', [between('2020-01-01T00:00:00')], [between('2021-01-01T00:00:00')], none],
  ['dates grew at the end', [between(undefined, '2020-01-01T00:00:00')], [required], again],
  [
    'dates came up where there were none',
    [required],
    [between('2020-01-01T00:00:00', '2021-01-01T00:00:00')],
    none,
  ],
  ['an exception went away', [except(everything, weight)], [everything], again],
  ['an exception is still there', [except(everything, weight)], [except(everything, weight, height)], none],
  ['an exception came up', [everything], [except(everything, weight)], none],
  ['an exception was on another type', [except(everything, height)], [on(weight)], none],
  ['all that is asked is held back again', [], [except(on(weight), weight)], none],
  [
    'two rules together cover all dates',
    [between(undefined, '2020-01-01T00:00:00'), between('2020-01-01T00:00:00')],
    [required],
    none,
  ],
  [
    'two rules leave out a moment between them',
    [between(undefined, '2020-01-01T00:00:00'), between('2020-01-01T00:00:00.001')],
    [between('2019-01-01T00:00:00', '2021-01-01T00:00:00')],
    again,
  ],
  ['an exception covered this type', [except(everything, weight)], [on(weight)], again],
];

describe('what an application has on a record', () => {
  test.each(cases)('%s', (_, granted, asked, action) => {
    expect(judgeAuthorization({ asked, granted, access: custodian })).toBe(action);
  });

  test.each([
    [
      'may only look, and writing is asked',
      { level: 'view', typeIds: undefined },
      { ...required, permissions },
      never,
    ],
    ['may only look, and looking is asked', { level: 'view', typeIds: undefined }, required, again],
    ['was shared other types', { level: 'modify', typeIds: [height] }, required, never],
    ['was shared these types', { level: 'modify', typeIds: [weight] }, required, again],
    ['was shared some types, and all are asked', { level: 'modify', typeIds: [weight] }, everything, never],
    ['may only look, and looking at all is asked', { level: 'view', typeIds: undefined }, everything, again],
  ] as const)('a person who %s', (_, access, asked, action) => {
    expect(
      judgeAuthorization({ asked: [asked], granted: [], access: { ...access, expiresAt: undefined } }),
    ).toBe(action);
  });

  test('a person who cannot give one of two missing things is not asked for either', () => {
    const access = { level: 'modify', typeIds: [weight], expiresAt: undefined } as const;
    expect(judgeAuthorization({ asked: [on(weight, height)], granted: [], access })).toBe(never);
  });

  test('a person who never granted anything is asked, and one who cannot is not', () => {
    const view = { level: 'view', typeIds: undefined, expiresAt: undefined } as const;
    expect(judgeAuthorization({ asked: [required], granted: undefined, access: custodian })).toBe(
      'AuthorizationRequired',
    );
    expect(judgeAuthorization({ asked: [], granted: undefined, access: view })).toBe('AuthorizationRequired');
    const asked = [{ ...required, permissions }];
    expect(judgeAuthorization({ asked, granted: undefined, access: view })).toBe(never);
  });

  test('what was granted counts for nothing where the person lost it since', () => {
    const view = { level: 'view', typeIds: undefined, expiresAt: undefined } as const;
    const all = [{ ...required, permissions }];
    expect(judgeAuthorization({ asked: all, granted: all, access: view })).toBe(never);
    expect(judgeAuthorization({ asked: [required], granted: all, access: view })).toBe(none);
    expect(judgeAuthorization({ asked: [asOptional(all[0]!)], granted: all, access: view })).toBe(none);
  });

  test('where the place is not served, nothing else matters', () => {
    const place = { access: custodian, isServed: false };
    expect(judgeAuthorization({ asked: [required], granted: [required], ...place })).toBe(
      'RecordLocationNotSupported',
    );
    expect(judgeAuthorization({ asked: [], granted: undefined, ...place })).toBe(
      'RecordLocationNotSupported',
    );
  });

  test('rules that are kept, and those that are not, are compared alike', () => {
    const frozen = <T>(value: T): T => {
      if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) frozen(part);
      return Object.freeze(value);
    };
    const asked = [on(weight), asOptional(on(height))];
    const granted = [on(weight)];
    const more = [on(weight, height)];
    for (const [wanted, had, action] of [
      [asked, granted, none],
      [more, granted, again],
    ] as const) {
      expect(judgeAuthorization({ asked: wanted, granted: had, access: custodian })).toBe(action);
      const kept = { asked: frozen(structuredClone(wanted)), granted: frozen(structuredClone(had)) };
      for (let time = 0; time < 2; time++)
        expect(judgeAuthorization({ ...kept, access: custodian })).toBe(action);
    }
  });
});
