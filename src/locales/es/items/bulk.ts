// The words of what is done with all that a list finds.
import type { bulkWords as english } from '../../en/items/bulk.ts';
import { pickPlural } from '../../plural.ts';

export const bulkWords: typeof english = {
  choosePage: 'Elegir todo en esta página',
  pageOf: size => `Mostrar ${size} por página`,
  all: {
    delete: 'Borrar todo lo encontrado …',
    restore: 'Restaurar todo lo encontrado …',
    purge: 'Eliminar para siempre todo lo encontrado …',
  },
  titles: {
    delete: '¿Borrar todo lo encontrado?',
    restore: '¿Restaurar todo lo encontrado?',
    purge: '¿Eliminar para siempre todo lo encontrado?',
  },
  texts: {
    delete: ['Puede deshacerlo enseguida, o restaurar los datos más tarde desde lo borrado.'],
    restore: [],
    purge: [
      'Los datos desaparecen con todas sus versiones y archivos. Nada puede recuperarlos. Que existieron y se borraron queda en el registro.',
    ],
  },
  buttons: { delete: 'Borrar', restore: 'Restaurar', purge: 'Eliminar para siempre' },
  found: (count, text) => pickPlural('es', count, { one: 'Es un dato.', other: `Son ${text} datos.` }),
  cut: text =>
    `Este paso abarca los ${text} más nuevos de los que coinciden. Puede haber más: repítalo para el resto.`,
  again: 'Lo que coincide ha cambiado mientras tanto, así que aún no se ha hecho nada.',
};
