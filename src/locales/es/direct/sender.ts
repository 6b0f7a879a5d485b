// How sure it is who sent a message, in plain words.
import type { senderWords as english } from '../../en/direct/sender.ts';

export const senderWords: typeof english = {
  verifiedTitle: 'Verificado: es seguro quién lo envió',
  verifiedText:
    'La firma es correcta, el certificado es del remitente y alguien en quien esta bóveda confía responde de él.',
  unverifiedTitle: 'Sin verificar: no es seguro quién lo envió',
  claims: address => `Dice que es de ${address}. Puede ser falso.`,
  beCareful:
    'No haga nada de lo que pide ni abra ningún archivo antes de preguntar al remitente en un número de teléfono que tenga de otra parte.',
  ofAddress: address => `El certificado es para esta misma dirección, ${address}`,
  ofDomain: domain => `El certificado es para todas las direcciones de ${domain}`,
  vouchedBy: issuer => `${issuer} responde de él`,
  until: day => `Válido hasta el ${day}`,
  signedAt: moment => `Firmado el ${moment}, según el reloj del remitente`,
  fingerprint: 'Huella',
  more: 'Más sobre el certificado',
  why: {
    'not-signed': 'Nadie lo ha firmado. Cualquiera puede escribir algo así y ponerle cualquier nombre.',
    'not-encrypted': 'Llegó sin cifrar. Otros pueden haberlo leído o cambiado por el camino.',
    tampered: 'Lo que dice no es lo que se firmó. Se cambió o se dañó por el camino.',
    expired: 'El certificado del remitente no era válido en ese momento.',
    revoked: 'El certificado del remitente fue retirado. Otra persona puede tener su clave.',
    untrusted: 'Nadie en quien esta bóveda confía responde del remitente.',
    'not-bound': 'El certificado no es para la dirección de la que dice venir.',
    'other-signer': 'Está firmado, pero por otro que quien dice ser el remitente.',
    weak: 'Está firmado de una manera antigua que hoy se puede falsificar.',
    'unknown-revocation':
      'No se pudo averiguar, cuando llegó, si el certificado del remitente había sido retirado.',
    nested: 'Está empaquetado de manera que no queda claro qué parte se firmó.',
    'not-for-you': 'Se escribió a otra persona.',
  },
};
