// The words of marks.
import type { marksWords as english } from '../../en/items/marks.ts';

export const marksWords: typeof english = {
  degrees: {
    'far-below': 'muy por debajo',
    below: 'por debajo',
    'little-below': 'un poco por debajo',
    'little-above': 'un poco por encima',
    above: 'por encima',
    'far-above': 'muy por encima',
    abnormal: 'fuera',
    critical: 'muy fuera',
  },
  by: {
    range: how => `${how} de su propio intervalo`,
    target: how => `${how} del objetivo`,
    usual: how => `${how} del intervalo habitual`,
  },
  flagged: {
    'far-below': 'comunicado como muy bajo',
    below: 'comunicado como bajo',
    'little-below': 'comunicado como bajo',
    'little-above': 'comunicado como alto',
    above: 'comunicado como alto',
    'far-above': 'comunicado como muy alto',
    abnormal: 'comunicado como anormal',
    critical: 'comunicado como crítico',
  },
  marked: (what, how) => `${what}: ${how}`,
  setTarget: 'Fijar un objetivo',
  setTargetFor: kind => `Fijar un objetivo: ${kind}`,
  lines: 'Con qué se compara',
  lineOf: {
    range: bounds => `El intervalo que vino con el resultado: ${bounds}.`,
    target: bounds => `El objetivo de esta historia: ${bounds}.`,
    usual: (bounds, source) => `El intervalo habitual: ${bounds}. Fuente: ${source}.`,
    usualOfAdults: (bounds, source) => `El intervalo habitual en adultos: ${bounds}. Fuente: ${source}.`,
    flag: 'Quien lo midió lo comunicó así.',
  },
  atLeast: value => `al menos ${value}`,
  moreThan: value => `más de ${value}`,
  atMost: value => `como mucho ${value}`,
  lessThan: value => `menos de ${value}`,
  both: (from, to) => `${from} y ${to}`,
  seeChart: 'Ver el gráfico',
  ageUnknown:
    'El intervalo habitual depende de la edad y aquí no se conoce la fecha de nacimiento. Por eso no se compara con él.',
};
