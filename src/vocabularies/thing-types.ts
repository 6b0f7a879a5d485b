// The types of things by their ids, and by the names HealthVault gave them. Both are made of the definitions.
import { makeTable } from '../schema/table.ts';
import { currentVersion, everyType, type ThingType, type ThingVersion } from '../things/index.ts';
import { makeOnce } from './table.ts';
import type { CodeItem, Vocabulary } from './vocabulary.ts';

export const thingTypes = ofTypes(
  'thing-types',
  'The types of things that records hold, by their ids',
  (_, { id }) => id,
);

/** Of all its texts for pages, HealthVault gave this list to applications too. */
export const thingTypeNames = ofTypes(
  'thing-type-names',
  'The types of things that records hold, by their names in HealthVault',
  (type, version) => `txtName${nameOf(type, version)}`,
);

function ofTypes(
  name: string,
  description: string,
  codeOf: (type: ThingType, version: ThingVersion) => string,
): Vocabulary {
  return {
    name,
    family: 'wc',
    version: '1',
    description,
    extent: 'whole',
    languages: ['en'],
    items: makeOnce(() =>
      everyType().flatMap(type =>
        type.versions.map(
          (version): CodeItem => ({
            code: codeOf(type, version),
            texts: { en: { display: type.name } },
          }),
        ),
      ),
    ),
  };
}

/** The element of the item; for versions that others followed, with their number. */
function nameOf(type: ThingType, version: ThingVersion): string {
  const { id, root, number } = version;
  return ownNames[id] ?? (version === currentVersion(type) ? root : `${root}.${number}`);
}

/** Those that go by another rule. */
const ownNames: Readonly<Record<string, string>> = makeTable({
  'a5033c9d-08cf-4204-9bd3-cb412ce39fc0': 'application',
  '9ad2a94f-c6a4-4d78-8b50-75b65be0e250': 'ApplicationDataReference',
  'bf516a61-5252-4c28-a979-27f45f62f78d': 'basic',
  '3b3e6b16-eb69-483c-8d7e-dfe116ae6092': 'BasicV2',
  'ca3c57f4-f4c1-4e15-be67-0a3caf5414ed': 'bp',
  '9c48a2b8-952c-4f5a-935d-f3292326bf54': 'ccd',
  '1e1ccbfc-a55d-4d91-8940-fa2fbf73c195': 'ccr',
  '1ed1cba6-9530-44a3-b7b5-e8219690ebcf': 'cda',
  '796c186f-b874-471c-8468-3eeff73bf66e': 'cholesterol-profile',
  '98f76958-e34f-459b-a760-83c1699add38': 'cholesterol-profile.2',
  '9f4e0fcd-10d7-416d-855a-90514ce2016b': 'Comment',
  '3d4bdf01-1b3e-4afc-b41c-bd3e641a6da7': 'encounter-old',
  '90dbf000-fc55-4b92-b4a1-da45c36ad8bb': 'aerobic',
  '22826e13-41e1-4ba3-8447-37dadd208fd8': 'family-history',
  '4a04fcc8-19c1-4d59-a8c7-2031a03f21de': 'family-history.3',
  '227f55fb-1001-4d4e-9f6a-8d893e07b451': 'HbA1C',
  '62160199-b80f-4905-a55a-ac4ba825ceae': 'HbA1C.2',
  '184166be-8adb-4d9c-8162-c403040e31ad': 'insulin-injection-use',
  'c75651c8-548e-449f-8942-9e6379b0b88a': 'MedicalImageStudy',
  'cdfc0a9b-6d3b-4d16-afa8-02b86d621a8d': 'medical-image-study.2',
  '9085cad9-e866-4564-8a91-7ad8685d204d': 'PAPSession',
  '921588d1-27bf-423c-8e55-650d2fedb3e0': 'spirometer',
  'c3353437-7a5e-46be-8e1a-f93dac872a68': 'sif-student-academic-record',
  '031f5706-7f1a-11db-ad56-7bd355d89593': 'sleepjournal-pm',
  '11c52484-7f1a-11db-aeac-87d355d89593': 'sleepjournal-am',
  'd33a32b2-00de-43b8-9f2a-c4c7e9f580ec': 'Status',
});
