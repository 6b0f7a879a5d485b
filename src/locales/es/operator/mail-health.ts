// The words for what stands in the way of mail, and what mends it.
import type { mailHealthWords as english } from '../../en/operator/mail-health.ts';
import { pickPlural } from '../../plural.ts';

export const mailHealthWords: typeof english = {
  inMailbox: 'no hay servidor de correo: no se envía nada, queda en el',
  mailbox: 'buzón',
  problems: 'Correo que no salió',
  what: 'Qué pasó',
  copies: 'Correos',
  waiting: count => `${count} en espera`,
  givenUp: count => pickPlural('es', count, { one: '1 abandonado', other: `${count} abandonados` }),
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
};
