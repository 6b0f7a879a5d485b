// What people looked at and apps read, in words, by the addresses of the pages.
import type { looksWords as english } from '../../en/pages/looks.ts';
import { pickPlural } from '../../plural.ts';

export const looksWords: typeof english = {
  times: (what: string, times: number) => (times === 1 ? what : `${what} (${times} veces)`),
  kind: (name: string, items: number) => `${name} ${items}`,
  listed: (count: number) =>
    pickPlural('es', count, { one: '1 dato solo mencionado', other: `${count} datos solo mencionados` }),
  files: (count: number) => pickPlural('es', count, { one: '1 archivo', other: `${count} archivos` }),
  entries: (count: number) => pickPlural('es', count, { one: '1 entrada', other: `${count} entradas` }),
  aPage: 'una página sobre el historial',
  otherPage: 'otra página',
  pages: {
    '/': 'la primera página',
    '/items': 'la lista de datos',
    '/items/:id': 'un dato',
    '/items/:id/edit': 'un dato para cambiarlo',
    '/items/:id/history': 'las versiones de un dato',
    '/items/:id/files/:file': 'un archivo',
    '/items/new/:type': 'un formulario para un dato',
    '/timeline': 'la línea de tiempo',
    '/charts/:kind': 'un gráfico',
    '/upload': 'la página para añadir archivos',
    '/records/:record': 'el resumen del historial',
    '/records/:record/items': 'la lista de datos',
    '/records/:record/edit': 'el nombre del historial',
    '/records/:record/photo': 'la foto',
    '/records/:record/photo/image': 'la foto',
    '/records/:record/sharing': 'quién puede ver el historial',
    '/records/:record/sharing/:person': 'lo que puede hacer una persona',
    '/apps/:app/:record': 'lo que puede hacer una aplicación',
    '/export': 'la página para descargar el historial',
    '/activity': 'la actividad',
    '/messages': 'los mensajes',
    '/messages/:id': 'un mensaje',
    '/emergency': 'lo que se muestra en una emergencia',
  },
};
