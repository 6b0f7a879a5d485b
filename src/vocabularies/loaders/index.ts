// The code systems that can be loaded, and how a path is taken for one of them.
import { getFirst } from '../../assume.ts';
import { cvx, mvx } from './cdc.ts';
import { computeFingerprint, listFiles, readBeginning, type SourceFile } from './files.ts';
import type { Files, Format } from './format.ts';
import { icd9cm } from './icd9cm.ts';
import { icd10cm } from './icd10cm.ts';
import { iso3166Part2 } from './iso3166-2.ts';
import { loinc } from './loinc.ts';
import { ndc } from './ndc.ts';
import { rxnorm } from './rxnorm.ts';
import { snomed } from './snomed.ts';
import { SourceError, type VocabularySource } from './source.ts';
import { foodDataCentral, standardReference } from './usda.ts';

export { type BadLine, isBadLine, SourceError, type VocabularySource } from './source.ts';

export const formats: readonly Format[] = [
  rxnorm,
  snomed,
  loinc,
  icd10cm,
  icd9cm,
  cvx,
  mvx,
  ndc,
  standardReference,
  foodDataCentral,
  iso3166Part2,
];

const formatNames = formats.map(({ name }) => name).join(', ');

export interface OpenOptions {
  /** The name of a format; without it the files tell. */
  readonly as?: string | undefined;
  readonly version?: string | undefined;
}

/** @throws SourceError that says what to give instead */
export async function openSource(
  path: string,
  { as, version }: OpenOptions,
): Promise<VocabularySource & { readonly title: string }> {
  const files = listFiles(path);
  const { format, found } = as === undefined ? recognised(path, files) : named(as, path, files);
  const opened = await format.open(found, { version });
  const bytes = { total: opened.reads.reduce((sum, { size }) => sum + size, 0), read: 0 };
  return {
    title: format.title,
    lists: opened.lists,
    fingerprint: computeFingerprint(found, format.name, JSON.stringify(opened.lists)),
    bytes,
    entries() {
      bytes.read = 0;
      return opened.entries(count => {
        bytes.read += count;
      });
    },
  };
}

interface Recognised {
  readonly format: Format;
  readonly found: Files;
}

function named(as: string, path: string, files: readonly SourceFile[]): Recognised {
  const format = formats.find(({ name }) => name === as.toLowerCase());
  if (!format) throw new SourceError(`There is no format ${as}. They are: ${formatNames}.`);
  const found = format.find(files);
  if (hasAny(found)) return { format, found };
  const [only, ...others] = files;
  // A file that was named is taken at the caller's word, where one is all it takes.
  if (only && others.length === 0 && format.looksLike) return { format, found: [only] };
  throw new SourceError(`${path} has no ${format.title}: that takes ${format.wants}.`);
}

function recognised(path: string, files: readonly SourceFile[]): Recognised {
  const candidates = formats.flatMap((format): Recognised[] => {
    const found = format.find(files);
    return hasAny(found) ? [{ format, found }] : [];
  });
  if (candidates.length === 0 && files.length === 1) {
    const only = getFirst(files);
    const beginning = readBeginning(only);
    for (const format of formats)
      if (format.looksLike?.(beginning)) candidates.push({ format, found: [only] });
  }
  const [candidate, ...others] = candidates;
  if (candidate && others.length === 0) return candidate;
  if (candidate)
    throw new SourceError(
      `${path} has several code systems (${candidates.map(({ format }) => format.title).join(', ')}): say which with --as.`,
    );
  const zipped = files.some(({ name }) => /\.(zip|t?gz)$/i.test(name)) ? ' Unpack what is packed first.' : '';
  throw new SourceError(
    `What is in ${path} cannot be told. Say it with --as (${formatNames}), or name the files as their owners do.${zipped}`,
  );
}

function hasAny(files: readonly SourceFile[]): files is Files {
  return files.length > 0;
}
