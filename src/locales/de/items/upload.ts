// The words of the page that takes files.
import type { uploadWords as english } from '../../en/items/upload.ts';

export const uploadWords: typeof english = {
  title: name => `Der Akte von ${name} eine Datei hinzufügen`,
  short: 'Datei hinzufügen',
  lead: 'Ein Brief, ein Bild, ein Scan: was Sie bei der Akte aufbewahren wollen. Wer die Akte sehen darf, kann die Datei sehen und wieder herunterladen.',
  file: 'Datei',
  max: (size, room) => `Höchstens ${size}. In der Akte ist noch Platz für ${room}.`,
  rest: size => `Höchstens ${size}: mehr Platz hat die Akte nicht.`,
  noRoom:
    'Die Akte ist voll. Entfernen Sie Dateien, die Sie nicht mehr brauchen, endgültig, damit wieder Platz ist.',
  send: 'Datei hinzufügen',
  cancel: 'Abbrechen',
  progress: 'Datei wird gesendet',
  percent: '{percent} % gesendet',
  percentOfAll: 'Datei {number} von {of}: {percent} % von allen gesendet',
  added: '{added} von {all} Dateien wurden hinzugefügt.',
  again: 'Diese noch einmal versuchen',
  cancelled: 'Abgebrochen.',
  lost: 'Die Verbindung ist abgerissen. Das Senden geht weiter, sobald sie wieder da ist.',
  missing: 'Bitte eine Datei wählen.',
  empty: 'Die Datei ist leer. Bitte eine andere wählen.',
  broken:
    'Die Datei kam nicht so an, wie sie sollte. Es wurde nichts hinzugefügt; bitte noch einmal versuchen.',
  lapsed:
    'Das Senden der Datei stand zu lange still. Es wurde nichts hinzugefügt; bitte noch einmal versuchen.',
  tooLong: 'Die Datei ist größer, als eine Datei sein darf.',
  full: 'In der Akte ist für diese Datei kein Platz.',
  left: room => `Es passen noch ${room}; Dateien, die gerade gesendet werden, zählen mit.`,
  tooMany: 'Es werden zu viele Dateien auf einmal gesendet. Bitte gleich noch einmal versuchen.',
  refused: 'Sie dürfen diese Akte ansehen, ihr aber keine Dateien hinzufügen.',
  failed:
    'Die Datei konnte nicht gesendet werden: Die Verbindung kam nicht wieder. Es wurde nichts hinzugefügt; bitte noch einmal versuchen.',
  saved: name => `Die Datei ${name} wurde hinzugefügt.`,
  back: 'Zurück zur Akte',
};
