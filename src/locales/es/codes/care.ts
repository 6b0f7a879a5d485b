// What codes of the lists in vocabularies/wc/care.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const careCodes: CodeWords = {
  'appointment-care-class': {
    IP: 'Hospitalización',
    OP: 'Ambulatoria',
    Rec: 'Periódica',
    DS: 'Cirugía ambulatoria',
    EMG: 'Urgencias',
  },
  'appointment-status': {
    Sch: 'Programada',
    Cmp: 'Realizada',
    Can: 'Cancelada',
    Abs: 'No se acudió',
    Tbs: 'Por programar',
  },
  'coverage-types': { 1: 'Médica', 2: 'Dental', 3: 'Visión', 4: 'Vida', 5: 'Otra' },
  'explanation-of-benefits-claim-types': {
    Medical: 'Médica',
    Dental: 'Dental',
    Vision: 'Visión',
    Prescription: 'Receta',
  },
  'medical-professions': {
    Phy: 'Médico',
    Den: 'Dentista',
    Nrs: 'Enfermería',
    Thp: 'Terapeuta',
    SW: 'Trabajo social',
    Chi: 'Quiropráctico',
    Nrt: 'Nutricionista',
    Clg: 'Clero',
  },
  'note-setting': {
    I: 'Hospitalización',
    O: 'Ambulatoria',
    E: 'Urgencias',
    R: 'Rehabilitación',
    HC: 'Atención domiciliaria',
    Hp: 'Cuidados paliativos',
    NH: 'Residencia de mayores',
  },
};
