// Searches: parameters that there are and others, with values that mean something and others.
import { parametersOf } from '../../../core/fhir/parameters.ts';
import type { Random } from '../random.ts';
import { makeText } from './texts.ts';

export const kinds: readonly string[] = [...parametersOf.keys(), 'Nothing'];

const common = [
  ...['_id', '_lastUpdated', '_count', '_sort', '_include', '_revinclude', '_elements', '_summary', '_total'],
  ...[
    '_cursor',
    '_has:x:y:z',
    '_has:Observation:patient:code',
    '_since',
    '_type',
    '_format',
    '_pretty',
    '_page',
  ],
];

const modifiers = ['', '', '', '', ':not', ':missing', ':exact', ':contains', ':Patient.name', '.name', ':x'];

const values = [
  ...['a|b', '|', 'true', 'ge2026', 'lt2026-01-01T00:00', 'ap0001', '5.4||mg', '1e400', 'Patient/x', '-date'],
  ...['Provenance:target', '*', 'Observation:subject', '20', '0', '-1', '1e9', 'count', 'accurate', 'data'],
  ...['http://loinc.org|29463-7', '29463-7', 'vital-signs', 'final', 'active', 'Observation,Condition'],
];

/** Below `?`; mostly of parameters that the kind has. */
export function makeQuery(random: Random, kind = random.pick(kinds)): string {
  return Array.from({ length: random.below(6) }, () => {
    const own = parametersOf.get(random.chance(0.8) ? kind : random.pick(kinds)) ?? [];
    const name = random.pick([...own.map(({ name }) => name), ...common, makeText(random)]);
    const value = random.chance(0.8) ? random.pick(values) : makeList(random);
    const [left, right] = [name + random.pick(modifiers), value];
    return random.chance(0.1)
      ? `${left}=${right}`
      : `${encodeURIComponent(left)}=${encodeURIComponent(right)}`;
  })
    .join('&')
    .replace(/[^\x21-\x7e]/g, '');
}

function makeList(random: Random): string {
  return Array.from({ length: random.below(60) }, () => makeText(random)).join(',');
}
