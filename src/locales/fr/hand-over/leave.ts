// The words of the way back to an application, and of the Shell's last page.
import type { Begun } from '../../areas.ts';
import type { leaveWords as english } from '../../en/hand-over/leave.ts';

export const leaveWords: Begun<typeof english> = {
  back: app => `Retour à ${app}`,
  go: app => `Continuer vers ${app}`,
  last: {
    appauthsuccess: {
      title: 'C’est fait',
      text: 'L’application peut maintenant utiliser le dossier. Vous pouvez fermer cette page et revenir à l’application.',
    },
    appauthreject: {
      title: 'Rien n’a été partagé',
      text: 'Vous n’avez pas autorisé l’application à utiliser un dossier. Vous pouvez fermer cette page.',
    },
    appauthinvalidrecord: {
      title: 'Rien n’a été partagé',
      text: 'L’application a demandé un dossier qui ne fait pas partie des vôtres. Vous pouvez fermer cette page.',
    },
    signout: { title: 'Déconnecté', text: 'Vous êtes déconnecté. Vous pouvez fermer cette page.' },
  },
  done: { title: 'Terminé ici', text: 'Vous pouvez fermer cette page.' },
};
