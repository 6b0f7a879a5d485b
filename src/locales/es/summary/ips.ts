// Las palabras del resumen internacional del paciente, que va a médicos de todo el mundo.
import type { ipsWords as english } from '../../en/summary/ips.ts';

export const ipsWords: typeof english = {
  title: 'Resumen internacional del paciente',
  what: 'Qué',
  when: 'Cuándo',
  note: 'Nota',
  sections: {
    medications: 'Medicamentos',
    allergies: 'Alergias e intolerancias',
    problems: 'Problemas',
    procedures: 'Intervenciones',
    immunizations: 'Vacunas',
    devices: 'Dispositivos',
    results: 'Resultados',
    vitalSigns: 'Constantes vitales',
    pastIllness: 'Enfermedades pasadas',
    planOfCare: 'Plan de cuidados',
    socialHistory: 'Vida y costumbres',
    pregnancy: 'Embarazos',
    advanceDirectives: 'Voluntades anticipadas',
  },
  none: {
    medications: 'No se sabe nada de medicamentos.',
    allergies: 'No se sabe nada de alergias.',
    problems: 'No se sabe nada de problemas.',
  },
};
