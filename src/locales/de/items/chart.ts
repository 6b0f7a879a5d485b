// The words of charts.
import type { chartWords as english } from '../../en/items/chart.ts';
import { pickPlural } from '../../plural.ts';

export const chartWords: typeof english = {
  title: kind => `${kind} im Verlauf`,
  ranges: {
    day: 'Tag',
    week: 'Woche',
    month: 'Monat',
    'half-year': 'Halbes Jahr',
    year: 'Jahr',
    all: 'Alles',
  },
  rangesLabel: 'Wie weit zurück',
  none: 'Noch nichts zu zeichnen',
  noneText:
    'In dieser Zeit gibt es keine Zahlen dieser Art. Wählen Sie eine längere Zeit, oder fügen Sie eine hinzu.',
  add: kind => `Hinzufügen: ${kind}`,
  describe: (count, from, to) =>
    pickPlural('de', count, {
      one: `Ein Wert, vom ${from}.`,
      other: `${count} Werte vom ${from} bis zum ${to}.`,
    }),
  describeSeries: (label, unit, low, high, last) =>
    `${label}: zwischen ${low} und ${high} ${unit}, zuletzt ${last} ${unit}.`,
  table: 'Die Zahlen',
  date: 'Datum',
  per: {
    day: 'Mittel eines Tages',
    week: 'Mittel einer Woche',
    month: 'Mittel eines Monats',
    year: 'Mittel eines Jahres',
  },
  lowHigh: (low, high) => `${low} bis ${high}`,
  weekOf: day => `Woche vom ${day}`,
  more: count => `Gezeichnet sind die neuesten ${count} Werte. Es gibt ältere.`,
  ahead: count =>
    pickPlural('de', count, {
      one: 'Ein Wert hat ein Datum in der Zukunft und ist nicht gezeichnet.',
      other: `${count} Werte haben ein Datum in der Zukunft und sind nicht gezeichnet.`,
    }),
  drawAll: 'Alles zeichnen',
  undated: count =>
    pickPlural('de', count, {
      one: 'Ein Wert hat kein Datum in Zahlen und ist nicht gezeichnet. Er steht in der Liste.',
      other: `${count} Werte haben kein Datum in Zahlen und sind nicht gezeichnet. Sie stehen in der Liste.`,
    }),
  list: 'Als Liste',
  usual: 'üblicher Bereich',
  usualOfAdults: 'üblicher Bereich bei Erwachsenen',
  target: 'eigenes Ziel',
  targetTitle: (kind: string) => `Eigenes Ziel: ${kind}`,
  targetLink: 'Ziel festlegen',
  targetLead:
    'Diagramme zeigen es, und ein letzter Wert außerhalb wird gekennzeichnet. Lassen Sie beide Felder leer, wenn es keines gibt.',
  targetFrom: (line: string) => `${line}: von`,
  targetTo: (line: string) => `${line}: bis`,
  targetNumber: (label: string) => `Geben Sie für „${label}“ eine Zahl ein oder nichts.`,
  targetOrder: 'Die zweite Zahl muss größer sein als die erste.',
  targetSaved: 'Gespeichert. Ziele finden Sie auch unter „Daten“.',
  targetMayNot: 'Sie dürfen Ziele hier ansehen, aber nicht festlegen.',
  events: 'Was in dieser Zeit war',
  happened: {
    started: name => `Begonnen: ${name}`,
    stopped: name => `Beendet: ${name}`,
    changed: (name, from, to) => `${name}: ${from}, jetzt ${to}`,
    illness: name => `Erkrankt: ${name}`,
    procedure: name => `Eingriff: ${name}`,
  },
  older: 'Ältere Zahlen',
  newer: 'Neuere Zahlen',
  pageOf: (page, pages) => `${page} von ${pages}`,
  choose: 'Andere Tage, oder neben einer anderen Kurve',
  from: 'Von',
  to: 'Bis',
  ifAny: 'wenn gewünscht',
  compare: 'Daneben zeichnen',
  withNothing: 'Nichts weiter',
  draw: 'Zeichnen',
  noneBeside: kind => `In dieser Zeit gibt es keine Zahlen zu ${kind}.`,
  asTable: 'Alle Werte als Tabelle (CSV)',
  asPicture: 'Als Bild (SVG)',
  growth: 'Wachstum',
  subjects: {
    bmi: 'Body-Mass-Index (BMI)',
    'head-circumference': 'Kopfumfang',
    temperature: 'Temperatur',
  },
  places: {
    rectum: 'Im Po',
    ear: 'Im Ohr',
    forehead: 'An der Stirn',
    mouth: 'Im Mund',
    armpit: 'Unter der Achsel',
  },
  percentiles: (low, high) => `${low}. bis ${high}. Perzentile`,
  middle: 'Mitte aller Kinder',
  percentile: percentile =>
    percentile < 1
      ? 'unter der 1. Perzentile'
      : percentile > 99
        ? 'über der 99. Perzentile'
        : `${Math.round(percentile)}. Perzentile`,
};
