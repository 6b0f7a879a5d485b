// The words of the mailbox page.
import type { mailboxWords as english } from '../../en/pages/mailbox.ts';

export const mailboxWords: typeof english = {
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
};
