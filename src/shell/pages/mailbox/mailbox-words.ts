// The words of the mailbox page, and of the page about who may use an application.
import { words } from '../../../locales/language.ts';

export const mailboxWords = words({
  en: {
    title: 'Mailbox',
    about:
      'This is a sandbox without a mail server. What it would send is kept here instead, for everybody at this computer.',
    emptyTitle: 'No mail yet',
    emptyText: 'Mail that the vault or an application sends will be shown here.',
    caption: 'The latest mail, newest first',
    subject: 'Subject',
    noSubject: '(no subject)',
    from: 'From',
    to: 'To',
    replyTo: 'Answers to',
    sent: 'Sent',
    text: 'Text',
    html: 'HTML, as it was sent',
    back: 'All mail',
  },
  es: {
    title: 'Buzón',
    about:
      'Este es un entorno de pruebas sin servidor de correo. Lo que enviaría se guarda aquí, para todos los que usan este equipo.',
    emptyTitle: 'Todavía no hay correo',
    emptyText: 'Aquí aparecerá el correo que envíen la bóveda o una aplicación.',
    caption: 'El correo más reciente, primero el último',
    subject: 'Asunto',
    noSubject: '(sin asunto)',
    from: 'De',
    to: 'Para',
    replyTo: 'Responder a',
    sent: 'Enviado',
    text: 'Texto',
    html: 'HTML, tal como se envió',
    back: 'Todo el correo',
  },
  de: {
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
  },
});

export const admissionWords = words({
  en: {
    title: 'This app is not open to everybody',
    text: (app: string) =>
      `${app} chooses who may use it, and you have not been admitted yet. Nothing was shared. Ask the makers of the app.`,
  },
  es: {
    title: 'Esta aplicación no está abierta a todos',
    text: (app: string) =>
      `${app} elige quién puede usarla, y usted todavía no ha sido admitido. No se ha compartido nada. Pregunte a los responsables de la aplicación.`,
  },
  de: {
    title: 'Diese App steht nicht allen offen',
    text: (app: string) =>
      `${app} wählt aus, wer sie nutzen darf, und Sie wurden noch nicht zugelassen. Es wurde nichts freigegeben. Fragen Sie die Anbieter der App.`,
  },
});
