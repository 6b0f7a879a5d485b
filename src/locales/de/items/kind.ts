// What the groups of kinds of item are called, and a kind that is not known.
import type { kindWords as english } from '../../en/items/kind.ts';

export const kindWords: typeof english = {
  groups: {
    vitals: 'Messwerte',
    fitness: 'Bewegung und Ernährung',
    medications: 'Medikamente',
    conditions: 'Erkrankungen',
    labs: 'Labor und Bilder',
    documents: 'Dokumente',
    profile: 'Angaben zur Person',
    plans: 'Pläne',
    apps: 'Daten von Apps',
  },
  unknown: 'Einträge einer hier unbekannten Art',
};
