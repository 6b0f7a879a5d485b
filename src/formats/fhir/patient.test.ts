// The four items of a person are one Patient, which comes back as the four items, and a Patient of others reads back equal.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valuesOf } from '../../testing/arbitrary.ts';
import { drawn, seed } from '../../testing/seed.ts';
import basic from '../../things/basic.ts';
import { readValue } from '../../things/data.ts';
import { currentVersion, type ThingType } from '../../things/index.ts';
import personal from '../../things/personal.ts';
import personalContact from '../../things/personal-contact.ts';
import personalImage from '../../things/personal-image.ts';
import { type FhirThing, fromPatient, type Resource, toPatient } from './index.ts';
import { makeThing, settings, withoutRest } from './testing/kinds.ts';

const record = { id: 'r1', name: 'Ada’s record' };
const types = [basic, personal, personalContact, personalImage] as unknown as readonly ThingType[];

function make<Value>(type: ThingType<Value>, value: Value): FhirThing {
  return makeThing(currentVersion(type as ThingType), value);
}

const bare = (things: readonly FhirThing[]) =>
  things
    .map(({ typeId, dataXml, commonXml }) => ({ typeId, dataXml, commonXml }))
    .sort((a, b) => (a.typeId < b.typeId ? -1 : 1));

test('whatever the four say, and whichever of them there are, comes back', () => {
  const versions = types.flatMap(type => type.versions.map(version => ({ type, version })));
  const values = versions.map(({ version }) => fc.option(valuesOf(version.schema)));
  fc.assert(
    fc.property(fc.tuple(...values), all => {
      const made = versions.flatMap(({ type, version }, at) =>
        all[at] === null ? [] : [{ type, thing: makeThing(version, all[at]) }],
      );
      const things = types.flatMap(type => made.find(one => one.type === type)?.thing ?? []);
      fc.pre(things.length > 0);
      const sent = JSON.parse(JSON.stringify(toPatient(things, settings, record))) as Resource;
      expect(bare(fromPatient(sent, settings))).toEqual(bare(things));
    }),
    { numRuns: drawn(200), seed },
  );
});

test('a person is what US Core says of them', () => {
  const things = [
    make(personal, {
      name: { full: 'Dr. Ada M. Turner', title: { text: 'Dr.' }, first: 'Ada', middle: 'M.', last: 'Turner' },
      birthdate: { date: { y: 1984, m: 6, d: 7 } },
      ethnicity: {
        text: 'White',
        code: [{ value: '6', family: 'wc', type: 'ethnicity-types', version: '1' }],
      },
      maritalStatus: {
        text: 'Married',
        code: [{ value: 'Mar', family: 'wc', type: 'marital-status', version: '1' }],
      },
    }),
    make(basic, { gender: 'f', language: [{ language: { text: 'de' }, isPrimary: true }] }),
    make(personalContact, {
      contact: {
        address: [
          {
            description: 'Home',
            street: ['Example Street 1'],
            city: 'Ulm',
            postcode: '89073',
            country: 'DE',
          },
        ],
        phone: [{ description: 'Mobile', isPrimary: true, number: '+49 1' }],
        email: [{ address: 'ada@example.com' }],
      },
    }),
  ];
  const resource = toPatient(things, settings, record);
  expect(resource).toMatchObject({
    identifier: [{ system: 'urn:keepwell:record', value: 'r1' }],
    name: [{ text: 'Dr. Ada M. Turner', family: 'Turner', given: ['Ada', 'M.'], prefix: ['Dr.'] }],
    gender: 'female',
    birthDate: '1984-06-07',
    maritalStatus: { coding: [{ code: 'M' }, {}] },
    address: [{ use: 'home', line: ['Example Street 1'], city: 'Ulm', postalCode: '89073', country: 'DE' }],
    telecom: [
      { system: 'phone', value: '+49 1', use: 'mobile', rank: 1 },
      { system: 'email', value: 'ada@example.com' },
    ],
    communication: [{ language: { text: 'de' }, preferred: true }],
  });
  const [race] = (resource.extension as unknown as { url: string; extension: unknown[] }[]) ?? [];
  expect(race!.url).toMatch(/us-core-race$/);
  expect(race!.extension).toEqual([
    {
      url: 'ombCategory',
      valueCoding: { system: 'urn:oid:2.16.840.1.113883.6.238', code: '2106-3', display: 'White' },
    },
    { url: 'text', valueString: 'White' },
  ]);
});

test('a record that says nothing of its person bears its name', () => {
  const resource = toPatient([], settings, record);
  expect(resource).toMatchObject({ name: [{ text: record.name }], gender: 'unknown' });
  const [only, ...others] = fromPatient(resource, settings);
  expect(others).toEqual([]);
  expect(readValue(personal, only!)).toEqual({});
});

const theirs: Resource = {
  resourceType: 'Patient',
  identifier: [{ system: 'urn:oid:1.2.3', value: 'mrn-1' }],
  active: true,
  name: [
    { use: 'old', family: 'Before' },
    { use: 'official', family: 'Turner', given: ['Ada', 'Maria'] },
  ],
  gender: 'female',
  birthDate: '1984-06-07',
  telecom: [{ system: 'phone', value: '555-1', use: 'home' }],
  address: [{ line: ['1 Example Street'], city: 'Springfield', state: 'MA', postalCode: '01101' }],
  communication: [
    { language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'en-US', display: 'English' }] } },
  ],
  multipleBirthInteger: 2,
};

test('a Patient of others becomes the items it tells of, and reads back equal', () => {
  const things = fromPatient(theirs, settings);
  const of = <Value>(type: ThingType<Value>) =>
    readValue(type, things.find(one => one.typeId === currentVersion(type as ThingType).id)!);
  expect(of(personal)).toMatchObject({
    name: { full: 'Ada Maria Turner', first: 'Ada', middle: 'Maria', last: 'Turner' },
    birthdate: { date: { y: 1984, m: 6, d: 7 } },
  });
  expect(of(basic)).toMatchObject({
    gender: 'f',
    birthyear: 1984,
    city: 'Springfield',
    language: [{ language: { text: 'English', code: [{ value: 'en' }] } }],
  });
  expect(of(personalContact)).toMatchObject({
    contact: {
      address: [{ street: ['1 Example Street'] }],
      phone: [{ description: 'Home', number: '555-1' }],
    },
  });
  const back = toPatient(things, settings, record);
  expect(withoutRest(back)).toEqual({ ...theirs, extension: [] });
});

test('who changes an element changes the item, and who adds one makes it', () => {
  const things = [make(basic, { gender: 'f', birthyear: 1984 })];
  const { name: _, ...resource } = toPatient(things, settings, record);
  const changed = {
    ...resource,
    gender: 'male',
    name: [{ text: 'Ada Turner' }],
    telecom: [{ system: 'email', value: 'a@example.com' }],
  } as unknown as Resource;
  const back = fromPatient(changed, settings);
  expect(back).toHaveLength(3);
  const own = back.find(one => one.typeId === currentVersion(basic as ThingType).id)!;
  expect(readValue(basic, own)).toMatchObject({ gender: 'm', birthyear: 1984 });
  expect(withoutRest(toPatient(back, settings, record))).toEqual({ ...changed, extension: [] });
});
