// What the words of scopes mean: those of version 2, those of version 1, and what is none.
import { expect, test } from 'vitest';
import { assume } from '../../assume.ts';
import { findVersion } from '../../things/index.ts';
import { getRuleKey } from '../authorization/consent-choice.ts';
import { allows, isWithin, keepGranted, narrow, parseScopes, scopesToRules } from './scopes.ts';

const weightId = '3d34d87e-7fc1-4153-800f-f56592cb0d17';
const weight = assume(findVersion(weightId), 'weight').type;
const typesOf = (resourceType: string) => (resourceType === 'Observation' ? [weight] : []);

const lettersOf = (text: string) =>
  parseScopes(text)
    .resources.map(({ interactions }) => interactions.join(''))
    .join();

test('letters are as version 2 has them, and the words of version 1 stand for letters', () => {
  expect(lettersOf('patient/Observation.rs')).toBe('rs');
  expect(lettersOf('patient/Observation.cruds')).toBe('cruds');
  expect(lettersOf('patient/Observation.read')).toBe('rs');
  expect(lettersOf('patient/Observation.write')).toBe('cud');
  expect(lettersOf('user/*.*')).toBe('cruds');
});

test.each([
  'patient/Observation.sr',
  'patient/Observation.rr',
  'patient/Observation.',
  'patient/observation.rs',
  'clinic/Observation.rs',
  'patient/Observation.rs?',
  'patient/Observation.rs?category',
  'patient/Observation.rs?category=%E0%A4%A',
  'patient/Observation.rs?subject=Patient/1',
  'patient/Observation.rs?category=a=b',
  'patient/../Observation.rs',
  'patient/Nonsense.rs',
  'launch/encounter',
  'toString',
])('%s is no scope here', text => {
  expect(parseScopes(text)).toEqual({ resources: [], others: new Set(), unknown: [text] });
});

test('what opens no data stands apart', () => {
  const { others, resources } = parseScopes(
    'openid fhirUser launch/patient offline_access patient/*.rs openid',
  );
  expect([...others]).toEqual(['openid', 'fhirUser', 'launch/patient', 'offline_access']);
  expect(resources).toHaveLength(1);
});

test('a scope allows its letters on its type, and one of all types on each', () => {
  const some = parseScopes('patient/Observation.rs patient/Condition.c');
  expect(allows(some, 'Observation', 'r')).toBe(true);
  expect(allows(some, 'Observation', 'c')).toBe(false);
  expect(allows(some, 'Condition', 'c')).toBe(true);
  expect(allows(some, 'Patient', 'r')).toBe(false);
  expect(allows(parseScopes('user/*.r'), 'Patient', 'r')).toBe(true);
});

test('conditions narrow; of several scopes each is an alternative, and one without opens all', () => {
  const laboratory = 'patient/Observation.rs?category=http://h/c|laboratory';
  const vital = 'patient/Observation.rs?category=http://h/c|vital-signs&status=final';
  expect(narrow(parseScopes(`${laboratory} ${vital}`), 'Observation', 'r')).toEqual([
    [{ param: 'category', value: 'http://h/c|laboratory' }],
    [
      { param: 'category', value: 'http://h/c|vital-signs' },
      { param: 'status', value: 'final' },
    ],
  ]);
  expect(narrow(parseScopes(`${laboratory} patient/*.r`), 'Observation', 'r')).toBeUndefined();
  expect(narrow(parseScopes(`${laboratory} patient/*.r`), 'Observation', 's')).toHaveLength(1);
  expect(narrow(parseScopes(laboratory), 'Condition')).toEqual([]);
});

test('an application asks for what it registered, or less', () => {
  const registered = parseScopes(
    'patient/*.rs patient/Condition.rs?category=a user/Observation.cruds',
  ).resources;
  const within = (text: string) => isWithin(parseScopes(text).resources[0]!, registered);
  expect(within('patient/Observation.r')).toBe(true);
  expect(within('patient/Observation.rs?category=a')).toBe(true);
  expect(within('user/Observation.read')).toBe(true);
  expect(within('patient/Observation.c')).toBe(false);
  expect(within('user/*.r')).toBe(false);
  expect(within('system/Observation.r')).toBe(false);
  const narrowed = parseScopes('patient/Condition.rs?category=a').resources;
  expect(isWithin(parseScopes('patient/Condition.rs').resources[0]!, narrowed)).toBe(false);
});

test('each scope is a rule that may be left out; what no type of thing is in makes none', () => {
  const scopes = parseScopes(
    'patient/Observation.rs patient/Observation.c?code=a patient/Slot.rs patient/*.d',
  );
  const rules = scopesToRules(scopes, typesOf);
  expect(rules.map(({ permissions, targets, mode }) => ({ permissions, targets, mode }))).toEqual([
    { permissions: ['Read'], targets: [{ typeIds: [weightId] }], mode: 'online' },
    { permissions: ['Create'], targets: [{ typeIds: [weightId] }], mode: 'online' },
    { permissions: ['Delete'], targets: [{ typeIds: 'all' }], mode: 'online' },
  ]);
  for (const { name, optional } of rules) {
    expect(name.length).toBeLessThanOrEqual(16);
    expect(optional).toBeDefined();
  }
  expect(keepGranted(scopes, rules.slice(1)).map(({ text }) => text)).toEqual([
    'patient/Observation.c?code=a',
    'patient/*.d',
  ]);
});

test('offline_access makes them offline rules too, and a system has offline rules only', () => {
  const modes = (text: string) => scopesToRules(parseScopes(text), typesOf).map(({ mode }) => mode);
  expect(modes('patient/*.rs offline_access')).toEqual(['online', 'offline']);
  expect(modes('system/*.rs')).toEqual(['offline']);
  expect(modes('patient/Observation.rs user/Observation.rs')).toEqual(['online']);
});

test('scopes whose rules have one name are asked for and granted each by itself', () => {
  const [wide, narrower] = [
    'patient/Observation.rs',
    'patient/Observation.rs?code=http://loinc.org|29463-7,6tans',
  ];
  const scopes = parseScopes(`${wide} ${narrower}`);
  const rules = scopesToRules(scopes, typesOf);
  expect(rules.map(({ name }) => name)).toEqual([rules[0]!.name, rules[0]!.name]);
  expect(rules.map(({ scope }) => scope)).toEqual([wide, narrower]);
  expect(new Set(rules.map(getRuleKey)).size).toBe(2);
  expect(keepGranted(scopes, rules.slice(1)).map(({ text }) => text)).toEqual([narrower]);
});
