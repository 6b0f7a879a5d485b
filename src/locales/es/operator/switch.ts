// The words for stopping an app, and for letting it work again.
import type { switchWords as english } from '../../en/operator/switch.ts';

export const switchWords: typeof english = {
  disable: 'Desactivar',
  disableTitle: name => `¿Desactivar ${name}?`,
  disableText: [
    'Desde ese momento no puede llamar a nada y nadie puede darle acceso. Ni sus desarrolladores ni su maestra pueden activarla otra vez; usted sí.',
    'Lo que escribió en los historiales queda ahí.',
  ],
  disabled: name => `${name} está desactivada.`,
  enable: 'Activar',
  enabled: name => `${name} funciona otra vez.`,
  waitsAgain: name => `${name} ya no está desactivada. Nunca se aprobó, así que todavía no funciona.`,
  byOperator: 'Desactivada por un operador',
  byDevelopers: 'Desactivada por sus desarrolladores, que pueden activarla otra vez',
};
