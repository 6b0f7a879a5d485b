// Bundles of others, where variables name their folders: each resource becomes an item or is told why not.
import { expect, test } from 'vitest';
import { readAll } from '../../../testing/source-files.ts';
import { getVersion } from '../../../things/index.ts';
import { findCorpus, listFiles, openFile } from '../../clinical/testing/corpus.ts';
import type { Candidate } from '../../format.ts';
import { fhir } from './fhir.ts';

const synthea = findCorpus('KEEPWELL_CORPUS_SYNTHEA');
const ips = findCorpus('KEEPWELL_CORPUS_IPS');

interface Counted {
  readonly items: Record<string, number>;
  readonly leftOut: Record<string, number>;
}

async function readFolder(folder: string, pattern: RegExp): Promise<Counted> {
  const counted: Counted = { items: {}, leftOut: {} };
  const count = (into: Record<string, number>, key: string, n = 1) => {
    into[key] = (into[key] ?? 0) + n;
  };
  for (const path of listFiles(folder, pattern)) {
    const { candidates, leftOut } = await readAll(fhir, openFile(path));
    expect(candidates.length, path).toBeGreaterThan(0);
    for (const one of candidates) count(counted.items, nameOf(one));
    for (const { why, what, count: n } of leftOut) count(counted.leftOut, `${why} ${what}`, n);
  }
  return counted;
}

const nameOf = ({ typeId }: Candidate) => getVersion(typeId).type.name;

test.skipIf(synthea === undefined)(
  'Synthea: what a person has is items, and nothing is said to be wrong',
  async () => {
    const { items, leftOut } = await readFolder(synthea ?? '', /^synthea_.*\.json$/);
    console.log(JSON.stringify({ items, leftOut }));
    for (const name of [
      'Medication',
      'Condition',
      'Immunization',
      'Procedure',
      'Encounter',
      'Weight',
      'Lab results',
    ])
      expect(items[name], name).toBeGreaterThan(0);
    expect(Object.keys(leftOut).filter(key => key.startsWith('invalid'))).toEqual([]);
  },
  240_000,
);

test.skipIf(ips === undefined)(
  'IPS: the examples of the guide are items or told why not',
  async () => {
    const { items, leftOut } = await readFolder(ips ?? '', /^Bundle-.*\.json$/);
    console.log(JSON.stringify({ items, leftOut }));
    expect(items.Medication).toBeGreaterThan(0);
    expect(items.Condition).toBeGreaterThan(0);
    expect(Object.keys(leftOut).filter(key => key.startsWith('invalid'))).toEqual([]);
  },
  60_000,
);
