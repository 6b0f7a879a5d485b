// The words of charts.
import { pickPlural } from '../../plural.ts';

export const chartWords = {
  title: (kind: string) => `${kind} over time`,
  ranges: { month: '1 month', quarter: '3 months', year: '1 year', all: 'All' },
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
  charts: 'Charts',
  chartsLead: 'What can be drawn of this record.',
};
