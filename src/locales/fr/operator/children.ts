// The words of the operator's pages about the children of masters.
import type { Begun } from '../../areas.ts';
import type { childrenWords as english } from '../../en/operator/children.ts';
import { pickPlural } from '../../plural.ts';

export const childrenWords: Begun<typeof english> = {
  masters: 'Applications maîtres et leurs filles',
  mastersText:
    'Une application maître déclare elle-même des filles, avec des noms et des logos de son choix, et elles fonctionnent immédiatement. Regardez ce que les personnes en voient.',
  count: count => pickPlural('fr', count, { one: `${count} fille`, other: `${count} filles` }),
  look: 'Les regarder',
  of: name => `Filles de ${name}`,
  itsMaster: 'Son application maître',
  none: 'Il n’y a pas de filles',
  noneText: 'Quand l’application maître en déclare une, elle figure ici.',
  registered: day => `déclarée le ${day}`,
  smallLogo: 'Petit logo',
  largeLogo: 'Grand logo',
  noLogo: 'aucun',
  names: 'Dans d’autres langues',
  actionUrl: 'Les personnes reviennent à',
  earlier: 'Précédentes',
  more: 'Plus',
};
