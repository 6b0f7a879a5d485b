// The words of the page of what is published of the access log.
import type { logWords as english } from '../../en/pages/log.ts';

export const logWords: typeof english = {
  title: 'El registro publicado',
  lead: 'Cada hora la bóveda publica un punto de control firmado de su registro: de lo que ocurrió con cada historial y de quién lo miró.',
  how: 'Guarde uno de estos archivos y la clave. Más tarde podrá comprobar que no se cambió, quitó ni añadió nada anterior a ese momento. Los archivos no dicen nada de nadie.',
  keys: 'Clave',
  caption: 'Puntos de control, el más reciente primero',
  number: 'Punto de control',
  file: (number: number) => `Punto de control ${number}`,
  at: 'Cuándo',
  none: 'Todavía no hay ningún punto de control',
  noneText: 'El primero llegará en menos de un minuto.',
  older: 'Anteriores',
};
