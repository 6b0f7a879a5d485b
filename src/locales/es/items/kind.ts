// What the groups of kinds of item are called, and a kind that is not known.
import type { kindWords as english } from '../../en/items/kind.ts';

export const kindWords: typeof english = {
  groups: {
    vitals: 'Mediciones',
    fitness: 'Ejercicio y comida',
    medications: 'Medicamentos',
    conditions: 'Enfermedades',
    labs: 'Laboratorio e imágenes',
    documents: 'Documentos',
    profile: 'Datos personales',
    plans: 'Planes',
    apps: 'Datos de aplicaciones',
  },
  unknown: 'Datos de un tipo desconocido aquí',
};
