// The words of what is done with all that a list finds.
import type { Begun } from '../../areas.ts';
import type { bulkWords as english } from '../../en/items/bulk.ts';
import { pickPlural } from '../../plural.ts';

export const bulkWords: Begun<typeof english> = {
  choosePage: 'Tout choisir sur cette page',
  pageOf: size => `Afficher ${size} par page`,
  all: {
    delete: 'Supprimer tout ce qui a été trouvé…',
    restore: 'Restaurer tout ce qui a été trouvé…',
    purge: 'Effacer définitivement tout ce qui a été trouvé…',
  },
  titles: {
    delete: 'Supprimer tout ce qui a été trouvé ?',
    restore: 'Restaurer tout ce qui a été trouvé ?',
    purge: 'Effacer définitivement tout ce qui a été trouvé ?',
  },
  texts: {
    delete: [
      'Vous pouvez l’annuler juste après, ou restaurer les données plus tard à partir de ce qui a été supprimé.',
    ],
    restore: [],
    purge: [
      'Les données disparaissent avec toutes leurs versions et tous leurs fichiers. Rien ne peut les ramener. Le journal garde qu’elles ont existé et ont été supprimées.',
    ],
  },
  buttons: { delete: 'Supprimer', restore: 'Restaurer', purge: 'Effacer définitivement' },
  found: (count, text) =>
    pickPlural('fr', count, { one: `Cela fait ${text} donnée.`, other: `Cela fait ${text} données.` }),
  cut: text =>
    `Cette étape prend les ${text} plus récentes de celles qui conviennent. Il peut y en avoir d’autres : recommencez pour le reste.`,
  again: 'Ce qui convient a changé entre-temps ; rien n’a donc encore été fait.',
};
