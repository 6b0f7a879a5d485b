// The words of what is done with all that a list finds.
import { words } from '../../locales/language.ts';

export const bulkWords = words({
  en: {
    choosePage: 'Choose all on this page',
    pageOf: (size: number) => `Show ${size} on a page`,
    all: {
      delete: 'Delete all that was found …',
      restore: 'Restore all that was found …',
      purge: 'Remove all that was found for good …',
    },
    titles: {
      delete: 'Delete all that was found?',
      restore: 'Restore all that was found?',
      purge: 'Remove all that was found for good?',
    },
    texts: {
      delete: ['You can undo it right after, or restore the items later from what was deleted.'],
      restore: [],
      purge: [
        'The items go with all their versions and files. Nothing can bring them back. That they were there and were deleted stays in the log.',
      ],
    },
    buttons: { delete: 'Delete', restore: 'Restore', purge: 'Remove for good' },
    found: (count: number, text: string) => (count === 1 ? 'It is one item.' : `It is ${text} items.`),
    cut: (text: string) =>
      `This step takes the newest ${text} of what fits. There may be more: do it again for the rest.`,
    again: 'What fits has changed meanwhile, so nothing was done yet.',
  },
  es: {
    choosePage: 'Elegir todo en esta página',
    pageOf: (size: number) => `Mostrar ${size} por página`,
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
    found: (count: number, text: string) => (count === 1 ? 'Es un dato.' : `Son ${text} datos.`),
    cut: (text: string) =>
      `Este paso abarca los ${text} más nuevos de los que coinciden. Puede haber más: repítalo para el resto.`,
    again: 'Lo que coincide ha cambiado mientras tanto, así que aún no se ha hecho nada.',
  },
  de: {
    choosePage: 'Alle auf dieser Seite auswählen',
    pageOf: (size: number) => `${size} auf einer Seite zeigen`,
    all: {
      delete: 'Alles Gefundene löschen …',
      restore: 'Alles Gefundene wiederherstellen …',
      purge: 'Alles Gefundene endgültig entfernen …',
    },
    titles: {
      delete: 'Alles Gefundene löschen?',
      restore: 'Alles Gefundene wiederherstellen?',
      purge: 'Alles Gefundene endgültig entfernen?',
    },
    texts: {
      delete: [
        'Sie können es gleich danach rückgängig machen, oder die Einträge später aus dem Gelöschten wiederherstellen.',
      ],
      restore: [],
      purge: [
        'Die Einträge verschwinden mit allen Fassungen und Dateien. Nichts bringt sie zurück. Dass es sie gab und sie gelöscht wurden, bleibt im Protokoll.',
      ],
    },
    buttons: { delete: 'Löschen', restore: 'Wiederherstellen', purge: 'Endgültig entfernen' },
    found: (count: number, text: string) =>
      count === 1 ? 'Es ist ein Eintrag.' : `Es sind ${text} Einträge.`,
    cut: (text: string) =>
      `Dieser Schritt nimmt die neuesten ${text} von dem, was passt. Es kann mehr geben: Wiederholen Sie ihn für den Rest.`,
    again: 'Was passt, hat sich inzwischen geändert; es ist noch nichts geschehen.',
  },
});
