import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isWhole, languages } from '../locales/language.ts';
import { codeWords } from '../locales/words.ts';
import type { Item, Schema } from '../schema/schema.ts';
import { hasReference, referenceFile } from '../testing/reference.ts';
import { everyType } from '../things/index.ts';
import { listVocabularies, pickVocabulary } from './index.ts';
import { formats, openSource } from './loaders/index.ts';

const all = listVocabularies();
const pick = (name: string, family?: string, version?: string) =>
  pickVocabulary(all, { name, family, version });
const ofTypes = ['thing-types', 'thing-type-names'];
const own = all.filter(({ family, name }) => family === 'wc' && !ofTypes.includes(name));

describe("HealthVault's own lists", () => {
  test('are 131: 125 whole, 5 cut at 100 items and one empty', () => {
    const named = (extent: string) =>
      own.filter(vocabulary => vocabulary.extent === extent).map(({ name }) => name);
    expect(own).toHaveLength(131);
    expect(named('whole')).toHaveLength(125);
    expect(named('cut').sort()).toEqual([
      'cultures',
      'exercise-activities',
      'immunizations',
      'medical-specialties',
      'time-zones',
    ]);
    expect(named('empty')).toEqual(['usage-schedule']);
    for (const vocabulary of own) {
      if (vocabulary.extent === 'empty') expect(vocabulary.items()).toEqual([]);
      else expect(vocabulary.items().length).toBeGreaterThan(0);
      if (vocabulary.extent !== 'cut') continue;
      expect(vocabulary.items()).toHaveLength(100);
      expect(vocabulary.description).toMatch(/only the first 100 were published/);
    }
  });

  test.skipIf(!hasReference)('have every item that was published (needs KEEPWELL_REFERENCE)', () => {
    for (const { family, name, version, truncatedAt100, items } of published()) {
      const ours = pick(name, family, version);
      expect(ours, `${family} ${name} ${version}`).toBeDefined();
      expect(ours!.items().map(({ code, texts }) => [code, texts.en?.display])).toEqual(
        items.map(({ code, display }) => [code, display]),
      );
      expect(ours!.extent).toBe(truncatedAt100 ? 'cut' : items.length === 0 ? 'empty' : 'whole');
    }
  });

  test('name the types of things, by id and by the names HealthVault had for them', () => {
    const versions = everyType().flatMap(type => type.versions.map(({ id }) => id));
    expect(
      pick('thing-types')!
        .items()
        .map(({ code }) => code),
    ).toEqual(versions);
    expect(pick('thing-type-names')!.items()).toHaveLength(versions.length);
    for (const name of ofTypes) expect(pick(name)!.extent).toBe('whole');
  });

  test.skipIf(!hasReference)(
    'know all published names of types but that of the base type (needs KEEPWELL_REFERENCE)',
    () => {
      const ours = new Set(
        pick('thing-type-names')!
          .items()
          .map(({ code }) => code),
      );
      const theirs = referenceVocabularies().find(({ name }) => name === 'thing-type-names')!;
      expect(theirs.items.map(({ code }) => code).filter(code => !ours.has(code))).toEqual(['txtNamebase']);
    },
  );

  test('give months and days in other languages too', () => {
    const march = pick('months')!.items()[2]!;
    expect(march).toMatchObject({ code: '3', texts: { en: { display: 'March' }, de: { display: 'März' } } });
    const sunday = pick('days-of-week')!.items()[0]!;
    expect(sunday).toMatchObject({
      code: '1',
      texts: { en: { display: 'Sunday' }, es: { display: 'domingo' } },
    });
  });

  test.each([
    ['weight-units', 'lb', 0.45359237],
    ['distance-units', 'mi', 1609.344],
    ['duration-units', 'ns', 1e-9],
    ['pressure-units', 'mmhg', 133.322387415],
  ])('%s tell how to convert %s', (name, code, multiplier) => {
    const items = pick(name)!.items();
    const written = /<multiplier>([^<]+)</.exec(items.find(item => item.code === code)!.infoXml!)![1];
    expect(Number(written)).toBe(multiplier);
    const without = items.filter(({ infoXml }) => infoXml === undefined).map(item => item.code);
    expect(without).toEqual(name === 'weight-units' ? ['stlb'] : []);
  });
});

