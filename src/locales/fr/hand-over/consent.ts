// The words of the consent page.
import type { Begun } from '../../areas.ts';
import type { consentWords as english } from '../../en/hand-over/consent.ts';
import { pickPlural } from '../../plural.ts';

export const consentWords: Begun<typeof english> = {
  title: names => `Demande d’accès : ${names}`,
  asks: several =>
    several ? 'demandent à utiliser des données de santé' : 'demande à utiliser des données de santé',
  lead: 'Rien n’est partagé avant votre accord, et vous pouvez le reprendre à tout moment.',
  againLead: 'Vous avez déjà donné accès à cette application. Elle demande plus que ce qu’elle a.',
  device: app =>
    `Un appareil, ou une application sur un téléphone ou un ordinateur, veut être connecté. Il est fait pour ${app}.`,
  deviceName: name => `Il se donne le nom de « ${name} », que n’importe qui peut choisir.`,
  selfNamed: (name, host) =>
    host === undefined
      ? `Elle se donne le nom de « ${name} », que n’importe qui peut choisir, et ne dit pas de quelle adresse elle vient : ne continuez que si vous savez qui est derrière et venez de commencer ceci vous-même.`
      : `Elle se donne le nom de « ${name} », que n’importe qui peut choisir. Elle vient de ${host} : ne continuez que si vous connaissez cette adresse.`,
  deviceAtHand:
    'Ne continuez que si vous l’avez devant vous et venez de commencer ceci vous-même. Si quelqu’un vous a envoyé un lien vers cette page, n’autorisez rien : son appareil recevrait vos données.',
  sharers:
    'Vous vous occupez de ce dossier. L’application apprend donc aussi qui le partage avec vous et qui vous avez invité, avec leurs adresses e-mail.',
  sharersOffline:
    'Vous vous occupez de ce dossier. L’application apprend donc aussi, à tout moment, qui le partage avec vous et qui vous avez invité, avec leurs adresses e-mail.',
  signedInAs: 'Vous êtes connecté en tant que',
  notYou: 'Ce n’est pas vous ?',
  signOut: 'Se déconnecter',
  noRecord:
    'Vous n’avez pas encore de dossier de santé. Créez-en d’abord un ; la question vous sera alors posée de nouveau.',
  create: 'Créer un dossier',
  newRecord: 'Créer un autre dossier',
  whichRecords: 'Pour quels dossiers ?',
  whichRecord: 'Pour quel dossier ?',
  noMore: 'L’application n’obtient pas plus que ce que vous avez vous-même.',
  allow: 'Autoriser',
  deny: 'Ne pas autoriser',
  preview: 'Montrer ce qu’elle verrait des dossiers choisis',
  previewOne: 'Montrer ce qu’elle verrait de ce dossier',
  chooseRecord: 'Choisissez un dossier.',
  changed: 'Ce que demande l’application a changé pendant que cette page était ouverte. Veuillez le relire.',
  nothing: 'Elle ne demande aucune donnée de santé, seulement à savoir qui vous êtes ici.',
  together: 'Ce qui suit va ensemble : l’application obtient tout ou rien.',
  fresh: 'Ce qui est nouveau',
  freshLead:
    'Ce qui suit est nouveau et va ensemble : l’application obtient tout, ou en reste à ce qu’elle a.',
  has: 'Ce qu’elle a déjà',
  stays: 'Ce qu’elle a obtenu autrement, et garde',
  staysText:
    'Vous le lui avez permis auparavant, quand elle l’a demandé autrement. Votre réponse ici n’y change rien. Vous pouvez le lui retirer sur la page de l’application.',
  isNew: 'Nouveau',
  optional: 'Facultatif',
  asked: 'Ce qu’elle demande',
  askedHint:
    'Décochez ce que l’application ne doit pas avoir. Elle peut alors ne pas fonctionner entièrement.',
  optionalHint: 'L’application fonctionne sans cela. Cochez ce qu’elle peut avoir.',
  direct: 'Envoyer des messages Direct en votre nom',
  directText:
    'À des médecins et des cliniques, depuis votre adresse, avec ce qu’elle peut voir de ce dossier, chaque fois qu’elle y a accès. Sous Messages, vous voyez ce qu’elle a envoyé et pouvez arrêter ce qui attend encore.',
  modes: { online: 'Pendant que vous l’utilisez', offline: 'À tout moment, même en votre absence' },
  privacy: 'Sa déclaration de confidentialité',
  terms: 'Ses conditions d’utilisation',
  why: 'Pourquoi :',
  everyKind: 'toutes les sortes de données',
  kinds: count =>
    pickPlural('fr', count, { one: `${count} sorte de données`, other: `${count} sortes de données` }),
  would: record => `Elle verrait maintenant, du dossier de ${record} :`,
  items: (count, isMore) =>
    isMore
      ? `${count} données ou plus`
      : pickPlural('fr', count, { one: `${count} donnée`, other: `${count} données` }),
  noneYet: 'encore rien',
  newest: 'les plus récentes :',
};
