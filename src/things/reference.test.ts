// The types against published samples and labelled documents. Runs over whatever types there are.
import { describe, expect, test } from 'vitest';
import { readXml, XmlFault } from '../schema/xml-reader.ts';
import { hasReference, isPublished, sampleXml, type Verdict, verdicts } from '../testing/reference.ts';
import { everyType, findVersion, parseThing, printThing } from './index.ts';
import type { ThingVersion } from './thing-type.ts';

const versions = everyType().flatMap(type => type.versions.map(version => ({ name: type.name, version })));
/** What documents of other standards hold is not judged, so nothing of them is labelled. */
const judged = versions.filter(
  ({ version }) => version.schema.shape.kind !== 'document' && isPublished(version),
);

describe.skipIf(!hasReference)('published samples (needs KEEPWELL_REFERENCE)', () => {
  for (const { name, version } of versions) {
    const xml = hasReference ? sampleXml(version.id) : undefined;
    // Some types have no published sample: the documents judged below are what there is of them.
    if (hasReference && xml === undefined) continue;
    test(`${name} ${version.number} reads and prints back`, () => {
      const value = parseThing(version, readXml(xml!).root());
      const printed = printThing(version, value);
      expect(parseThing(version, readXml(printed).root())).toEqual(value);
      expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    });
  }
});

describe.skipIf(!hasReference)('labelled documents (needs KEEPWELL_REFERENCE)', () => {
  const all = hasReference ? verdicts() : [];
  for (const { name, version } of judged) {
    test(`${name} ${version.number} is judged as labelled`, () => {
      const own = all.filter(({ typeId }) => typeId.toLowerCase() === version.id);
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter(verdict => judge(version, verdict.xml) !== verdict.valid).map(explain)).toEqual([]);
    });
  }

  test('every note has an answer', () => {
    const open = all.filter(({ note }) => note && !readings.some(([pattern]) => pattern.test(note)));
    expect(open.map(({ note }) => note)).toEqual([]);
  });

  test('what a valid document means survives printing', () => {
    for (const { typeId, valid, xml } of all) {
      const version = findVersion(typeId.toLowerCase())?.version;
      if (!version || !valid || judge(version, xml, 'date') !== true) continue;
      const value = parseThing(version, readXml(xml).root());
      expect(parseThing(version, readXml(printThing(version, value)).root())).toEqual(value);
    }
  });
});

/** Where the schema's letter, the wire and other validators part, and what here takes the reading of the label. */
const readings: readonly [note: RegExp, answeredBy: string][] = [
  [/^White space around a number/, 'collapse() in text.ts: all but strings'],
  [/^Only INF and -INF/, 'double() in text.ts'],
  [/exponent mark without digits/, 'double() in text.ts'],
  [/^NaN cannot be compared/, 'within() in text.ts: NaN passes no bound'],
  [/No such day in the calendar/, 'checked() dates: a fault of kind date, allowed by the schema'],
  [
    /attributes? of the schema-instance namespace/i,
    'xsi.ts: locations pass, a type only if it is the own one',
  ],
  [/^xml: attributes need a declaration/, 'readAttributes() in text.ts'],
  [/^In a pattern, white space is/, 'limitedString() in text.ts: nonBlank'],
  [/^A line break at the end belongs/, 'limitedString() in text.ts: $ without the m flag'],
  [/Length counts characters/, 'limitedString() in text.ts'],
  [/^The schema puts the root in this namespace/, 'parseThing(): the root has no namespace'],
  [/^White space in CDATA/, 'readXml() joins CDATA and text'],
  [/^The type is empty/, 'seq({}) in sequence.ts'],
  [/free-content part/, 'any() in sequence.ts'],
  [/^An empty element takes the default/, 'withDefault() in schema.ts'],
  [/schema has a slip here/, 'the definition says what was meant'],
];

/** Does the schema allow the document? A day that is not in the calendar is no matter of the schema. */
function judge(version: ThingVersion, xml: string, also?: 'date'): boolean {
  try {
    parseThing(version, readXml(xml).root());
    return true;
  } catch (fault) {
    if (!(fault instanceof XmlFault)) throw fault;
    return fault.kind === 'date' && also !== 'date';
  }
}

function explain({ valid, reason, note, xml }: Verdict): string {
  return `${valid ? 'valid' : `invalid: ${reason}`}${note ? ` (${note})` : ''} ${xml.slice(0, 2000)}`;
}
