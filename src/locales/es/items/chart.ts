// The words of charts.
import type { chartWords as english } from '../../en/items/chart.ts';
import { pickPlural } from '../../plural.ts';

export const chartWords: typeof english = {
  title: kind => `${kind} a lo largo del tiempo`,
  ranges: { month: '1 mes', quarter: '3 meses', year: '1 año', all: 'Todo' },
  rangesLabel: 'Desde cuándo',
  none: 'Aún no hay nada que dibujar',
  noneText: 'No hay números de este tipo en este tiempo. Elija un tiempo más largo o añada uno.',
  add: kind => `Añadir: ${kind}`,
  describe: (count, from, to) =>
    pickPlural('es', count, {
      one: `Una lectura, del ${from}.`,
      other: `${count} lecturas del ${from} al ${to}.`,
    }),
  describeSeries: (label, unit, low, high, last) =>
    `${label}: entre ${low} y ${high} ${unit}, la última ${last} ${unit}.`,
  chartIn: unit => `Gráfico en ${unit}`,
  table: 'Los números',
  date: 'Fecha',
  per: {
    day: 'Medias de un día',
    week: 'Medias de una semana',
    month: 'Medias de un mes',
    year: 'Medias de un año',
  },
  lowHigh: (low, high) => `de ${low} a ${high}`,
  weekOf: day => `Semana del ${day}`,
  more: count => `Se dibujan las ${count} lecturas más nuevas. Hay otras anteriores.`,
  ahead: count =>
    pickPlural('es', count, {
      one: 'Una lectura tiene una fecha futura y no se dibuja.',
      other: `${count} lecturas tienen fechas futuras y no se dibujan.`,
    }),
  drawAll: 'Dibujarlo todo',
  undated: count =>
    pickPlural('es', count, {
      one: 'Una lectura no tiene fecha en números y no se dibuja. Está en la lista.',
      other: `${count} lecturas no tienen fecha en números y no se dibujan. Están en la lista.`,
    }),
  list: 'Como lista',
  charts: 'Gráficos',
  chartsLead: 'Lo que se puede dibujar de este historial.',
};
