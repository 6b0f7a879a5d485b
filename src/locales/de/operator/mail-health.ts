// The words for what stands in the way of mail, and what mends it.
import type { mailHealthWords as english } from '../../en/operator/mail-health.ts';
import { pickPlural } from '../../plural.ts';

export const mailHealthWords: typeof english = {
  inMailbox: 'kein Mailserver eingestellt: Post geht nicht hinaus, sie liegt im',
  mailbox: 'Postfach',
  problems: 'Post, die nicht hinausging',
  what: 'Was geschah',
  copies: 'Briefe',
  waiting: count => pickPlural('de', count, { one: '1 wartet', other: `${count} warten` }),
  givenUp: count => `${count} aufgegeben`,
  latest: 'Zuletzt',
  remedy: 'Was zu tun ist',
  meanings: {
    receiver: {
      what: 'Der Mailserver hat den Empfänger abgelehnt',
      remedy:
        'Die Adresse gibt es nicht, oder der Server sendet nicht dorthin. Betrifft es alle, sehen Sie nach, ob der Server mailFrom senden lässt.',
    },
    full: {
      what: 'Das Postfach des Empfängers ist voll',
      remedy: 'Hier ist nichts zu beheben. Wer noch einmal fragt, bekommt einen neuen Brief.',
    },
    later: {
      what: 'Der Mailserver hat es aufgeschoben',
      remedy:
        'Es wird vier Tage lang versucht. Bleibt es so, sehen Sie ins Protokoll des Servers: vielleicht nimmt er nur eine bestimmte Zahl je Stunde.',
    },
    message: {
      what: 'Der Mailserver hat den Brief selbst abgelehnt',
      remedy:
        'Er hält ihn für unerwünschte Werbung oder lässt mailFrom nicht senden. Prüfen Sie die Einträge SPF und DKIM der Domain.',
    },
    login: {
      what: 'Der Mailserver hat Benutzer oder Passwort abgelehnt',
      remedy:
        'Berichtigen Sie beides in smtpUrl, mit %40 für ein @ und %2F für einen Schrägstrich, starten Sie neu und rufen Sie keepwell doctor auf.',
    },
    tls: {
      what: 'Die Verbindung ließ sich nicht sichern',
      remedy:
        'Geben Sie smtps:// an, wenn der Server sofort TLS erwartet (Port 465), und sein Zertifikat in smtpCa, wenn es ein eigenes ist. Rufen Sie dann keepwell doctor auf.',
    },
    name: {
      what: 'Der Name des Mailservers wurde nicht gefunden',
      remedy: 'Berichtigen Sie ihn in smtpUrl, starten Sie neu und rufen Sie keepwell doctor auf.',
    },
    away: {
      what: 'Der Mailserver antwortet nicht, oder seinem Zertifikat wird nicht vertraut',
      remedy:
        'Prüfen Sie Name und Port in smtpUrl, ob eine Firewall dazwischensteht, und smtpCa. keepwell doctor versucht die Verbindung.',
    },
    key: {
      what: 'Er ist mit einem anderen Schlüssel versiegelt',
      remedy:
        'Die Schlüsseldatei ist eine andere als damals. Legen Sie die alte zurück, wenn Sie sie haben; keepwell doctor sagt, wo sie liegt.',
    },
    other: {
      what: 'Der Mailserver hat abgebrochen',
      remedy: 'Rufen Sie keepwell doctor auf und sehen Sie ins Protokoll des Servers.',
    },
  },
  forgotten:
    'Was aufgegeben ist, wird nicht mehr gesendet, und sein Text ist vergessen: wer es braucht, fragt noch einmal.',
};
