// What of the form of an answer is said beside a read.
import { type Limits, type Pairs, readSearch, type Search } from '../../../core/fhir/query.ts';

const names = ['_elements', '_summary'];

export function readForm(pairs: Pairs, limits: Limits): Pick<Search, 'elements' | 'summary'> {
  const own = pairs.filter(([name]) => names.includes(name));
  return readSearch('', own, limits, () => false);
}
