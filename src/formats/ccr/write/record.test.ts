// Items as a CCR: valid by the published schema, and read back by our own reader.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { readXml } from '../../../schema/xml-reader.ts';
import { valuesOf } from '../../../testing/arbitrary.ts';
import { publishedXsd } from '../../../testing/published.ts';
import { hasReference } from '../../../testing/reference.ts';
import { writeItem } from '../../../things/data.ts';
import { currentVersion, everyType, findVersion, type ThingType } from '../../../things/index.ts';
import { readCcr } from '../ccr.ts';
import { hasCcrSection, writeCcr } from './record.ts';

const facts = { id: randomUUID(), written: '2026-03-01T09:30:00Z', from: 'Keepwell' };
const types = everyType().filter(hasCcrSection);
const named = (name: string) => types.find(type => type.name === name) as ThingType;

function makeThing(type: ThingType, value: unknown, note?: string) {
  const version = currentVersion(type);
  return { id: randomUUID(), typeId: version.id, dataXml: writeItem(version, value).xml, note };
}

describe.skipIf(!hasReference)('by the published schema (needs KEEPWELL_REFERENCE)', () => {
  test.each(types.map(type => ({ name: type.name, type })))('a CCR of any $name is valid', ({ type }) => {
    const validator = publishedXsd('ccr.xsd');
    for (const value of fc.sample(valuesOf(currentVersion(type).schema), { numRuns: 20, seed: 3 })) {
      using document = XmlDocument.fromString(writeCcr([makeThing(type, value, 'noted')], facts));
      expect(() => validator.validate(document)).not.toThrow();
    }
  });
});

test('what a CCR tells is read back', () => {
  const day = { structured: { date: { y: 2025, m: 1, d: 10 } } };
  const things = [
    makeThing(named('Condition'), { name: { text: 'Asthma' }, onsetDate: day }, 'Worse in spring'),
    makeThing(named('Allergy'), { name: { text: 'Penicillin' }, reaction: { text: 'Hives' } }),
    makeThing(named('Medication'), {
      name: { text: 'Tenormin' },
      genericName: { text: 'Atenolol' },
      dose: { display: '1 tablet' },
      dateStarted: day,
    }),
    makeThing(named('Immunization'), { name: { text: 'Influenza' }, administrationDate: day, lot: 'L7' }),
    makeThing(named('Blood pressure'), {
      when: { date: { y: 2026, m: 1, d: 5 } },
      systolic: 120,
      diastolic: 80,
    }),
    makeThing(named('Weight'), { when: { date: { y: 2026, m: 1, d: 5 } }, value: { kg: 70 } }),
    makeThing(named('Appointment'), {
      when: { date: { y: 2027, m: 1, d: 5 } },
      service: { text: 'Check-up' },
    }),
  ];
  const found = readCcr(readXml(writeCcr(things, facts))).flatMap(one =>
    'candidate' in one ? [one.candidate] : [],
  );
  const back = new Map(found.map(one => [findVersion(one.typeId)?.type.name, one]));
  for (const name of [
    'Condition',
    'Allergy',
    'Medication',
    'Immunization',
    'Blood pressure',
    'Weight',
    'Appointment',
  ])
    expect([name, back.has(name)]).toEqual([name, true]);
  expect(back.get('Condition')).toMatchObject({ note: 'Worse in spring', localId: things[0]?.id });
  expect(back.get('Medication')?.xml).toContain('<generic-name><text>Atenolol</text>');
});
