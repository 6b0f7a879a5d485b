// The words of the page of what is published of the access log.
import type { logWords as english } from '../../en/pages/log.ts';

export const logWords: typeof english = {
  title: 'Das veröffentlichte Protokoll',
  lead: 'Jede Stunde veröffentlicht der Tresor einen unterschriebenen Prüfpunkt seines Protokolls: was mit jeder Akte geschah und wer sie ansah.',
  how: 'Heben Sie eine dieser Dateien und den Schlüssel auf. Später können Sie prüfen, dass aus der Zeit davor nichts geändert, entfernt oder eingefügt wurde. Die Dateien sagen nichts über irgendjemanden.',
  keys: 'Schlüssel',
  caption: 'Prüfpunkte, der neueste zuerst',
  number: 'Prüfpunkt',
  file: (number: number) => `Prüfpunkt ${number}`,
  at: 'Wann',
  none: 'Noch gibt es keinen Prüfpunkt',
  noneText: 'Der erste folgt innerhalb einer Minute.',
  older: 'Ältere',
};
