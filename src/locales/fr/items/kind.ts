// What the groups of kinds of item are called, and a kind that is not known.
import type { Begun } from '../../areas.ts';
import type { kindWords as english } from '../../en/items/kind.ts';

export const kindWords: Begun<typeof english> = {
  groups: {
    vitals: 'Mesures',
    fitness: 'Activité physique et alimentation',
    medications: 'Médicaments',
    conditions: 'Maladies',
    labs: 'Laboratoire et imagerie',
    documents: 'Documents',
    profile: 'Informations personnelles',
    plans: 'Plans',
    apps: 'Données d’applications',
  },
  unknown: 'Données d’une sorte inconnue ici',
};
