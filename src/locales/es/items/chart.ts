// The words of charts.
import type { chartWords as english } from '../../en/items/chart.ts';
import { pickPlural } from '../../plural.ts';

export const chartWords: typeof english = {
  title: kind => `${kind} a lo largo del tiempo`,
  ranges: { day: 'Día', week: 'Semana', month: 'Mes', 'half-year': 'Medio año', year: 'Año', all: 'Todo' },
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
  usual: 'intervalo habitual',
  usualOfAdults: 'intervalo habitual en adultos',
  target: 'objetivo propio',
  targetTitle: (kind: string) => `Objetivo propio: ${kind}`,
  targetLink: 'Fijar un objetivo',
  targetLead:
    'Los gráficos lo muestran, y se señala el último valor que quede fuera. Deje ambos campos vacíos si no hay ninguno.',
  targetFrom: (line: string) => `${line}: desde`,
  targetTo: (line: string) => `${line}: hasta`,
  targetNumber: (label: string) => `Escriba un número en «${label}», o nada.`,
  targetOrder: 'El segundo número debe ser mayor que el primero.',
  targetSaved: 'Guardado. Los objetivos también están en Datos.',
  targetMayNot: 'Aquí puede ver los objetivos, pero no fijarlos.',
  events: 'Lo que ocurrió mientras tanto',
  happened: {
    started: name => `Empezó: ${name}`,
    stopped: name => `Terminó: ${name}`,
    changed: (name, from, to) => `${name}: ${from}, ahora ${to}`,
    illness: name => `Enfermó: ${name}`,
    procedure: name => `Se hizo: ${name}`,
  },
  older: 'Números anteriores',
  newer: 'Números más recientes',
  pageOf: (page, pages) => `${page} de ${pages}`,
  choose: 'Otros días, o junto a otro gráfico',
  from: 'Desde',
  to: 'Hasta',
  ifAny: 'si lo hay',
  compare: 'Dibujar al lado',
  withNothing: 'Nada más',
  draw: 'Dibujar',
  noneBeside: kind => `En este tiempo no hay números de ${kind}.`,
  asTable: 'Todas las lecturas como tabla (CSV)',
  asPicture: 'Como imagen (SVG)',
  growth: 'Crecimiento',
  subjects: {
    bmi: 'Índice de masa corporal (IMC)',
    'head-circumference': 'Perímetro de la cabeza',
    temperature: 'Temperatura',
  },
  places: {
    rectum: 'En el recto',
    ear: 'En el oído',
    forehead: 'En la frente',
    mouth: 'En la boca',
    armpit: 'En la axila',
  },
  percentiles: (low, high) => `percentil ${low} a ${high}`,
  middle: 'la mitad de todos los niños',
  percentile: percentile =>
    percentile < 1
      ? 'por debajo del percentil 1'
      : percentile > 99
        ? 'por encima del percentil 99'
        : `percentil ${Math.round(percentile)}`,
};
