// The reference material that some tests need beside the code: samples and labelled documents.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const repository = resolve(import.meta.dirname, '../..');
const folder = resolve(repository, process.env.KEEPWELL_REFERENCE ?? '../shared/reference');

export const hasReference = existsSync(join(folder, 'schema-verdicts.jsonl.gz'));

/** Where it lies, if it does: ask `hasReference`. */
export function referenceFolder(): string {
  return folder;
}

export function referenceFile(path: string): Buffer {
  return readFileSync(join(folder, path));
}

/** A published sample: the item alone. Undefined for the types that have none. */
export function sampleXml(typeId: string): string | undefined {
  const name = readdirSync(join(folder, 'sample-xml')).find(file => file.toLowerCase() === `${typeId}.xml`);
  return (
    name &&
    referenceFile(`sample-xml/${name}`)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
  );
}

/** A document of a type, and whether its published schema allows it. */
export interface Verdict {
  readonly typeId: string;
  readonly root: string;
  readonly valid: boolean;
  readonly reason?: string;
  readonly note?: string;
  readonly xml: string;
}

export function verdicts(): Verdict[] {
  return gunzipSync(referenceFile('schema-verdicts.jsonl.gz'))
    .toString('utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Verdict);
}

/** Is it a version of a type of HealthVault's, of which the published material speaks? */
export function isPublished({ namespace }: { readonly namespace: string }): boolean {
  return !namespace.startsWith('urn:keepwell:');
}
