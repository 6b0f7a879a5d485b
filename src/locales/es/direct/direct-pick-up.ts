// The words of picking up a message that a clinic sent before its person had an address here. Those of code and question are in
// connect.ts.
import type { directPickUpWords as english } from '../../en/direct/direct-pick-up.ts';

export const directPickUpWords: typeof english = {
  title: 'Recoger un mensaje',
  lead: '¿Una clínica le ha enviado un mensaje y ha recibido un código por correo? Introdúzcalo para leer el mensaje.',
  closedTitle: 'Este código ya no sirve',
  closed:
    'El mensaje ya no está: se recogió, esperó demasiado o se respondió mal a su pregunta demasiadas veces. Pida a quien lo envió que lo envíe de nuevo.',
};
