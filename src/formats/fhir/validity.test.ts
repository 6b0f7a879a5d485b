// What items become is valid FHIR, by a validator and an engine of invariants that are not ours; and what US Core shows as examples
// is taken. KEEPWELL_PROPERTIES_COUNT=10 makes 5 900 items of all types, KEEPWELL_PROPERTIES_SEED says which.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXml } from '../../schema/xml-reader.ts';
import { valuesOf } from '../../testing/arbitrary.ts';
import { judge } from '../../testing/fhir/judge.ts';
import { hasReference, sampleXml } from '../../testing/reference.ts';
import { drawn, seed } from '../../testing/seed.ts';
import { everyType, parseThing } from '../../things/index.ts';
import { findCorpus, listFiles } from '../clinical/testing/corpus.ts';
import {
  type FhirThing,
  findMapping,
  fromResource,
  type JsonObject,
  patientMappings,
  type Resource,
  toPatient,
  toResource,
} from './index.ts';
import { makeThing, settings } from './testing/kinds.ts';

const types = everyType().map(type => ({ name: type.name, type }));

/** The resource of an item, and those of its parts, as a server gives them. */
function listResources(thing: FhirThing): Resource[] {
  const resource = toResource(thing, settings);
  const parts = findMapping(thing).parts?.list(resource) ?? [];
  return [resource, ...parts.map(part => part.resource)].map(
    (one, at) => ({ ...one, id: `a-${at}` }) as Resource,
  );
}

/** An item of many tests takes its time. */
const timeout = 60_000 + drawn(5) * 10_000;

test.each(types)('what $name becomes is valid, whatever it holds', { timeout }, ({ type }) => {
  const problems = type.versions.flatMap(version =>
    fc
      .sample(valuesOf(version.schema), { numRuns: drawn(5), seed })
      .flatMap(value => listResources(makeThing(version, value)).flatMap(judge)),
  );
  expect(problems.slice(0, 10), `seed ${seed}`).toEqual([]);
});

test('so is the Patient that the four items of a person become', { timeout }, () => {
  const versions = patientMappings.map(({ type }) => type.versions[0]!);
  const items = versions.map(version =>
    fc.option(
      valuesOf(version.schema).map(value => makeThing(version, value)),
      { nil: undefined },
    ),
  );
  const record = { id: 'r1', name: 'Ada’s record' };
  const problems = fc
    .sample(fc.tuple(...items), { numRuns: drawn(20), seed })
    .map(all =>
      toPatient(
        all.filter(one => one !== undefined),
        settings,
        record,
      ),
    )
    .flatMap(judge);
  expect(problems.slice(0, 10), `seed ${seed}`).toEqual([]);
});

describe.skipIf(!hasReference)('published samples (needs KEEPWELL_REFERENCE)', () => {
  const versions = types.flatMap(({ name, type }) => type.versions.map(version => ({ name, version })));
  for (const { name, version } of versions) {
    const xml = hasReference ? sampleXml(version.id) : undefined;
    if (xml === undefined) continue;
    test(`what ${name} ${version.number} becomes is valid`, () => {
      const thing = makeThing(version, parseThing(version, readXml(xml).root()));
      expect(listResources(thing).flatMap(judge)).toEqual([]);
    });
  }
});

const besideDefinitions = /[\\/]example[\\/]/;

describe.each([
  ['R4 itself', 'KEEPWELL_CORPUS_R4', /./],
  ['US Core', 'KEEPWELL_CORPUS_US_CORE', besideDefinitions],
  ['the International Patient Summary', 'KEEPWELL_CORPUS_IPS', besideDefinitions],
  ['CARIN for Blue Button', 'KEEPWELL_CORPUS_C4BB', besideDefinitions],
])('examples of %s', (_, variable, where) => {
  const folder = findCorpus(variable);
  const examples =
    folder === undefined ? [] : listFiles(folder, /^[A-Z]\w*-.*\.json$/).filter(path => where.test(path));

  test.skipIf(folder === undefined)(
    `each is taken and reads back equal (needs ${variable})`,
    {
      timeout: 600_000,
    },
    () => {
      expect(examples.length).toBeGreaterThan(0);
      for (const path of examples) {
        const resource = readExample(path);
        expect(toResource(fromResource(resource, settings), settings), path).toEqual(resource);
      }
    },
  );
});

/** Without what a server says of a resource. */
function readExample(path: string): Resource {
  const { id: _, meta, ...said } = JSON.parse(readFileSync(path, 'utf8')) as Resource;
  const { versionId: __, lastUpdated: ___, ...rest } = (meta ?? {}) as JsonObject;
  return { ...said, ...(Object.keys(rest).length > 0 && { meta: rest }) } as JsonObject as Resource;
}

test.each([
  ['an element that there is not', { weight: 70 }],
  ['a status that there is not', { status: 'done' }],
  ['no code', { code: undefined }],
  ['a day that there is not', { effectiveDateTime: '2026-3-1' }],
  ['a number in words', { valueQuantity: { value: '70' } }],
  ['a bound that there is not', { valueQuantity: { value: 70, comparator: '~' } }],
  ['two values', { valueQuantity: { value: 70 }, valueString: '70' }],
  ['a component without a code', { component: [{ valueString: 'a' }] }],
])('the validator finds %s', (_, wrong) => {
  const right = { resourceType: 'Observation', status: 'final', code: { text: 'Weight' } };
  expect(judge(right)).toEqual([]);
  expect(judge(JSON.parse(JSON.stringify({ ...right, ...wrong })))).not.toEqual([]);
});
