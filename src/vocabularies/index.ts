// The vocabularies there are, and how one is found.
import { thingTypes } from './thing-types.ts';
import type { Vocabulary } from './vocabulary.ts';

export type { CodeItem, CodeText, Vocabulary } from './vocabulary.ts';

/** Versions of one vocabulary stand together, the newest last. */
const all: readonly Vocabulary[] = [thingTypes];

export function everyVocabulary(): readonly Vocabulary[] {
  return all;
}

/** Without a family HealthVault's own is meant, without a version the newest. */
export function findVocabulary({
  name,
  family = 'wc',
  version,
}: {
  name: string;
  family?: string | undefined;
  version?: string | undefined;
}): Vocabulary | undefined {
  return all.findLast(
    known =>
      known.name === name && known.family === family && (version === undefined || known.version === version),
  );
}
