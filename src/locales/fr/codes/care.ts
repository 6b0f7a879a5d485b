// What codes of the lists in vocabularies/wc/care.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const careCodes: CodeWords = {
  'appointment-care-class': {
    IP: 'Hospitalisation',
    OP: 'Ambulatoire',
    Rec: 'Récurrent',
    DS: 'Chirurgie ambulatoire',
    EMG: 'Urgence',
  },
  'appointment-status': {
    Sch: 'Fixé',
    Cmp: 'Honoré',
    Can: 'Annulé',
    Abs: 'Manqué',
    Tbs: 'À fixer',
  },
  'coverage-types': { 1: 'Soins médicaux', 2: 'Dents', 3: 'Vue', 4: 'Vie', 5: 'Autre' },
  'explanation-of-benefits-claim-types': {
    Medical: 'Soins médicaux',
    Dental: 'Dents',
    Vision: 'Vue',
    Prescription: 'Ordonnance',
  },
  'medical-professions': {
    Phy: 'Médecin',
    Den: 'Dentiste',
    Nrs: 'Infirmier ou infirmière',
    Thp: 'Thérapeute',
    SW: 'Travail social',
    Chi: 'Chiropracteur ou chiropractrice',
    Nrt: 'Nutrition',
    Clg: 'Aumônerie',
  },
  'note-setting': {
    I: 'Hospitalisation',
    O: 'Ambulatoire',
    E: 'Urgences',
    R: 'Rééducation',
    HC: 'Soins à domicile',
    Hp: 'Soins palliatifs',
    NH: 'Maison de retraite médicalisée',
  },
};
