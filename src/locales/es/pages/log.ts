// The words of the page of what is published of the access log.
import type { logWords as english } from '../../en/pages/log.ts';

export const logWords: typeof english = {
  title: 'El registro publicado',
  lead: 'Todo lo que ocurre con un historial, y quién lo mira, es una entrada de su registro. Cada entrada sella la anterior, y aquí se publica, firmado, dónde termina cada registro.',
  how: 'Quien guarde estos archivos podrá demostrar más tarde que ninguna entrada se cambió, se quitó ni se añadió desde entonces. No dicen nada de nadie. Guarde también la clave: con ella se comprueban los archivos.',
  keys: 'Clave',
  caption: 'Archivos, el más reciente primero',
  number: 'Archivo',
  file: (number: number) => `Publicación ${number}`,
  at: 'Cuándo',
  none: 'Todavía no se ha publicado nada',
  noneText: 'El primer archivo llegará en menos de una hora.',
  older: 'Anteriores',
};
