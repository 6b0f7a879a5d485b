// Corpora of documents that others made, read in place: what came of each, in numbers.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, SourceFile } from '../../format.ts';

/** The folder that a variable names; undefined where there is none. */
export function findCorpus(variable: string): string | undefined {
  const folder = process.env[variable];
  return folder !== undefined && existsSync(folder) ? folder : undefined;
}

export function listFiles(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && pattern.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

export function openFile(path: string): SourceFile {
  return openBytes(readFileSync(path), path);
}

export function openBytes(bytes: Uint8Array, name = 'document.xml'): SourceFile {
  return { name, size: bytes.length, read: async (from, to) => bytes.subarray(from, to) };
}

export function openText(text: string): SourceFile {
  return openBytes(new TextEncoder().encode(text));
}

/** How many statements became items, and how many did not, by why. */
export interface Tally {
  items: number;
  readonly leftOut: Record<string, number>;
}

export function tally(findings: readonly Finding[], into: Tally = { items: 0, leftOut: {} }): Tally {
  for (const finding of findings) {
    if ('candidate' in finding) into.items += finding.candidate.of;
    else if ('leftOut' in finding)
      into.leftOut[finding.leftOut.why] = (into.leftOut[finding.leftOut.why] ?? 0) + finding.leftOut.count;
  }
  return into;
}

export function sumOf({ items, leftOut }: Tally): number {
  return items + Object.values(leftOut).reduce((sum, count) => sum + count, 0);
}
