// The words of the operator's pages about the children of masters.
import type { childrenWords as english } from '../../en/operator/children.ts';
import { pickPlural } from '../../plural.ts';

export const childrenWords: typeof english = {
  masters: 'Maestras y sus hijas',
  mastersText:
    'Una maestra registra hijas por sí misma, con los nombres y logotipos que elige, y funcionan enseguida. Mire lo que ven las personas.',
  count: count => pickPlural('es', count, { one: '1 hija', other: `${count} hijas` }),
  look: 'Mirarlas',
  of: name => `Hijas de ${name}`,
  itsMaster: 'Su maestra',
  none: 'No hay hijas',
  noneText: 'Cuando la maestra registre una, aparecerá aquí.',
  registered: day => `registrada el ${day}`,
  smallLogo: 'Logotipo pequeño',
  largeLogo: 'Logotipo grande',
  noLogo: 'ninguno',
  names: 'En otros idiomas',
  actionUrl: 'Las personas vuelven a',
  earlier: 'Anteriores',
  more: 'Más',
};
