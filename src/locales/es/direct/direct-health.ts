// The words of the operator’s page of Direct.
import type { directHealthWords as english } from '../../en/direct/direct-health.ts';
import { pickPlural } from '../../plural.ts';

export const directHealthWords: typeof english = {
  lead: 'Correo cifrado entre médicos y la gente de esta bóveda. De lo que escriben no se muestra nada aquí.',
  off: 'Direct no está configurado',
  offText: 'Necesita un dominio propio, un puerto de SMTP al que otros lleguen, y cuatro pasos:',
  steps: [
    {
      command: 'keepwell direct setup --domain direct.example.org --host mail.example.org',
      text: 'hace claves y un certificado, y muestra los registros para los servidores de nombres',
    },
    {
      command: 'directDomain, directPort',
      text: 'en los ajustes nombran el dominio y por dónde entra el correo; después, reiniciar',
    },
    { command: 'keepwell direct check', text: 'mira si otros encuentran los registros' },
    {
      command: 'keepwell direct trust add anchor.pem',
      text: 'dice en quién confía esta bóveda para responder de los remitentes',
    },
  ],
  manual: 'Direct en la documentación',
  setUp: 'Cómo está configurado',
  domain: 'Dominio',
  certificate: 'Certificado del dominio',
  until: day => `hasta el ${day}`,
  none: 'ninguno',
  ofAddresses: 'Certificados de direcciones sueltas',
  authority: 'Su propia autoridad',
  trust: 'En quién confía',
  anchors: count =>
    pickPlural('es', count, { one: '1 ancla de confianza', other: `${count} anclas de confianza` }),
  readAt: moment => `leído ${moment}`,
  notRead: problem => `no se pudo leer: ${problem}`,
  noCertificate:
    'El dominio no tiene un certificado válido ahora: no se puede firmar nada. Vea keepwell direct setup.',
  endsSoon: 'El certificado del dominio termina en menos de un mes. Vea keepwell direct certificate renew.',
  noTrust: 'Aún no confía en nadie: todo remitente sale sin verificar. Vea keepwell direct trust add.',
  queue: 'Entrada y salida',
  waiting: 'Esperan a ser enviados',
  failing: 'de ellos, intentados sin éxito',
  failed: 'Abandonados en los últimos siete días',
  lastReceived: 'Último recibido',
  lastSent: 'Último enviado',
  lastFailed: 'Último abandonado',
  why: 'Por qué',
  never: 'nunca',
};
