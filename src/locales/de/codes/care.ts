// What codes of the lists in vocabularies/wc/care.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const careCodes: CodeWords = {
  'appointment-care-class': {
    IP: 'Stationär',
    OP: 'Ambulant',
    Rec: 'Wiederkehrend',
    DS: 'Ambulante Operation',
    EMG: 'Notfall',
  },
  'appointment-status': {
    Sch: 'Vereinbart',
    Cmp: 'Wahrgenommen',
    Can: 'Abgesagt',
    Abs: 'Versäumt',
    Tbs: 'Noch zu vereinbaren',
  },
  'coverage-types': { 1: 'Medizin', 2: 'Zähne', 3: 'Augen', 4: 'Leben', 5: 'Sonstiges' },
  'explanation-of-benefits-claim-types': {
    Medical: 'Medizin',
    Dental: 'Zähne',
    Vision: 'Augen',
    Prescription: 'Rezept',
  },
  'medical-professions': {
    Phy: 'Arzt oder Ärztin',
    Den: 'Zahnarzt oder Zahnärztin',
    Nrs: 'Pflegefachkraft',
    Thp: 'Therapeut oder Therapeutin',
    SW: 'Sozialarbeit',
    Chi: 'Chiropraktiker oder Chiropraktikerin',
    Nrt: 'Ernährungsberatung',
    Clg: 'Seelsorge',
  },
  'note-setting': {
    I: 'Stationär',
    O: 'Ambulant',
    E: 'Notaufnahme',
    R: 'Rehabilitation',
    HC: 'Häusliche Pflege',
    Hp: 'Hospiz',
    NH: 'Pflegeheim',
  },
};
