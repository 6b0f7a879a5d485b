// The words of connecting a record by a code. Those under `code`, `question` and `record` serve the pick-up of packages too.
import type { Begun } from '../../areas.ts';
import type { connectWords as english } from '../../en/pages/connect.ts';
import { pickPlural } from '../../plural.ts';

export const connectWords: Begun<typeof english> = {
  code: {
    label: 'Code',
    hint: 'Cinq groupes de quatre lettres, comme JKYZ-QNMN-VHRX-ZGNR-GZNH. Les majuscules et les tirets n’importent pas.',
    next: 'Continuer',
    missing: 'Saisissez le code qui vous a été donné.',
    malformed: 'Un code a vingt lettres. Comparez ce que vous avez saisi avec ce qui vous a été donné.',
    unknown: 'Ce code n’existe pas ici. Comparez-le lettre par lettre ; il a peut-être aussi été retiré.',
    expired: app => `Ce code a expiré. Demandez-en un nouveau à ${app}.`,
    usedUp: app =>
      `La question de ce code a reçu trop de mauvaises réponses ; il ne fonctionne donc plus. Demandez-en un nouveau à ${app}.`,
    tooMany: wait => `Trop d’essais. Par sécurité, il y a une pause : attendez ${wait}, puis réessayez.`,
  },
  question: {
    hint: 'Votre réponse. Les majuscules n’importent pas, les espaces si.',
    from: app => `${app} pose cette question pour être sûr que c’est vous :`,
    next: 'Continuer',
    missing: 'Saisissez votre réponse.',
    wrong: left =>
      `Ce n’est pas la réponse. ${pickPlural('fr', left, { one: `Il vous reste ${left} essai.`, other: `Il vous reste ${left} essais.` })}`,
  },
  record: {
    label: 'Pour quel dossier ?',
    missing: 'Choisissez un dossier.',
    none: 'Vous n’avez pas encore de dossier de santé. Créez-en d’abord un ; vous continuerez ensuite ici.',
    create: 'Créer un dossier',
    signedInAs: 'Vous êtes connecté en tant que',
    notYou: 'Ce n’est pas vous ?',
    signOut: 'Se déconnecter',
  },
  anotherCode: 'Saisir un autre code',
  toHome: 'Vers la page d’accueil',
  codeTitle: 'Connecter un dossier',
  codeLead:
    'Une clinique, une pharmacie ou un laboratoire vous a donné un code ? Il vous permet de les laisser travailler avec l’un de vos dossiers.',
  questionTitle: 'D’abord une question',
  asks: 'demande à utiliser des données de santé',
  forWhom: 'L’invitation est pour :',
  lead: 'Rien n’est partagé avant votre accord, et vous pouvez le reprendre à tout moment.',
  changed: 'Ce que demande l’application a changé pendant que cette page était ouverte. Veuillez le relire.',
  allow: 'Autoriser',
  deny: 'Ne pas autoriser',
  doneTitle: 'Vous êtes connecté',
  done: (app, record) =>
    `${app} peut maintenant utiliser le dossier de ${record}. Vous pouvez reprendre cet accord à tout moment.`,
  message: app => `Un mot de ${app}`,
  deniedTitle: 'Rien n’a été partagé',
  denied: 'Vous n’avez pas donné d’autorisation. Si vous changez d’avis, le même code fonctionne de nouveau.',
  closedTitle: 'Ce code ne fonctionne plus',
};
