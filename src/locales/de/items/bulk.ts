// The words of what is done with all that a list finds.
import type { bulkWords as english } from '../../en/items/bulk.ts';
import { pickPlural } from '../../plural.ts';

export const bulkWords: typeof english = {
  choosePage: 'Alle auf dieser Seite auswählen',
  pageOf: size => `${size} auf einer Seite zeigen`,
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
  found: (count, text) =>
    pickPlural('de', count, { one: 'Es ist ein Eintrag.', other: `Es sind ${text} Einträge.` }),
  cut: text =>
    `Dieser Schritt nimmt die neuesten ${text} von dem, was passt. Es kann mehr geben: Wiederholen Sie ihn für den Rest.`,
  again: 'Was passt, hat sich inzwischen geändert; es ist noch nichts geschehen.',
};
