// Whatever an item holds comes back from its resource, and whatever a resource says comes back from its item.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readXml } from '../../schema/xml-reader.ts';
import { valuesOf } from '../../testing/arbitrary.ts';
import { drawn, seed } from '../../testing/seed.ts';
import { everyType, getVersion, parseThing, type ThingType } from '../../things/index.ts';
import weight from '../../things/weight.ts';
import {
  fromResource,
  type Json,
  mappingOf,
  type Resource,
  toResource,
  UnmappableResource,
} from './index.ts';
import { makeThing, settings, withoutRest } from './testing/kinds.ts';

const types = everyType().map(type => ({ name: type.name, type }));

test.each(types)('every field of $name comes back, of each version', ({ type }) => {
  for (const version of type.versions) {
    for (const value of fc.sample(valuesOf(version.schema), { numRuns: drawn(20), seed })) {
      const thing = makeThing(version, value);
      const resource = toResource(thing, settings);
      // As a client has it, which may write keys in another order.
      const sent = JSON.parse(JSON.stringify(resource)) as Resource;
      const { typeId, dataXml, commonXml } = fromResource(sent, settings);
      expect({ typeId, dataXml, commonXml }, `seed ${seed}`).toEqual(thing);
    }
  }
});

const common =
  '<common><source>Dr. M&amp;M</source><note>Seen twice</note><extension source="x"><a xmlns="urn:a">1</a></extension>' +
  '<related-thing><client-thing-id>c</client-thing-id></related-thing><client-thing-id>mine</client-thing-id></common>';

test.each(types)('what $name has beside its data comes back', ({ type }) => {
  const version = type.versions[0]!;
  const [value] = fc.sample(valuesOf(version.schema), { numRuns: 1, seed: 3 });
  const thing = { ...makeThing(version, value, common), tags: 'a,b' };
  const { typeId, dataXml, commonXml, tags } = fromResource(toResource(thing, settings), settings);
  expect({ typeId, dataXml, commonXml, tags }).toEqual(thing);
});

test.each(types)('what a resource says that $name has no field for comes back', ({ type }) => {
  const version = type.versions.at(-1)!;
  const [value] = fc.sample(valuesOf(version.schema), { numRuns: 1, seed: 4 });
  const resource = toResource(makeThing(version, value), settings);
  const more = {
    ...resource,
    language: 'de',
    text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">\uffff</div>' },
    extension: [...((resource.extension as Json[]) ?? []), { url: 'urn:x', valueBoolean: true }],
    implicitRules: '__proto__',
  } as unknown as Resource;
  const back = toResource(fromResource(more, settings), settings);
  expect(withoutRest(back)).toEqual(withoutRest(more));
});

test('a resource that no type is for is held whole', () => {
  const resource: Resource = {
    resourceType: 'Practitioner',
    active: true,
    name: [{ family: 'Ö\u0007', given: ['<x>'] }],
  };
  expect(toResource(fromResource(resource, settings), settings)).toEqual(resource);
});

/** A weight in pounds, as an application sends it. */
const inPounds = {
  ...(JSON.parse(JSON.stringify(mappingOf(weight as ThingType).fixed)) as object),
  resourceType: 'Observation',
  subject: { reference: 'Patient/1' },
  effectiveDateTime: '2026-03-01T08:00:00-05:00',
  valueQuantity: { value: 154, unit: 'lb', system: 'http://unitsofmeasure.org', code: '[lb_av]' },
  device: { display: 'Scales' },
} as unknown as Resource;

test('an item that was changed by who knows no FHIR says what it says now, and what the resource said besides', () => {
  const thing = fromResource(inPounds, settings);
  const version = weight.versions[0] as ThingType['versions'][number];
  const changed = { date: { y: 2026, m: 3, d: 2 } };
  const { dataXml } = makeThing(version, { when: changed, value: { kg: 70 } });
  const { effectiveDateTime, valueQuantity, device } = toResource({ ...thing, dataXml }, settings);
  expect({ effectiveDateTime, valueQuantity, device }).toEqual({
    effectiveDateTime: '2026-03-02',
    valueQuantity: { value: 70, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
    device: { display: 'Scales' },
  });
});

test.each([
  ['was entered in error', { status: 'entered-in-error' }],
  ['has a modifier that nobody knows', { modifierExtension: [{ url: 'urn:not', valueBoolean: true }] }],
])('a resource that %s is no item of its kind: it is held whole', (_, said) => {
  const resource = { ...inPounds, ...said } as unknown as Resource;
  const thing = fromResource(resource, settings);
  expect(getVersion(thing.typeId).type.name).toBe('App-specific information');
  expect(toResource(thing, settings)).toEqual(resource);
});

test('a resource of an item that now says it was entered in error is refused: the item would look as if it were', () => {
  const thing = {
    ...fromResource(inPounds, settings),
    commonXml: '<common><source>Scales</source></common>',
  };
  const { extension } = toResource(thing, settings);
  const sent = { ...inPounds, extension: extension!, status: 'entered-in-error' } as Resource;
  expect(() => fromResource(sent, settings)).toThrow(UnmappableResource);
});

test('an observation that comes in other units is shown in them, and goes back in them', () => {
  const thing = fromResource(inPounds, settings);
  const { value } = parseThing(
    weight.versions[0] as ThingType['versions'][number],
    readXml(thing.dataXml).root(),
  ) as {
    value: { kg: number; display: { value: number; units: string } };
  };
  expect(value.display).toMatchObject({ value: 154, units: 'lb' });
  expect(value.kg).toBeCloseTo(69.853, 3);
  expect(withoutRest(toResource(thing, settings))).toEqual({ ...inPounds, extension: [] });
});
