// The words of the mailbox page.
import type { mailboxWords as english } from '../../en/pages/mailbox.ts';

export const mailboxWords: typeof english = {
  title: 'Postfach',
  about:
    'Dies ist eine Testumgebung ohne Mailserver. Was sie verschicken würde, liegt hier, für alle an diesem Rechner.',
  emptyTitle: 'Noch keine Post',
  emptyText: 'Hier erscheinen die Mails, die der Tresor oder eine App verschickt.',
  caption: 'Die letzten Mails, die neueste zuerst',
  subject: 'Betreff',
  noSubject: '(kein Betreff)',
  from: 'Von',
  to: 'An',
  replyTo: 'Antwort an',
  sent: 'Gesendet',
  text: 'Text',
  html: 'HTML, wie es verschickt wurde',
  back: 'Alle Mails',
};
