// The words of the messages in a record.
import type { messagesWords as english } from '../../en/pages/messages.ts';

export const messagesWords: typeof english = {
  title: name => `Mensajes en el historial de ${name}`,
  short: 'Mensajes',
  lead: 'Correo que llegó por Direct o que las aplicaciones guardan en el historial, por ejemplo de una consulta médica.',
  none: 'Aún no hay mensajes',
  noneText: 'Cuando una aplicación guarde un correo en este historial, podrá leerlo aquí.',
  notShared: 'Los mensajes no están entre lo que usted puede ver de este historial.',
  caption: 'Mensajes, los más recientes primero',
  subject: 'Asunto',
  from: 'De',
  to: 'Para',
  received: 'Fecha',
  noSubject: '(sin asunto)',
  files: 'Adjuntos',
  filesHint: 'Se abren en la página del dato.',
  asItCame: 'Así se comprobó cuando llegó el mensaje; nada se ha cambiado desde entonces.',
  notProved: 'Un historial guarda lo que un mensaje dice de su remitente, y no lo prueba.',
  noText: 'El mensaje no tiene texto.',
  cut: 'El texto es más largo de lo que se muestra. Lo encontrará entero entre los archivos del dato.',
  item: 'El mensaje como dato del historial',
  older: 'Mensajes anteriores',
  newest: 'Mensajes más recientes',
  all: 'Todos los mensajes',
  back: 'Volver al historial',
};
