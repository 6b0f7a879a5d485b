// What people looked at and apps read, in words, by the addresses of the pages.
import type { looksWords as english } from '../../en/pages/looks.ts';
import { pickPlural } from '../../plural.ts';

export const looksWords: typeof english = {
  times: (what: string, times: number) => (times === 1 ? what : `${what} (${times}-mal)`),
  kind: (name: string, items: number) => `${name} ${items}`,
  listed: (count: number) =>
    pickPlural('de', count, { one: '1 Eintrag nur aufgezählt', other: `${count} Einträge nur aufgezählt` }),
  files: (count: number) => pickPlural('de', count, { one: '1 Datei', other: `${count} Dateien` }),
  entries: (count: number) => pickPlural('de', count, { one: '1 Vorgang', other: `${count} Vorgänge` }),
  aPage: 'eine Seite über die Akte',
  otherPage: 'eine andere Seite',
  pages: {
    '/': 'die erste Seite',
    '/items': 'die Liste der Einträge',
    '/items/:id': 'einen Eintrag',
    '/items/:id/edit': 'einen Eintrag, um ihn zu ändern',
    '/items/:id/history': 'den Verlauf eines Eintrags',
    '/items/:id/files/:file': 'eine Datei',
    '/items/new/:type': 'ein Formular für einen Eintrag',
    '/timeline': 'die Zeitleiste',
    '/charts/:kind': 'eine Kurve',
    '/upload': 'die Seite zum Hinzufügen von Dateien',
    '/records/:record': 'die Übersicht der Akte',
    '/records/:record/items': 'die Liste der Einträge',
    '/records/:record/edit': 'den Namen der Akte',
    '/records/:record/photo': 'das Foto',
    '/records/:record/photo/image': 'das Foto',
    '/records/:record/sharing': 'wer die Akte sehen darf',
    '/records/:record/sharing/:person': 'was eine Person darf',
    '/apps/:app/:record': 'was eine App darf',
    '/export': 'die Seite zum Herunterladen der Akte',
    '/activity': 'die Aktivität',
    '/messages': 'die Nachrichten',
    '/messages/:id': 'eine Nachricht',
    '/emergency': 'was im Notfall gezeigt wird',
  },
};
