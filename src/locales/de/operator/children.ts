// The words of the operator's pages about the children of masters.
import type { childrenWords as english } from '../../en/operator/children.ts';
import { pickPlural } from '../../plural.ts';

export const childrenWords: typeof english = {
  masters: 'Master und ihre Kinder',
  mastersText:
    'Ein Master meldet Kinder selbst an, mit Namen und Logos seiner Wahl, und sie laufen sofort. Sehen Sie an, was Menschen davon sehen.',
  count: count => pickPlural('de', count, { one: '1 Kind', other: `${count} Kinder` }),
  look: 'Ansehen',
  of: name => `Kinder von ${name}`,
  itsMaster: 'Ihr Master',
  none: 'Es gibt keine Kinder',
  noneText: 'Wenn der Master eines anmeldet, steht es hier.',
  registered: day => `angemeldet am ${day}`,
  smallLogo: 'Kleines Logo',
  largeLogo: 'Großes Logo',
  noLogo: 'keines',
  names: 'In anderen Sprachen',
  actionUrl: 'Menschen kommen zurück zu',
  earlier: 'Frühere',
  more: 'Mehr',
};
