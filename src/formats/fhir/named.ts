// Observations of which the item says what was measured, by a list of HealthVault's: the code of LOINC stands in front of it.
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import { codeable, codesOf, loinc, writeConcept } from './codes.ts';
import { getOwn, type Json, type JsonObject, listOf } from './json.ts';
import type { Row, Settings } from './mapping.ts';

/** By the code of LOINC: HealthVault's, its words, and those of LOINC. */
export type Names = Readonly<Record<string, readonly [code: string, text: string, display: string]>>;

interface Named {
  /** The row of the field that says what was measured. */
  of(field: string): Pick<Row, 'write' | 'read'>;
  isOne(concept: Json | undefined): boolean;
}

export function named(list: string, table: Names): Named {
  const isOwn = (coding: Json) => String(getOwn(coding, 'system') ?? '').endsWith(`:${list}`);
  return {
    of: field => ({
      write(item, resource, settings) {
        resource.code = writeName(item[field], list, table, settings);
      },
      read(resource, item, settings) {
        const value =
          resource.code === undefined ? undefined : readName(resource.code, list, table, settings);
        if (value !== undefined) item[field] = value;
      },
    }),
    isOne: concept =>
      codesOf(concept, loinc).some(code => Object.hasOwn(table, code)) ||
      listOf(getOwn(concept, 'coding')).some(isOwn),
  };
}

function writeName(value: Json | undefined, list: string, table: Names, settings: Settings): JsonObject {
  const concept = writeConcept(value, settings) ?? { text: 'Measurement' };
  const { text, code = [] } = (value ?? {}) as unknown as CodableValue;
  const found = Object.entries(table).find(
    ([, [own, words]]) => code.some(one => one.type === list && one.value === own) || text === words,
  );
  if (!found || codesOf(concept, loinc).length > 0) return concept;
  const [known, [, , display]] = found;
  return { ...concept, coding: [{ system: loinc, code: known, display }, ...listOf(concept.coding)] };
}

/** The code of LOINC in front is ours where HealthVault's comes behind it, or nothing does. */
function readName(concept: Json, list: string, table: Names, settings: Settings): Json | undefined {
  const [first, ...others] = listOf(getOwn(concept, 'coding'));
  const code = getOwn(first, 'code');
  const isKnown = getOwn(first, 'system') === loinc && typeof code === 'string' && Object.hasOwn(table, code);
  const [own, words] = (isKnown && table[code]) || [];
  if (own === undefined || words === undefined) return codeable.read(concept, settings);
  const text = getOwn(concept, 'text');
  if (others.length === 0) {
    const isTheirs = typeof text === 'string' && /\S/.test(text);
    return makeWcCoded(list, own, isTheirs ? text : words) as unknown as Json;
  }
  return codeable.read({ coding: others, ...(text !== undefined && { text }) }, settings);
}
