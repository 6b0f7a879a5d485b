// What items become is valid FHIR, by a validator that is not ours; and what US Core shows as examples is taken.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXml } from '../../schema/xml-reader.ts';
import { valuesOf } from '../../testing/arbitrary.ts';
import { findUsCore, judge } from '../../testing/fhir/judge.ts';
import { hasReference, sampleXml } from '../../testing/reference.ts';
import { writeItem } from '../../things/data.ts';
import { everyType, parseThing, type ThingType } from '../../things/index.ts';
import {
  type FhirThing,
  findMapping,
  fromResource,
  type JsonObject,
  type Resource,
  toResource,
  UnmappableResource,
} from './index.ts';

const settings = { zone: 'Europe/Berlin', patient: 'Patient/1' };
const types = everyType().map(type => ({ name: type.name, type }));

/** The resource of an item, and those of its parts, as a server gives them. */
function listResources(thing: FhirThing): Resource[] {
  const resource = toResource(thing, settings);
  const parts = findMapping(thing).parts?.list(resource) ?? [];
  return [resource, ...parts.map(part => part.resource)].map(
    (one, at) => ({ ...one, id: `a-${at}` }) as Resource,
  );
}

function makeThing(version: ThingType['versions'][number], value: unknown): FhirThing {
  return { typeId: version.id, dataXml: writeItem(version, value).xml, commonXml: '' };
}

test.each(types)('what $name becomes is valid, whatever it holds', ({ type }) => {
  const problems = type.versions.flatMap(version =>
    fc
      .sample(valuesOf(version.schema), { numRuns: 20, seed: 1800 })
      .flatMap(value => listResources(makeThing(version, value)).flatMap(judge)),
  );
  expect(problems).toEqual([]);
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

const usCore = findUsCore();

describe.skipIf(usCore === undefined)('examples of US Core (needs KEEPWELL_CORPUS_US_CORE)', () => {
  const folder = join(usCore ?? '', 'example');
  const examples = usCore === undefined ? [] : readdirSync(folder).filter(name => name.endsWith('.json'));

  test.each(examples)('%s reads back equal', name => {
    const resource = readExample(join(folder, name));
    expect(toResource(fromResource(resource, settings), settings)).toEqual(resource);
  });

  test('none is refused', () => {
    expect(examples.filter(name => isRefused(readExample(join(folder, name))))).toEqual([]);
  });
});

/** Without what a server says of a resource. */
function readExample(path: string): Resource {
  const { id: _, meta, ...said } = JSON.parse(readFileSync(path, 'utf8')) as Resource;
  const { versionId: __, lastUpdated: ___, ...rest } = (meta ?? {}) as JsonObject;
  return { ...said, ...(Object.keys(rest).length > 0 && { meta: rest }) } as JsonObject as Resource;
}

function isRefused(resource: Resource): boolean {
  try {
    fromResource(resource, settings);
    return false;
  } catch (fault) {
    if (fault instanceof UnmappableResource) return true;
    throw fault;
  }
}
