// The printed schemas, judged by a validator that is not ours.

import fc from 'fast-check';
import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { readXml, type XmlCursor } from '../schema/xml-reader.ts';
import { valuesOf } from '../testing/arbitrary.ts';
import { publishedXsd } from '../testing/published.ts';
import {
  hasReference,
  isPublished,
  referenceFile,
  sampleXml,
  type Verdict,
  verdicts,
} from '../testing/reference.ts';
import { everyType, printThing } from './index.ts';
import type { ThingType, ThingVersion } from './thing-type.ts';
import { getXsdFile, printSharedThingXsd, printThingXsd, sharedNamespaces, xsdFiles } from './xsd.ts';

const locate = (namespace: string) => `keepwell-${namespace.replace(/\W+/g, '-')}.xsd`;

xmlRegisterInputProvider(
  new XmlBufferInputProvider(
    Object.fromEntries(
      sharedNamespaces.map(namespace => [
        locate(namespace),
        new TextEncoder().encode(printSharedThingXsd(namespace, locate)),
      ]),
    ),
  ),
);

const versions = everyType().flatMap(type =>
  type.versions.map(version => ({ type, version, label: `${type.name} ${version.number}` })),
);

test('every version has a file of its own', () => {
  expect(xsdFiles.size).toBe(sharedNamespaces.length + versions.length);
  expect([...xsdFiles.keys()].filter(name => !/^[a-z0-9-]+\.xsd$/.test(name))).toEqual([]);
  for (const { type, version } of versions) {
    expect(xsdFiles.get(getXsdFile(type, version))!(locate)).toBe(printThingXsd(type, version, locate));
  }
});

test('every printed schema compiles', () => {
  for (const namespace of sharedNamespaces) {
    using document = XmlDocument.fromString(printSharedThingXsd(namespace, locate));
    XsdValidator.fromDoc(document).dispose();
  }
  for (const { type, version } of versions) validatorOf(type, version).dispose();
});

test.each(versions)('whatever $label allows, its printed schema allows', ({ type, version }) => {
  using validator = validatorOf(type, version);
  for (const value of fc.sample(valuesOf(version.schema), 30)) {
    const xml = printThing(version, value);
    expect(isValid(validator, version, xml), xml).toBe(true);
  }
});

describe.skipIf(!hasReference)('printed and published schemas (needs KEEPWELL_REFERENCE)', () => {
  const all = hasReference ? verdicts() : [];
  const judged = new Map<ThingVersion, Judged[]>();

  function judge(type: ThingType, version: ThingVersion): readonly Judged[] {
    const own = all.filter(({ typeId }) => typeId.toLowerCase() === version.id);
    const known = judged.get(version);
    if (known || own.length === 0) return known ?? [];
    using validator = validatorOf(type, version);
    const published = publishedXsd(publishedFile(version));
    const made = own.map(line => ({
      ...line,
      byPrinted: isValid(validator, version, line.xml),
      byPublished: isValid(published, version, line.xml),
    }));
    judged.set(version, made);
    return made;
  }

  const published = versions.filter(({ version }) => isPublished(version));
  test.each(published)('agree on every document of $label', ({ type, version }) => {
    const lines = judge(type, version);
    // CCR, CCD, CDA and SIF are standards of others: no document of them is labelled.
    expect(lines.length > 0).toBe(version.schema.shape.kind !== 'document');
    expect(lines.filter(({ byPrinted, byPublished }) => byPrinted !== byPublished)).toEqual([]);
  });

  test.each(published)('allow the sample of $label', ({ type, version }) => {
    const sample = sampleXml(version.id);
    using validator = validatorOf(type, version);
    if (sample !== undefined) expect(isValid(validator, version, sample)).toBe(true);
  });

  test('differ from the labels only where the validator or the wire does', () => {
    const lines = versions.flatMap(({ type, version }) => judge(type, version));
    expect(lines).toHaveLength(3975);
    const departures: Record<string, number> = {};
    for (const { byPrinted, valid, note = 'no note' } of lines) {
      if (byPrinted !== valid) departures[note] = (departures[note] ?? 0) + 1;
    }
    expect(departures).toEqual(explained);
  });
});

type Judged = Verdict & { readonly byPrinted: boolean; readonly byPublished: boolean };

const noSuchDay = 'No such day in the calendar, but inside the ranges the schema gives.';
const cdata =
  'White space in CDATA between elements is plain white space and allowed; some validators refuse it.';

/** Lines that both schemas judge alike and unlike the label, by the note of the line. */
const explained: Record<string, number> = {
  // On the wire the root has no namespace; to a schema, one that has it is right.
  'The schema puts the root in this namespace; on the wire the root has none, so it is refused.': 65,
  // libxml2 does not take CDATA for white space, nor a comparison with NaN for false,
  [cdata]: 7,
  [`${cdata} ${noSuchDay}`]: 1,
  'NaN cannot be compared, so it is outside a bounded range; some validators accept it.': 7,
  // nor blanks beside INF.
  'White space around a number collapses and is allowed; some validators refuse it.': 5,
};

const published: { typeId: string; xsd: string }[] = hasReference
  ? JSON.parse(referenceFile('data/thing-types.json').toString('utf8'))
  : [];

/** The file of the published schema of a version. */
function publishedFile({ id }: ThingVersion): string {
  return published.find(({ typeId }) => typeId.toLowerCase() === id)!.xsd;
}

function validatorOf(type: ThingType, version: ThingVersion): XsdValidator {
  using document = XmlDocument.fromString(printThingXsd(type, version, locate));
  return XsdValidator.fromDoc(document);
}

/** As a validator sees it. The root must have the right name, else any global element would do. */
function isValid(validator: XsdValidator, { root, namespace, schema }: ThingVersion, xml: string): boolean {
  const at = readXml(xml).root();
  const isDocument = schema.shape.kind === 'document';
  if (!isDocument && at.name !== root && !at.name.endsWith(`:${root}`)) return false;
  using document = XmlDocument.fromString(!isDocument && at.atNamed(root) ? inNamespace(at, namespace) : xml);
  try {
    validator.validate(document);
    return true;
  } catch {
    return false;
  }
}

/** On the wire the root has no namespace; in the schema it has one, and its children have none. */
function inNamespace(
  { document: { text, starts, ends, closes }, index, name }: XmlCursor,
  namespace: string,
): string {
  const start = starts[index]!;
  const close = closes[index]!;
  const nameEnd = start + 1 + name.length;
  const opening = `${text.slice(0, start)}<kw:${name} xmlns:kw="${namespace}"`;
  if (starts[close] === ends[close]) return opening + text.slice(nameEnd);
  return `${opening}${text.slice(nameEnd, starts[close])}</kw:${name}${text.slice(starts[close]! + 2 + name.length)}`;
}
