// The words of the page of what is published of the access log.
import type { Begun } from '../../areas.ts';
import type { logWords as english } from '../../en/pages/log.ts';

export const logWords: Begun<typeof english> = {
  title: 'Le journal publié',
  lead: 'Tout ce qui arrive à un dossier, et quiconque le consulte, est une entrée de son journal. Chaque entrée scelle celle d’avant, et ici est publié, signé, où finit chaque journal.',
  how: 'Quiconque garde ces fichiers peut montrer plus tard qu’aucune entrée n’a été changée, retirée ou insérée depuis. Ils ne disent rien sur personne. Gardez aussi la clé : c’est avec elle que les fichiers sont vérifiés.',
  keys: 'Clé',
  caption: 'Fichiers, les plus récents d’abord',
  number: 'Fichier',
  file: number => `Publication ${number}`,
  at: 'Quand',
  none: 'Rien n’a encore été publié',
  noneText: 'Le premier fichier suit dans l’heure.',
  older: 'Plus anciens',
};
