// The words of the page of what is published of the access log.
import type { logWords as english } from '../../en/pages/log.ts';

export const logWords: typeof english = {
  title: 'Das veröffentlichte Protokoll',
  lead: 'Was mit einer Akte geschieht und wer sie ansieht, ist ein Vorgang in ihrem Protokoll. Jeder Vorgang besiegelt den vor ihm, und hier wird unterschrieben veröffentlicht, wo jedes Protokoll endet.',
  how: 'Wer diese Dateien aufhebt, kann später zeigen, dass seither kein Vorgang geändert, entfernt oder eingefügt wurde. Sie sagen nichts über irgendjemanden. Heben Sie auch den Schlüssel auf: Mit ihm werden die Dateien geprüft.',
  keys: 'Schlüssel',
  caption: 'Dateien, die neueste zuerst',
  number: 'Datei',
  file: (number: number) => `Veröffentlichung ${number}`,
  at: 'Wann',
  none: 'Noch ist nichts veröffentlicht',
  noneText: 'Die erste Datei folgt innerhalb einer Stunde.',
  older: 'Ältere',
};
