// The words of the messages in a record.
import type { Begun } from '../../areas.ts';
import type { messagesWords as english } from '../../en/pages/messages.ts';

export const messagesWords: Begun<typeof english> = {
  title: name => `Messages dans le dossier de ${name}`,
  short: 'Messages',
  lead: 'Le courrier arrivé par Direct ou mis dans le dossier par des applications, par exemple d’un cabinet médical.',
  none: 'Pas encore de messages',
  noneText: 'Quand une application met un e-mail dans ce dossier, vous pouvez le lire ici.',
  notShared: 'Les messages ne font pas partie de ce que vous pouvez voir de ce dossier.',
  caption: 'Messages, les plus récents d’abord',
  subject: 'Objet',
  from: 'De',
  to: 'À',
  received: 'Date',
  noSubject: '(sans objet)',
  files: 'Pièces jointes',
  filesHint: 'Elles s’ouvrent sur la page de la donnée.',
  notProved: 'Un dossier garde ce qu’un message dit de son expéditeur, et ne le prouve pas.',
  noText: 'Le message n’a pas de texte.',
  cut: 'Le texte est plus long que ce qui est affiché ici. Vous le trouvez en entier parmi les fichiers de la donnée.',
  item: 'Le message en tant que donnée du dossier',
  older: 'Messages plus anciens',
  newest: 'Messages les plus récents',
  all: 'Tous les messages',
  back: 'Retour au dossier',
};
