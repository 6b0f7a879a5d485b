// The words of charts.
import { pickPlural } from '../../plural.ts';

export const chartWords = {
  title: (kind: string) => `${kind} over time`,
  ranges: { day: 'Day', week: 'Week', month: 'Month', 'half-year': 'Half a year', year: 'Year', all: 'All' },
  rangesLabel: 'How far back',
  none: 'Nothing to draw yet',
  noneText: 'There are no numbers of this kind in this time. Choose a longer time, or add one.',
  add: (kind: string) => `Add: ${kind}`,
  describe: (count: number, from: string, to: string) =>
    pickPlural('en', count, {
      one: `One reading, of ${from}.`,
      other: `${count} readings from ${from} to ${to}.`,
    }),
  describeSeries: (label: string, unit: string, low: string, high: string, last: string) =>
    `${label}: between ${low} and ${high} ${unit}, last ${last} ${unit}.`,
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
    pickPlural('en', count, {
      one: 'One reading has a date in the future and is not drawn.',
      other: `${count} readings have dates in the future and are not drawn.`,
    }),
  drawAll: 'Draw everything',
  undated: (count: number) =>
    pickPlural('en', count, {
      one: 'One reading has no date in numbers and is not drawn. The list has it.',
      other: `${count} readings have no date in numbers and are not drawn. The list has them.`,
    }),
  list: 'As a list',
  usual: 'usual range',
  usualOfAdults: 'usual range for an adult',
  target: 'own target',
  targetTitle: (kind: string) => `Your own target: ${kind}`,
  targetLink: 'Set a target',
  targetLead:
    'Charts show it, and a last value outside of it is marked. Leave both empty where there is none.',
  targetFrom: (line: string) => `${line}: from`,
  targetTo: (line: string) => `${line}: to`,
  targetNumber: (label: string) => `Enter a number for “${label}”, or nothing.`,
  targetOrder: 'The second number must be larger than the first.',
  targetSaved: 'Saved. Goals are also under Data.',
  targetMayNot: 'You may look at goals here, but not set them.',
  events: 'What happened meanwhile',
  happened: {
    started: (name: string) => `Began: ${name}`,
    stopped: (name: string) => `Ended: ${name}`,
    changed: (name: string, from: string, to: string) => `${name}: ${from}, now ${to}`,
    illness: (name: string) => `Fell ill: ${name}`,
    procedure: (name: string) => `Done: ${name}`,
  },
  older: 'Older numbers',
  newer: 'Newer numbers',
  pageOf: (page: number, pages: number) => `${page} of ${pages}`,
  choose: 'Other days, or beside another chart',
  from: 'From',
  to: 'To',
  ifAny: 'if any',
  compare: 'Draw beside it',
  withNothing: 'Nothing else',
  draw: 'Draw',
  noneBeside: (kind: string) => `There are no numbers of ${kind} in this time.`,
  asTable: 'All readings as a table (CSV)',
  asPicture: 'As a picture (SVG)',
  growth: 'Growth',
  subjects: {
    bmi: 'Body mass index (BMI)',
    'head-circumference': 'Head circumference',
    temperature: 'Temperature',
  },
  places: {
    rectum: 'In the rectum',
    ear: 'In the ear',
    forehead: 'At the forehead',
    mouth: 'In the mouth',
    armpit: 'In the armpit',
  },
  percentiles: (low: number, high: number) => `${ordinal(low)} to ${ordinal(high)} percentile`,
  middle: 'middle of all children',
  percentile: (percentile: number) =>
    percentile < 1
      ? 'below the 1st percentile'
      : percentile > 99
        ? 'above the 99th percentile'
        : `${ordinal(Math.round(percentile))} percentile`,
};

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const endings = { one: 'st', two: 'nd', few: 'rd', many: 'th', other: 'th', zero: 'th' };

/** `62nd`. */
function ordinal(number: number): string {
  return `${number}${endings[ordinals.select(number)]}`;
}
