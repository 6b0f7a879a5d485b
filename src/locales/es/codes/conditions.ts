// What codes of the lists in vocabularies/wc/conditions.ts are called.
import type { CodeWords } from '../../code-words.ts';

export const conditionsCodes: CodeWords = {
  'allergen-type': {
    med: 'medicamento',
    food: 'alimento',
    animal: 'animal',
    plant: 'planta',
    env: 'ambiental',
  },
  'concern-status': { active: 'Activa', inactive: 'Inactiva' },
  'condition-occurrence': {
    active: 'Actual: la tiene ahora',
    inactive: 'Pasada: ya no la tiene',
    intermittent: 'Intermitente: va y viene',
  },
  'condition-severity': {
    None: 'Ninguna',
    VeryMild: 'Muy leve',
    Mild: 'Leve',
    Moderate: 'Moderada',
    Severe: 'Grave',
    VerySevere: 'Muy grave',
    Fatal: 'Mortal',
  },
  'family-history-region-of-origin': {
    Africa: 'África',
    Asia: 'Asia',
    MiddleEast: 'Oriente Medio',
    NorthernEurope: 'Norte de Europa',
    SouthernEurope: 'Sur de Europa',
    NorthAmerica: 'América del Norte',
    SouthAmerica: 'América del Sur',
    PacificIslands: 'Islas del Pacífico',
    Australia: 'Australia',
  },
};
