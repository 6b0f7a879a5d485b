// The words of what goes wrong at the browser.
import type { Begun } from '../../areas.ts';
import type { problemWords as english } from '../../en/frame/problem.ts';

export const problemWords: Begun<typeof english> = {
  appMistake: {
    title: 'Cette application a fait une erreur',
    text: 'L’application qui vous a envoyé ici a demandé quelque chose d’une manière qui ne fonctionne pas. Rien n’a été partagé. Revenez à l’application, ou dites à ses auteurs ce qui est indiqué ci-dessous.',
  },
  foreignForm: {
    title: 'Ce formulaire n’est plus valable',
    text: 'Cette page est restée longtemps ouverte, ou n’a pas été ouverte d’ici. Rien n’a été modifié. Revenez en arrière, rechargez la page et réessayez.',
  },
  othersForm: {
    title: 'Ce formulaire est à quelqu’un d’autre',
    text: 'Depuis que cette page a été ouverte, quelqu’un d’autre s’est connecté ici. Rien n’a été modifié. La personne qui l’a rempli doit se reconnecter avant de l’envoyer.',
  },
  signedOut: {
    title: 'Vous êtes déconnecté',
    text: 'Vous avez été déconnecté avant que ceci soit enregistré. Connectez-vous dans un autre onglet, revenez ici et réessayez.',
  },
  malformedForm: {
    title: 'Ce formulaire n’est pas arrivé entier',
    text: 'Ce qui a été envoyé n’a pas pu être lu. Rien n’a été modifié. Revenez en arrière et réessayez.',
  },
  notFound: {
    title: 'Page introuvable',
    text: 'Il n’y a pas de page à cette adresse. Elle a peut-être été mal saisie.',
  },
  accessEnded: {
    title: 'Votre accès a pris fin',
    text: 'Vous pouviez ouvrir ce dossier auparavant. Votre accès a pris fin. Si vous pensez que c’est une erreur, demandez à une personne qui s’en occupe.',
  },
  wrongMethod: {
    title: 'Ceci ne s’ouvre pas de cette façon',
    text: 'Cette adresse n’accepte que ce qu’envoie son propre formulaire. Recommencez depuis la page d’accueil.',
  },
  tooLong: {
    title: 'C’était trop long',
    text: 'Ce qui a été envoyé est plus long que ce dont un formulaire d’ici a besoin. Rien n’a été modifié.',
  },
  busy: {
    title: 'Un instant',
    text: 'Beaucoup de demandes sont en cours depuis votre réseau. Rien n’a été modifié ; réessayez dans un instant.',
  },
  tooManyTries: wait => ({
    title: 'Trop d’essais',
    text: `Par sécurité, il y a une pause après de nombreux essais. Attendez ${wait}, puis réessayez.`,
  }),
  mayNot: {
    title: 'Vous ne pouvez pas faire cela',
    text: 'Vous n’en avez pas le droit dans ce dossier, ou ce dont il s’agissait n’existe plus. Rien n’a été modifié.',
  },
  damaged: {
    title: 'Ceci ne peut pas être lu',
    text: 'Une donnée de ce dossier est endommagée là où elle est conservée, et cette réponse l’omettrait sans le dire. Rien n’a été modifié. La personne qui gère ce serveur peut en savoir plus avec « keepwell doctor --thorough » et peut-être retrouver la donnée dans une sauvegarde.',
  },
  tooMuch: {
    title: 'Plus rien pour le moment',
    text: 'Le nombre permis a déjà été essayé, ou est déjà atteint. Réessayez plus tard.',
  },
  ourFault: {
    title: 'Un problème est survenu',
    text: 'Ce n’est pas de votre fait, et rien n’a été modifié. Réessayez dans un instant.',
  },
  unavailable: {
    title: 'Une courte interruption',
    text: 'Le coffre n’atteint pas sa base de données en ce moment. Il n’est pas sûr que votre envoi ait été pris en compte : vérifiez dans un instant avant de l’envoyer de nouveau.',
  },
  tooOld: {
    title: 'Cette page est trop ancienne',
    text: 'Revenez à l’application et recommencez de là. Rien n’a été partagé.',
  },
  usedLink: {
    title: 'Ce lien ne fonctionne plus',
    text: 'Le lien d’un appareil ne fonctionne qu’une fois, et peu de temps. Recommencez dans l’application de l’appareil.',
  },
  fault: message => ({
    title: 'Cela n’a pas fonctionné',
    text: `Keepwell n’a pas pu le faire, et rien n’a été modifié. La raison, en anglais : ${message}`,
  }),
};
