// The words of charts.
import type { Begun } from '../../areas.ts';
import type { chartWords as english } from '../../en/items/chart.ts';
import { pickPlural } from '../../plural.ts';

export const chartWords: Begun<typeof english> = {
  title: kind => `${kind} : évolution`,
  ranges: {
    day: 'Jour',
    week: 'Semaine',
    month: 'Mois',
    'half-year': 'Six mois',
    year: 'Année',
    all: 'Tout',
  },
  rangesLabel: 'Depuis quand',
  none: 'Encore rien à tracer',
  noneText:
    'Il n’y a pas de valeurs de cette sorte dans cette période. Choisissez une période plus longue, ou ajoutez-en une.',
  add: kind => `Ajouter : ${kind}`,
  describe: (count, from, to) =>
    pickPlural('fr', count, {
      one: `${count} mesure, du ${from}.`,
      other: `${count} mesures du ${from} au ${to}.`,
    }),
  describeSeries: (label, unit, low, high, last) =>
    `${label} : entre ${low} et ${high} ${unit}, dernière valeur ${last} ${unit}.`,
  table: 'Les valeurs',
  date: 'Date',
  per: {
    day: 'Moyennes par jour',
    week: 'Moyennes par semaine',
    month: 'Moyennes par mois',
    year: 'Moyennes par année',
  },
  lowHigh: (low, high) => `${low} à ${high}`,
  weekOf: day => `Semaine du ${day}`,
  more: count => `Les ${count} mesures les plus récentes sont tracées. Il y en a de plus anciennes.`,
  ahead: count =>
    pickPlural('fr', count, {
      one: `${count} mesure a une date future et n’est pas tracée.`,
      other: `${count} mesures ont une date future et ne sont pas tracées.`,
    }),
  drawAll: 'Tout tracer',
  undated: count =>
    pickPlural('fr', count, {
      one: `${count} mesure n’a pas de date en chiffres et n’est pas tracée. Elle est dans la liste.`,
      other: `${count} mesures n’ont pas de date en chiffres et ne sont pas tracées. Elles sont dans la liste.`,
    }),
  list: 'En liste',
  usual: 'plage habituelle',
  usualOfAdults: 'plage habituelle chez l’adulte',
  target: 'objectif personnel',
  targetTitle: kind => `Votre objectif personnel : ${kind}`,
  targetLink: 'Fixer un objectif',
  targetLead:
    'Les graphiques le montrent, et une dernière valeur en dehors est signalée. Laissez les deux champs vides s’il n’y en a pas.',
  targetFrom: line => `${line} : de`,
  targetTo: line => `${line} : à`,
  targetNumber: label => `Saisissez un nombre pour « ${label} », ou rien.`,
  targetOrder: 'Le second nombre doit être plus grand que le premier.',
  targetSaved: 'Enregistré. Les objectifs se trouvent aussi sous Données.',
  targetMayNot: 'Vous pouvez consulter les objectifs ici, mais pas les fixer.',
  events: 'Ce qui s’est passé entre-temps',
  happened: {
    started: name => `Début : ${name}`,
    stopped: name => `Fin : ${name}`,
    changed: (name, from, to) => `${name} : ${from}, maintenant ${to}`,
    illness: name => `Maladie : ${name}`,
    procedure: name => `Réalisé : ${name}`,
  },
  older: 'Valeurs plus anciennes',
  newer: 'Valeurs plus récentes',
  pageOf: (page, pages) => `${page} sur ${pages}`,
  choose: 'D’autres jours, ou à côté d’un autre graphique',
  from: 'Du',
  to: 'Au',
  ifAny: 's’il y en a',
  compare: 'Tracer à côté',
  withNothing: 'Rien d’autre',
  draw: 'Tracer',
  noneBeside: kind => `Aucune valeur dans cette période : ${kind}.`,
  asTable: 'Toutes les mesures en tableau (CSV)',
  asPicture: 'En image (SVG)',
  growth: 'Croissance',
  subjects: {
    bmi: 'Indice de masse corporelle (IMC)',
    'head-circumference': 'Périmètre crânien',
    temperature: 'Température',
  },
  places: {
    rectum: 'Dans le rectum',
    ear: 'Dans l’oreille',
    forehead: 'Sur le front',
    mouth: 'Dans la bouche',
    armpit: 'Sous l’aisselle',
  },
  percentiles: (low, high) => `${low}ᵉ au ${high}ᵉ percentile`,
  middle: 'milieu de tous les enfants',
  percentile: percentile =>
    percentile < 1
      ? 'au-dessous du 1ᵉʳ percentile'
      : percentile > 99
        ? 'au-dessus du 99ᵉ percentile'
        : Math.round(percentile) === 1
          ? '1ᵉʳ percentile'
          : `${Math.round(percentile)}ᵉ percentile`,
};
