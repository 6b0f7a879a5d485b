// The words of writing a Direct message, and of the page that asks before it goes.
import type { Begun } from '../../areas.ts';
import type { directWriteWords as english } from '../../en/direct/direct-write.ts';

export const directWriteWords: Begun<typeof english> = {
  title: 'Écrire un message',
  replyTitle: 'Répondre',
  lead: 'Un message par Direct est chiffré pour qui le reçoit, et signé comme le vôtre.',
  known: 'À',
  knownHint: 'Ceux avec qui vous avez écrit, et les contacts du dossier.',
  to: 'À',
  otherTo: 'Une autre adresse Direct',
  subject: 'Objet',
  text: 'Message',
  textHint: 'Pour ce qui est urgent, téléphonez : personne ne lit peut-être ceci tout de suite.',
  along: 'Ce qui part avec',
  of: name => `Du dossier de ${name}.`,
  documents: 'Documents du dossier',
  whichDocuments: 'Lesquels partent avec ?',
  documentsHint: 'Les plus récents.',
  goOn: 'Continuer',
  checkTitle: 'Est-ce juste ?',
  checkLead: 'Rien n’est encore envoyé.',
  leavesTitle: 'Des données de santé quittent votre coffre',
  leaves: 'Qui les reçoit en garde une copie, et vous ne pouvez pas la reprendre.',
  nothingAlong: 'Rien du dossier ne part avec : seulement ce que vous avez écrit.',
  reads: 'Qui pourra le lire',
  send: 'Envoyer',
  change: 'Changer quelque chose',
  sent: 'Le message est en route.',
  noTo: 'Dites à qui il va.',
  noSubject: 'Donnez-lui un objet.',
  noText: 'Écrivez quelque chose, ou choisissez quelque chose qui parte avec.',
};
