// The vocabularies that come with Keepwell, and how one is found among those there are.
import { iso } from './public/iso.ts';
import { modality } from './public/modality.ts';
import { reactions } from './public/reactions.ts';
import { timeZones } from './public/time-zones.ts';
import { vaccineManufacturers } from './public/vaccine-manufacturers.ts';
import { thingTypeNames, thingTypes } from './thing-types.ts';
import type { Vocabulary } from './vocabulary.ts';
import { answers } from './wc/answers.ts';
import { body } from './wc/body.ts';
import { care } from './wc/care.ts';
import { conditions } from './wc/conditions.ts';
import { exercise } from './wc/exercise.ts';
import { growingUp } from './wc/growing-up.ts';
import { immunizations } from './wc/immunizations.ts';
import { labs } from './wc/labs.ts';
import { medications } from './wc/medications.ts';
import { people } from './wc/people.ts';
import { placesAndTimes } from './wc/places-and-times.ts';
import { platform } from './wc/platform.ts';
import { units } from './wc/units.ts';

export type { CodeItem, CodeText, Extent, Vocabulary } from './vocabulary.ts';

/** By family and name; versions of one vocabulary stand together, the newest last. */
const all: readonly Vocabulary[] = [
  ...answers,
  ...body,
  ...care,
  ...conditions,
  ...exercise,
  ...growingUp,
  ...immunizations,
  ...labs,
  ...medications,
  ...people,
  ...placesAndTimes,
  ...platform,
  ...units,
  thingTypes,
  thingTypeNames,
  ...vaccineManufacturers,
  modality,
  timeZones,
  reactions,
  ...iso,
].sort((a, b) => compare(a.family, b.family) || compare(a.name, b.name));

export function listVocabularies(): readonly Vocabulary[] {
  return all;
}

/** Names a vocabulary. Without a family HealthVault's own is meant, without a version the newest. */
export interface VocabularyKey {
  readonly name: string;
  readonly family?: string | undefined;
  readonly version?: string | undefined;
}

/**
 * Names are compared without case: schemas and clients write them in several, and 1 for version 1.0. Of versions the
 * last is newest.
 */
export function pickVocabulary<V extends { name: string; family: string; version: string }>(
  known: readonly V[],
  { name, family = 'wc', version }: VocabularyKey,
): V | undefined {
  return known.findLast(
    vocabulary =>
      compare(vocabulary.name, name) === 0 &&
      compare(vocabulary.family, family) === 0 &&
      (version === undefined || compare(whole(vocabulary.version), whole(version)) === 0),
  );
}

function whole(version: string): string {
  return version.replace(/\.0$/, '');
}

function compare(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}
