// What codes of the lists in vocabularies/wc/conditions.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const conditionsCodes: CodeWords = {
  'allergen-type': {
    med: 'Médicament',
    food: 'Aliment',
    animal: 'Animal',
    plant: 'Plante',
    env: 'Environnement',
  },
  'concern-status': { active: 'Active', inactive: 'Inactive' },
  'condition-occurrence': {
    active: 'Actuelle : présente maintenant',
    inactive: 'Passée : plus présente',
    intermittent: 'Intermittente : va et vient',
  },
  'condition-severity': {
    None: 'Aucune',
    VeryMild: 'Très légère',
    Mild: 'Légère',
    Moderate: 'Modérée',
    Severe: 'Grave',
    VerySevere: 'Très grave',
    Fatal: 'Mortelle',
  },
  'family-history-region-of-origin': {
    Africa: 'Afrique',
    Asia: 'Asie',
    MiddleEast: 'Moyen-Orient',
    NorthernEurope: 'Europe du Nord',
    SouthernEurope: 'Europe du Sud',
    NorthAmerica: 'Amérique du Nord',
    SouthAmerica: 'Amérique du Sud',
    PacificIslands: 'Îles du Pacifique',
    Australia: 'Australie',
  },
};
