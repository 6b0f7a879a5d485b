// The words of charts.
import { words } from '../../locales/language.ts';

export const chartWords = words({
  en: {
    title: (kind: string) => `${kind} over time`,
    ranges: { month: '1 month', quarter: '3 months', year: '1 year', all: 'All' },
    rangesLabel: 'How far back',
    none: 'Nothing to draw yet',
    noneText: 'There are no numbers of this kind in this time. Choose a longer time, or add one.',
    add: (kind: string) => `Add: ${kind}`,
    describe: (count: number, from: string, to: string) =>
      count === 1 ? `One reading, of ${from}.` : `${count} readings from ${from} to ${to}.`,
    describeSeries: (label: string, unit: string, low: string, high: string, last: string) =>
      `${label}: between ${low} and ${high} ${unit}, last ${last} ${unit}.`,
    chartIn: (unit: string) => `Chart in ${unit}`,
    table: 'The numbers',
    date: 'Date',
    per: {
      day: 'Averages of a day',
      week: 'Averages of a week',
      month: 'Averages of a month',
      year: 'Averages of a year',
    },
    lowHigh: (low: string, high: string) => `${low} to ${high}`,
    weekOf: (day: string) => `Week of ${day}`,
    more: (count: number) => `The newest ${count} readings are drawn. There are older ones.`,
    ahead: (count: number) =>
      count === 1
        ? 'One reading has a date in the future and is not drawn.'
        : `${count} readings have dates in the future and are not drawn.`,
    drawAll: 'Draw everything',
    undated: (count: number) =>
      count === 1
        ? 'One reading has no date in numbers and is not drawn. The list has it.'
        : `${count} readings have no date in numbers and are not drawn. The list has them.`,
    list: 'As a list',
    charts: 'Charts',
    chartsLead: 'What can be drawn of this record.',
  },
  es: {
    title: (kind: string) => `${kind} a lo largo del tiempo`,
    ranges: { month: '1 mes', quarter: '3 meses', year: '1 año', all: 'Todo' },
    rangesLabel: 'Desde cuándo',
    none: 'Aún no hay nada que dibujar',
    noneText: 'No hay números de este tipo en este tiempo. Elija un tiempo más largo o añada uno.',
    add: (kind: string) => `Añadir: ${kind}`,
    describe: (count: number, from: string, to: string) =>
      count === 1 ? `Una lectura, del ${from}.` : `${count} lecturas del ${from} al ${to}.`,
    describeSeries: (label: string, unit: string, low: string, high: string, last: string) =>
      `${label}: entre ${low} y ${high} ${unit}, la última ${last} ${unit}.`,
    chartIn: (unit: string) => `Gráfico en ${unit}`,
    table: 'Los números',
    date: 'Fecha',
    per: {
      day: 'Medias de un día',
      week: 'Medias de una semana',
      month: 'Medias de un mes',
      year: 'Medias de un año',
    },
    lowHigh: (low: string, high: string) => `de ${low} a ${high}`,
    weekOf: (day: string) => `Semana del ${day}`,
    more: (count: number) => `Se dibujan las ${count} lecturas más nuevas. Hay otras anteriores.`,
    ahead: (count: number) =>
      count === 1
        ? 'Una lectura tiene una fecha futura y no se dibuja.'
        : `${count} lecturas tienen fechas futuras y no se dibujan.`,
    drawAll: 'Dibujarlo todo',
    undated: (count: number) =>
      count === 1
        ? 'Una lectura no tiene fecha en números y no se dibuja. Está en la lista.'
        : `${count} lecturas no tienen fecha en números y no se dibujan. Están en la lista.`,
    list: 'Como lista',
    charts: 'Gráficos',
    chartsLead: 'Lo que se puede dibujar de este historial.',
  },
  de: {
    title: (kind: string) => `${kind} im Verlauf`,
    ranges: { month: '1 Monat', quarter: '3 Monate', year: '1 Jahr', all: 'Alles' },
    rangesLabel: 'Wie weit zurück',
    none: 'Noch nichts zu zeichnen',
    noneText:
      'In dieser Zeit gibt es keine Zahlen dieser Art. Wählen Sie eine längere Zeit, oder fügen Sie eine hinzu.',
    add: (kind: string) => `Hinzufügen: ${kind}`,
    describe: (count: number, from: string, to: string) =>
      count === 1 ? `Ein Wert, vom ${from}.` : `${count} Werte vom ${from} bis zum ${to}.`,
    describeSeries: (label: string, unit: string, low: string, high: string, last: string) =>
      `${label}: zwischen ${low} und ${high} ${unit}, zuletzt ${last} ${unit}.`,
    chartIn: (unit: string) => `Kurve in ${unit}`,
    table: 'Die Zahlen',
    date: 'Datum',
    per: {
      day: 'Mittel eines Tages',
      week: 'Mittel einer Woche',
      month: 'Mittel eines Monats',
      year: 'Mittel eines Jahres',
    },
    lowHigh: (low: string, high: string) => `${low} bis ${high}`,
    weekOf: (day: string) => `Woche vom ${day}`,
    more: (count: number) => `Gezeichnet sind die neuesten ${count} Werte. Es gibt ältere.`,
    ahead: (count: number) =>
      count === 1
        ? 'Ein Wert hat ein Datum in der Zukunft und ist nicht gezeichnet.'
        : `${count} Werte haben ein Datum in der Zukunft und sind nicht gezeichnet.`,
    drawAll: 'Alles zeichnen',
    undated: (count: number) =>
      count === 1
        ? 'Ein Wert hat kein Datum in Zahlen und ist nicht gezeichnet. Er steht in der Liste.'
        : `${count} Werte haben kein Datum in Zahlen und sind nicht gezeichnet. Sie stehen in der Liste.`,
    list: 'Als Liste',
    charts: 'Kurven',
    chartsLead: 'Was sich aus dieser Akte zeichnen lässt.',
  },
});
