// The words of the mailbox page.
import type { Begun } from '../../areas.ts';
import type { mailboxWords as english } from '../../en/pages/mailbox.ts';

export const mailboxWords: Begun<typeof english> = {
  title: 'Boîte aux lettres',
  about:
    'Ceci est un environnement d’essai sans serveur de messagerie. Ce qu’il enverrait est gardé ici, pour toutes les personnes à cet ordinateur.',
  emptyTitle: 'Pas encore d’e-mails',
  emptyText: 'Les e-mails qu’envoie le coffre ou une application seront affichés ici.',
  caption: 'Les derniers e-mails, les plus récents d’abord',
  subject: 'Objet',
  noSubject: '(sans objet)',
  from: 'De',
  to: 'À',
  replyTo: 'Réponses à',
  sent: 'Envoyé',
  text: 'Texte',
  html: 'HTML, tel qu’il a été envoyé',
  back: 'Tous les e-mails',
};
