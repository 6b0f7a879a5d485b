// The words of marks.
import type { marksWords as english } from '../../en/items/marks.ts';

export const marksWords: typeof english = {
  degrees: {
    'far-below': 'weit unter',
    below: 'unter',
    'little-below': 'etwas unter',
    'little-above': 'etwas über',
    above: 'über',
    'far-above': 'weit über',
    abnormal: 'außerhalb von',
    critical: 'weit außerhalb von',
  },
  by: {
    range: how => `${how} dem mitgeteilten Bereich`,
    target: how => `${how} dem Ziel`,
    usual: how => `${how} dem üblichen Bereich`,
  },
  flagged: {
    'far-below': 'als sehr niedrig gemeldet',
    below: 'als niedrig gemeldet',
    'little-below': 'als niedrig gemeldet',
    'little-above': 'als hoch gemeldet',
    above: 'als hoch gemeldet',
    'far-above': 'als sehr hoch gemeldet',
    abnormal: 'als auffällig gemeldet',
    critical: 'als kritisch gemeldet',
  },
  marked: (what, how) => `${what}: ${how}`,
  setTarget: 'Ziel festlegen',
  setTargetFor: kind => `Ziel festlegen: ${kind}`,
  lines: 'Woran dies gemessen wird',
  lineOf: {
    range: bounds => `Der Bereich, der mit dem Ergebnis kam: ${bounds}.`,
    target: bounds => `Das Ziel in dieser Akte: ${bounds}.`,
    usual: (bounds, source) => `Der übliche Bereich: ${bounds}. Quelle: ${source}.`,
    usualOfAdults: (bounds, source) => `Der übliche Bereich bei Erwachsenen: ${bounds}. Quelle: ${source}.`,
    flag: 'So wurde es mit dem Ergebnis gemeldet.',
  },
  atLeast: value => `mindestens ${value}`,
  moreThan: value => `mehr als ${value}`,
  atMost: value => `höchstens ${value}`,
  lessThan: value => `weniger als ${value}`,
  both: (from, to) => `${from} und ${to}`,
  seeChart: 'Zum Diagramm',
  ageUnknown:
    'Der übliche Bereich hängt vom Alter ab, und das Geburtsdatum ist hier nicht bekannt. Deshalb wird nichts daran gemessen.',
};
