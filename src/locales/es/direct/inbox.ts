// The words of the inbox of Direct messages, and of who sent them.
import type { inboxWords as english } from '../../en/direct/inbox.ts';
import { pickPlural } from '../../plural.ts';

export const inboxWords: typeof english = {
  title: 'Mensajes',
  lead: 'Correo entre usted y sus médicos, por Direct: cifrado, y firmado por quien lo envía.',
  yours: 'Su dirección Direct:',
  giveIt: 'Darla a un médico',
  getOne: 'Obtener una dirección Direct',
  write: 'Escribir un mensaje',
  folders: {
    inbox: 'Bandeja',
    unknown: 'Remitentes desconocidos',
    sent: 'Enviados',
    record: 'En el historial',
    spam: 'Spam',
    bin: 'Papelera',
  },
  sections: 'Carpetas',
  unread: count => pickPlural('es', count, { one: '1 sin leer', other: `${count} sin leer` }),
  leads: {
    unknown:
      'De remitentes que aún no ha aceptado. Nada de ello está en su historial. Acepte a quien conozca y rechace a los demás.',
    spam: 'De remitentes que ha rechazado, y lo que llegó sin cifrar, que cualquiera podría haber escrito.',
    bin: 'Lo que ha tirado. A los 30 días desaparece del todo.',
  },
  empty: {
    inbox: ['Aún no hay mensajes', 'Lo que sus médicos envíen a su dirección Direct llega aquí.'],
    unknown: ['Nadie espera', 'Quien le escribe por primera vez espera aquí hasta que lo acepte.'],
    spam: ['Nada aquí', 'Lo que envían los remitentes que rechaza llega aquí, y lo que llegó sin cifrar.'],
    bin: ['La papelera está vacía', 'Los mensajes que tire llegan aquí.'],
  },
  isNew: 'Nuevo',
  noSubject: '(sin asunto)',
  hasFiles: 'Con adjuntos',
  inRecord: 'En el historial',
  waiting: count =>
    pickPlural('es', count, {
      one: 'Espera 1 mensaje de un remitente que no conoce.',
      other: `Esperan ${count} mensajes de remitentes que no conoce.`,
    }),
  lookAtThem: 'Verlos',
  older: 'Mensajes anteriores',
  newest: 'Mensajes más recientes',
  verifiedAs: name => `Verificado: ${name}`,
  unverified: 'Sin verificar',
  subjectUnsure: 'Asunto sin firmar',
};
