// The words of the hints for those who come new.
import type { Begun } from '../../areas.ts';
import type { hintsWords as english } from '../../en/pages/hints.ts';

export const hintsWords: Begun<typeof english> = {
  title: 'Bon à faire au début',
  way: 'Avoir un deuxième moyen de connexion',
  wayText: 'Avec une clé d’accès ou des codes, vous entrez même si un mot de passe est perdu ou volé.',
  share: 'Partager le dossier',
  shareText: 'Quelqu’un de votre famille peut s’en occuper avec vous, ou seulement le consulter.',
  emergency: 'Imprimer la page d’urgence',
  emergencyText: 'Elle contient ce que les secouristes doivent savoir, sur une feuille de papier.',
  hide: 'Ne plus montrer ceci',
  hidden: 'Les conseils ont disparu. Ce qu’ils disent se trouve aussi dans l’aide.',
};
