// Die Wörter der internationalen Patientenkurzakte, die an Ärzte in aller Welt geht.
import type { ipsWords as english } from '../../en/summary/ips.ts';

export const ipsWords: typeof english = {
  title: 'Internationale Patientenkurzakte',
  what: 'Was',
  when: 'Wann',
  note: 'Anmerkung',
  sections: {
    medications: 'Medikamente',
    allergies: 'Allergien und Unverträglichkeiten',
    problems: 'Probleme',
    procedures: 'Eingriffe',
    immunizations: 'Impfungen',
    devices: 'Hilfsmittel und Implantate',
    results: 'Befunde',
    vitalSigns: 'Vitalwerte',
    pastIllness: 'Frühere Erkrankungen',
    planOfCare: 'Behandlungsplan',
    socialHistory: 'Lebensumstände',
    pregnancy: 'Schwangerschaften',
    advanceDirectives: 'Patientenverfügungen',
  },
  none: {
    medications: 'Über Medikamente ist nichts bekannt.',
    allergies: 'Über Allergien ist nichts bekannt.',
    problems: 'Über Probleme ist nichts bekannt.',
  },
};