describe('every vocabulary', () => {
  test.each(all.map(vocabulary => [`${vocabulary.family}:${vocabulary.name}`, vocabulary] as const))(
    '%s has a one-line description, codes that differ, and texts in its languages',
    (_, vocabulary) => {
      expect(vocabulary.description).toMatch(/^[^\n]{3,120}$/);
      const items = vocabulary.items();
      // Microsoft's library keeps them in a dictionary that knows no case.
      expect(new Set(items.map(({ code }) => code.toLowerCase())).size).toBe(items.length);
      const [first, ...others] = vocabulary.languages;
      for (const { texts } of items) expect(texts[first]?.display).toMatch(/\S/);
      for (const language of others) {
        const named = items.filter(({ texts }) => texts[language] !== undefined);
        expect(named.length, language).toBeGreaterThan(items.length * 0.8);
      }
    },
  );

  test.each([...codeWords])('is translated into %s as a whole, and nothing else is', (language, lists) => {
    for (const [name, texts] of Object.entries(lists)) {
      const whole = own.filter(one => one.name === name && one.languages.includes(language));
      expect(whole.length, `${name} is not whole`).toBe(1);
      const codes = whole[0]!.items().map(({ code }) => code);
      expect(Object.keys(texts).sort(), name).toEqual(codes.sort());
      const said = whole[0]!.items().map(({ texts }) => texts[language]!.display);
      expect(new Set(said).size, `${name} says one thing twice`).toBe(said.length);
    }
  });

  const wholeLanguages = languages.filter(isWhole);
  test('is in every whole language if it is short, but for these', () => {
    const untold = all
      .filter(({ items, extent }) => items().length <= 60 && extent === 'whole')
      .filter(({ languages }) => !wholeLanguages.every(language => languages.includes(language)))
      .map(({ name }) => name);
    expect([...new Set(untold)]).toEqual(untranslated);
  });

  test('is the only one of its family, name and version', () => {
    const keys = all.map(({ family, name, version }) => [family, name, version].join().toLowerCase());
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('is found without regard to case, its newest version unless one is named', () => {
    expect(pick('education-level')?.name).toBe('Education-level');
    expect(pick('VACCINE-MANUFACTURERS-MVX', 'hl7')?.version).toBe('2.3 07_2008');
    expect(pick('vaccine-manufacturers-mvx', 'HL7', '1')?.version).toBe('1');
    expect(pick('medication-routes')?.version).toBe('2');
    expect(pick('medication-routes', 'wc', '3')).toBeUndefined();
    expect(pick('vaccine-manufacturers-mvx')).toBeUndefined();
    expect(pick('medication-routes', 'wc', '1.0')?.version).toBe('1');
    expect(pick('iso3166', 'iso', '1')?.version).toBe('1.0');
  });
});

describe('public lists', () => {
  test.each([
    ['iso3166', 249, 'DE', 'Germany', 'Deutschland'],
    ['iso4217', 179, 'EUR', 'Euro', 'Euro'],
    ['iso639-1', 183, 'es', 'Spanish', 'Spanisch'],
  ])('%s has %i codes, named in several languages', (name, count, code, en, de) => {
    const items = pick(name, 'iso')!.items();
    expect(items).toHaveLength(count);
    expect(items.find(item => item.code === code)!.texts).toMatchObject({
      en: { display: en },
      de: { display: de },
    });
    // A code that the runtime has no name for would stand for itself.
    expect(items.filter(item => item.texts.en?.display === item.code)).toEqual([]);
  });

  test.each([
    ['iso3166', '1.0', ['US', 'DE', 'CW']],
    ['iso4217', '1', ['EUR', 'BYR', 'LTL', 'GWP', 'MRO']],
    ['iso639-1', '1.0', ['en', 'bh']],
  ])('%s has the version HealthVault had, %s, with what was withdrawn since', (name, version, codes) => {
    const theirs = pick(name, 'iso', version)!;
    expect(theirs.version).toBe(version);
    const items = theirs.items();
    for (const code of codes)
      expect(items.find(item => item.code === code)?.texts.en?.display, code).toMatch(/[^A-Z]{2}/);
    expect(items.length).toBeGreaterThanOrEqual(pick(name, 'iso')!.items().length);
    expect(pick(name, 'iso')!.version).not.toBe(version);
  });

  test.skipIf(!hasReference)(
    'lists of others that HealthVault had are here or have a loader (needs KEEPWELL_REFERENCE)',
    async () => {
      const samples = join(import.meta.dirname, 'loaders/samples');
      const opened = await Promise.all(
        formats.map(({ name }) => openSource(join(samples, name), { as: name, version: 'any' })),
      );
      const loadable = opened.flatMap(({ lists }) => lists);
      const missing = referenceVocabularies().filter(
        ({ family, name, version }) =>
          family !== 'wc' && !pick(name, family, version) && !pickVocabulary(loadable, { family, name }),
      );
      expect([...new Set(missing.map(({ name }) => name))]).toEqual(ofOwners);
    },
  );

  test('time zones are those of the IANA database', () => {
    const zones = pick('time-zones', 'iana')!.items();
    expect(zones.find(({ code }) => code === 'Europe/Berlin')!.texts.en!.display).toMatch(/^Berlin: /);
    expect(zones[0]!.code).toBe('UTC');
  });
});

describe('vocabularies that schemas prefer', () => {
  test('are here, but for those that need a loader and those that never were', () => {
    const missing = [...preferred()].filter(name => {
      const [vocabulary, family] = name.split(':').reverse();
      return !pick(vocabulary!, family);
    });
    expect(missing.sort()).toEqual([...ofLoaders, ...neverPublished].sort());
  });

  test.skipIf(!hasReference)('match no list in 18 published cases (needs KEEPWELL_REFERENCE)', () => {
    const known = new Set(referenceVocabularies().flatMap(namesOf));
    const names = ['thing-types', 'shared-types'].flatMap(file =>
      preferredIn(JSON.parse(referenceFile(`data/${file}.json`).toString('utf8'))),
    );
    const unmatched = [...new Set(names)].filter(name => !known.has(name) && name !== '(none defined)');
    expect(unmatched.sort()).toEqual([...unmatchedNames].sort());
    expect(unmatchedNames.filter(name => pick(name))).toEqual(['education-level']);
  });
});

/** HealthVault kept RxNorm's own tables as lists of one and ten items. */
const ofOwners = ['RxNorm Relationships', 'RxNorm Sources'];

/** Licensed, or too large to come along. */
const ofLoaders = [
  'HL7:vaccines-cvx',
  'NDC',
  'RxNorm',
  'icd:icd9cm',
  'regenstrief:LOINC',
  'usda:food-description',
];

/** Schemas name them, but HealthVault had no list of that name. */
const neverPublished = [
  'concern-description',
  'ethnicity',
  'group-membership-type-name',
  'heart-rate-measurement-flags',
  'lab-results-status',
];

/** Slips of the published schemas among them: other spellings, names of lists that never were. */
const unmatchedNames = [
  'NDC',
  'Rxnorm',
  'answer-choice-sets',
  'appointment-care-class-',
  'appointment-status-',
  'concern-description',
  'condition-occurence',
  'education-level',
  'ethnicity',
  'event-pediatric-developmental-motorskills',
  'explanation-of-benefits-claim-type',
  'group-membership-type-name',
  'heart-rate-measurement-flags',
  'idc9cm',
  'insulin-types',
  'lab-results-flag',
  'lab-results-status',
  'medical-specialties-',
];

/** Short lists without Spanish or German; the older routes of medications are one of two versions. */
const untranslated = [
  'vaccine-manufacturers-mvx',
  'answer-choices-amount',
  'answer-choices-comparison',
  'answer-choices-evaluation',
  'answer-choices-frequency',
  'answer-choices-sets',
  'answer-choices-severity',
  'answer-choices-yes-no',
  'answer-choices-yes-no-unsure',
  'communication-class',
  'communication-medium',
  'defibrillator-data-sources',
  'defibrillator-episode-fields',
  'defibrillator-episode-type-groups',
  'defibrillator-episode-types',
  'directory-application-types',
  'directory-category-activities',
  'directory-category-conditions',
  'directory-device-platforms',
  'directory-device-types',
  'distance-units',
  'email-types',
  'ethnicity-types',
  'exercise-detail-names',
  'family-history-conditions',
  'goal-status',
  'group-membership-activities',
  'HbA1C-assay-method',
  'health-assessment-category',
  'health-assessment-groups',
  'health-assessment-name',
  'health-assessment-value-sets',
  'immunization-adverse-effect',
  'immunization-routes',
  'immunizations-common',
  'intensity-one-to-five',
  'lab-panel-test-results',
  'lab-panels',
  'measurement-context',
  'measurement-unit-sets',
  'medication-routes',
  'name-suffixes',
  'normalcy-one-to-five',
  'note-document-types',
  'organizational-relationship',
  'phone-types',
  'pressure-units',
  'provinces',
  'quality-one-to-five',
  'question-sets',
  'signal-type-names',
  'sleepiness-one-to-four',
  'states',
  'status-types',
  'thingtype-categories',
  'wake-state-one-to-three',
  'weight-units',
];

interface ReferenceVocabulary {
  readonly family: string;
  readonly name: string;
  readonly version: string;
  readonly truncatedAt100: boolean;
  readonly uiStringTable: boolean;
  readonly itemsOmittedReason: string | null;
  readonly items: { readonly code: string; readonly display: string }[];
}

function referenceVocabularies(): ReferenceVocabulary[] {
  return JSON.parse(referenceFile('data/vocabularies.json').toString('utf8')) as ReferenceVocabulary[];
}

/** Those that are data, and not the excerpt of what belongs to somebody else. */
function published(): ReferenceVocabulary[] {
  const found = referenceVocabularies().filter(
    ({ uiStringTable, itemsOmittedReason }) => !uiStringTable && itemsOmittedReason === null,
  );
  expect(found.filter(({ family }) => family === 'wc')).toHaveLength(131);
  return found;
}

/** A schema may name a family too, with a dot or a colon, and even a version. */
function namesOf({ family, name, version }: ReferenceVocabulary): string[] {
  return [name, `${family}.${name}`, `${family}:${name}`, `${family}.${name}.${version}`];
}

/** What the published schemas prefer. */
function preferredIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { preferredVocabulary = [] } = part as { preferredVocabulary?: string[] };
  return [...preferredVocabulary, ...Object.values(part).flatMap(preferredIn)];
}

/** What our definitions prefer. */
function preferred(): Set<string> {
  const names = new Set<string>();
  const seen = new Set<Schema<unknown>>();
  const visit = (schema: Schema<unknown>) => {
    if (seen.has(schema)) return;
    seen.add(schema);
    for (const name of schema.vocabularies ?? []) names.add(name);
    if ('items' in schema.shape) schema.shape.items.forEach(visitItem);
  };
  const visitItem = (item: Item): void =>
    item.kind === 'element' ? visit(item.schema) : item.items.forEach(visitItem);
  for (const type of everyType()) for (const { schema } of type.versions) visit(schema);
  return names;
}
