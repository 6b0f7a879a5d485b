// The words for what stands in the way of mail, and what mends it.
import { words } from '../../../locales/language.ts';

export const mailHealthWords = words({
  en: {
    inMailbox: 'no mail server is set: mail is not sent, it lies in the',
    mailbox: 'mailbox',
    problems: 'Mail that did not go out',
    what: 'What happened',
    copies: 'Mails',
    waiting: (count: number) => `${count} waiting`,
    givenUp: (count: number) => `${count} given up`,
    latest: 'Latest',
    remedy: 'What to do',
    meanings: {
      receiver: {
        what: 'The mail server refused the receiver',
        remedy:
          'The address does not exist, or the server does not send there. If it concerns every receiver, look whether the server lets mailFrom send.',
      },
      full: {
        what: 'The receiver’s mailbox is full',
        remedy: 'Nothing to mend here. Whoever asks again gets a new mail.',
      },
      later: {
        what: 'The mail server put it off',
        remedy:
          'It is tried again for four days. If it stays so, look into the server’s log: it may allow only so many mails an hour.',
      },
      message: {
        what: 'The mail server refused the mail itself',
        remedy:
          'It takes it for spam, or does not let mailFrom send. Check the SPF and DKIM records of its domain.',
      },
      login: {
        what: 'The mail server refused the user or the password',
        remedy:
          'Correct both in smtpUrl, with %40 for an @ and %2F for a slash, restart, and run keepwell doctor.',
      },
      tls: {
        what: 'The connection could not be secured',
        remedy:
          'Give smtps:// where the server expects TLS at once (port 465), and its certificate in smtpCa where it is one of your own. Then run keepwell doctor.',
      },
      name: {
        what: 'The name of the mail server was not found',
        remedy: 'Correct the host in smtpUrl, restart, and run keepwell doctor.',
      },
      away: {
        what: 'The mail server does not answer, or its certificate is not trusted',
        remedy:
          'Check host and port in smtpUrl, whether a firewall stands between, and smtpCa. Run keepwell doctor: it tries the connection.',
      },
      key: {
        what: 'It was sealed with another key',
        remedy:
          'The key file is another one than when it was written. Put the old one back if you have it; keepwell doctor says where it lies.',
      },
      other: {
        what: 'The mail server broke off',
        remedy: 'Run keepwell doctor, and look into the server’s log.',
      },
    },
    forgotten:
      'What was given up is not sent any more and its text is forgotten: whoever needs it asks again.',
  },
  es: {
    inMailbox: 'no hay servidor de correo: no se envía nada, queda en el',
    mailbox: 'buzón',
    problems: 'Correo que no salió',
    what: 'Qué pasó',
    copies: 'Correos',
    waiting: (count: number) => `${count} en espera`,
    givenUp: (count: number) => (count === 1 ? '1 abandonado' : `${count} abandonados`),
    latest: 'Último',
    remedy: 'Qué hacer',
    meanings: {
      receiver: {
        what: 'El servidor de correo rechazó al destinatario',
        remedy:
          'La dirección no existe o el servidor no envía allí. Si afecta a todos, mire si el servidor deja enviar a mailFrom.',
      },
      full: {
        what: 'El buzón del destinatario está lleno',
        remedy: 'Aquí no hay nada que corregir. Quien lo pida otra vez recibirá un correo nuevo.',
      },
      later: {
        what: 'El servidor de correo lo aplazó',
        remedy:
          'Se intenta durante cuatro días. Si sigue así, mire el registro del servidor: quizá solo admite cierto número de correos por hora.',
      },
      message: {
        what: 'El servidor de correo rechazó el propio correo',
        remedy:
          'Lo toma por correo no deseado o no deja enviar a mailFrom. Compruebe los registros SPF y DKIM de su dominio.',
      },
      login: {
        what: 'El servidor de correo rechazó el usuario o la contraseña',
        remedy:
          'Corrija ambos en smtpUrl, con %40 en lugar de @ y %2F en lugar de una barra, reinicie y ejecute keepwell doctor.',
      },
      tls: {
        what: 'No se pudo proteger la conexión',
        remedy:
          'Indique smtps:// si el servidor espera TLS desde el principio (puerto 465), y su certificado en smtpCa si es propio. Después ejecute keepwell doctor.',
      },
      name: {
        what: 'No se encontró el nombre del servidor de correo',
        remedy: 'Corrija el servidor en smtpUrl, reinicie y ejecute keepwell doctor.',
      },
      away: {
        what: 'El servidor de correo no responde, o su certificado no es de confianza',
        remedy:
          'Compruebe servidor y puerto en smtpUrl, si hay un cortafuegos y smtpCa. Ejecute keepwell doctor: prueba la conexión.',
      },
      key: {
        what: 'Se selló con otra clave',
        remedy:
          'El archivo de claves no es el de cuando se escribió. Reponga el antiguo si lo tiene; keepwell doctor dice dónde está.',
      },
      other: {
        what: 'El servidor de correo cortó',
        remedy: 'Ejecute keepwell doctor y mire el registro del servidor.',
      },
    },
    forgotten: 'Lo abandonado ya no se envía y su texto se ha olvidado: quien lo necesite lo pide otra vez.',
  },
  de: {
    inMailbox: 'kein Mailserver eingestellt: Post geht nicht hinaus, sie liegt im',
    mailbox: 'Postfach',
    problems: 'Post, die nicht hinausging',
    what: 'Was geschah',
    copies: 'Briefe',
    waiting: (count: number) => (count === 1 ? '1 wartet' : `${count} warten`),
    givenUp: (count: number) => `${count} aufgegeben`,
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
  },
});
