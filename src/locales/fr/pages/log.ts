// The words of the page of what is published of the access log.
import type { Begun } from '../../areas.ts';
import type { logWords as english } from '../../en/pages/log.ts';

export const logWords: Begun<typeof english> = {
  title: 'Le journal publié',
  lead: 'Chaque heure, le coffre publie un point de contrôle signé de son journal : de ce qui est arrivé à chaque dossier, et de qui l’a consulté.',
  how: 'Gardez un de ces fichiers, et la clé. Plus tard, vous pourrez vérifier que rien d’antérieur n’a été changé, retiré ou inséré. Les fichiers ne disent rien sur personne.',
  keys: 'Clé',
  caption: 'Points de contrôle, les plus récents d’abord',
  number: 'Point de contrôle',
  file: number => `Point de contrôle ${number}`,
  at: 'Quand',
  none: 'Il n’y a pas encore de point de contrôle',
  noneText: 'Le premier suit dans la minute.',
  older: 'Plus anciens',
};
