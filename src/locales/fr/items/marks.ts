// The words of marks.
import type { Begun } from '../../areas.ts';
import type { marksWords as english } from '../../en/items/marks.ts';

export const marksWords: Begun<typeof english> = {
  degrees: {
    'far-below': 'très en dessous',
    below: 'en dessous',
    'little-below': 'un peu en dessous',
    'little-above': 'un peu au-dessus',
    above: 'au-dessus',
    'far-above': 'très au-dessus',
    abnormal: 'en dehors',
    critical: 'très en dehors',
  },
  by: {
    range: how => `${how} de sa propre plage`,
    target: how => `${how} de l’objectif`,
    usual: how => `${how} de la plage habituelle`,
  },
  flagged: {
    'far-below': 'signalé comme très bas',
    below: 'signalé comme bas',
    'little-below': 'signalé comme bas',
    'little-above': 'signalé comme haut',
    above: 'signalé comme haut',
    'far-above': 'signalé comme très haut',
    abnormal: 'signalé comme anormal',
    critical: 'signalé comme critique',
  },
  marked: (what, how) => `${what} : ${how}`,
  setTarget: 'Fixer un objectif',
  setTargetFor: kind => `Fixer un objectif : ${kind}`,
  lines: 'À quoi cette valeur est comparée',
  lineOf: {
    range: bounds => `La plage fournie avec le résultat : ${bounds}.`,
    target: bounds => `L’objectif de ce dossier : ${bounds}.`,
    usual: (bounds, source) => `La plage habituelle : ${bounds}. Source : ${source}.`,
    usualOfAdults: (bounds, source) => `La plage habituelle chez l’adulte : ${bounds}. Source : ${source}.`,
    flag: 'C’est ainsi que la mesure a été signalée.',
  },
  atLeast: value => `au moins ${value}`,
  moreThan: value => `plus de ${value}`,
  atMost: value => `au plus ${value}`,
  lessThan: value => `moins de ${value}`,
  both: (from, to) => `${from} et ${to}`,
  seeChart: 'Voir le graphique',
  ageUnknown:
    'La plage habituelle dépend de l’âge, et la date de naissance n’est pas connue ici. Rien n’y est donc comparé.',
};
