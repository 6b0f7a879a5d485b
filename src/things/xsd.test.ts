// The printed schemas, judged by a validator that is not ours.

import fc from 'fast-check';
import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { readXml, type XmlCursor } from '../schema/xml-reader.ts';
import { valuesOf } from '../testing/arbitrary.ts';
import { hasReference, sampleXml, verdicts } from '../testing/reference.ts';
import { everyType, printThing } from './index.ts';
import type { ThingType, ThingVersion } from './thing-type.ts';
import { sharedNamespaces, sharedXsd, thingXsd } from './xsd.ts';

const locate = (namespace: string) => `keepwell-${namespace.replace(/\W+/g, '-')}.xsd`;

xmlRegisterInputProvider(
  new XmlBufferInputProvider(
    Object.fromEntries(
      sharedNamespaces.map(namespace => [
        locate(namespace),
        new TextEncoder().encode(sharedXsd(namespace, locate)),
      ]),
    ),
  ),
);

const versions = everyType().flatMap(type => type.versions.map(version => ({ type, version })));

test('every printed schema compiles', () => {
  for (const namespace of sharedNamespaces) {
    using document = XmlDocument.fromString(sharedXsd(namespace, locate));
    XsdValidator.fromDoc(document).dispose();
  }
  for (const { type, version } of versions) validatorOf(type, version).dispose();
});

test.each(versions.map(({ type, version }) => ({ type, version, label: `${type.name} ${version.number}` })))(
  'whatever $label allows, its printed schema allows',
  ({ type, version }) => {
    using validator = validatorOf(type, version);
    for (const value of fc.sample(valuesOf(version.schema), 30)) {
      const xml = printThing(version, value);
      expect(isValid(validator, version, xml), xml).toBe(true);
    }
  },
);

describe.skipIf(!hasReference)('printed schemas judge (needs KEEPWELL_REFERENCE)', () => {
  const all = hasReference ? verdicts() : [];
  for (const { type, version } of versions) {
    test(`${type.name} ${version.number} as labelled`, () => {
      using validator = validatorOf(type, version);
      const sample = sampleXml(version.id);
      if (sample !== undefined) expect(isValid(validator, version, sample)).toBe(true);
      // Lines with a note are those where libxml2 and the standard part, or the wire and the schema.
      const own = all.filter(({ typeId, note }) => typeId.toLowerCase() === version.id && !note);
      expect(own.filter(({ xml, valid }) => isValid(validator, version, xml) !== valid)).toEqual([]);
    });
  }
});

function validatorOf(type: ThingType, version: ThingVersion): XsdValidator {
  using document = XmlDocument.fromString(thingXsd(type, version, locate));
  return XsdValidator.fromDoc(document);
}

function isValid(validator: XsdValidator, { root, namespace, schema }: ThingVersion, xml: string): boolean {
  const at = readXml(xml).root();
  const isDocument = schema.shape.kind === 'document';
  if (!isDocument && !at.atNamed(root)) return false;
  using document = XmlDocument.fromString(isDocument ? xml : inNamespace(at, namespace));
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
