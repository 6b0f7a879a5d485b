// What codes of the lists in vocabularies/wc/conditions.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const conditionsCodes: CodeWords = {
  'allergen-type': {
    med: 'Medikament',
    food: 'Lebensmittel',
    animal: 'Tier',
    plant: 'Pflanze',
    env: 'Umwelt',
  },
  'concern-status': { active: 'Aktiv', inactive: 'Inaktiv' },
  'condition-occurrence': {
    active: 'Aktuell: besteht jetzt',
    inactive: 'Früher: besteht nicht mehr',
    intermittent: 'Zeitweise: kommt und geht',
  },
  'condition-severity': {
    None: 'Keine',
    VeryMild: 'Sehr leicht',
    Mild: 'Leicht',
    Moderate: 'Mittelschwer',
    Severe: 'Schwer',
    VerySevere: 'Sehr schwer',
    Fatal: 'Tödlich',
  },
  'family-history-region-of-origin': {
    Africa: 'Afrika',
    Asia: 'Asien',
    MiddleEast: 'Naher Osten',
    NorthernEurope: 'Nordeuropa',
    SouthernEurope: 'Südeuropa',
    NorthAmerica: 'Nordamerika',
    SouthAmerica: 'Südamerika',
    PacificIslands: 'Pazifische Inseln',
    Australia: 'Australien',
  },
};
