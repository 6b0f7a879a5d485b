// The words of the operator's pages about the children of masters.
import { pickPlural } from '../../plural.ts';

export const childrenWords = {
  masters: 'Masters and their children',
  mastersText:
    'A master registers children by itself, with names and logos of its choice, and they work at once. Look at what people get to see.',
  count: (count: number) => pickPlural('en', count, { one: '1 child', other: `${count} children` }),
  look: 'Look at them',
  of: (name: string) => `Children of ${name}`,
  itsMaster: 'Its master',
  none: 'There are no children',
  noneText: 'When the master registers one, it is listed here.',
  registered: (day: string) => `registered on ${day}`,
  smallLogo: 'Small logo',
  largeLogo: 'Large logo',
  noLogo: 'none',
  names: 'In other languages',
  actionUrl: 'People come back to',
  earlier: 'Earlier ones',
  more: 'More',
};
