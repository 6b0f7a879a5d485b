// A text with codes that say the same: `{ text: 'By mouth', code: [{ value: 'po', type: 'medication-routes' }] }`.
import { type Infer, named, preferring, type Schema } from '../../schema/schema.ts';
import { many, optional, seq } from '../../schema/sequence.ts';
import { string } from '../../schema/text.ts';
import { base, types } from './namespaces.ts';

const coded = seq({ value: string, family: optional(string), type: string, version: optional(string) });

export const codedValue = named(base, 'coded-value', coded);
export type CodedValue = Infer<typeof codedValue>;

export const codableValue = named(base, 'codable-value', seq({ text: string, code: many(codedValue) }));
export type CodableValue = Infer<typeof codableValue>;

/** A codable value whose codes come, by preference, from these vocabularies: `codable('medication-routes')`. */
export function codable(...vocabularies: string[]): Schema<CodableValue> {
  return preferring(codableValue, ...vocabularies);
}

/** The same two as the platform's own schema names them; dates use these. */
export const platformCodedValue = named(types, 'coded-value', coded);
export const platformCodableValue = named(
  types,
  'codable-value',
  seq({ text: string, code: many(platformCodedValue) }),
);

/** A codable value of words alone. */
export function words(text: string): CodableValue;
export function words(text: string | undefined): CodableValue | undefined;
export function words(text: string | undefined): CodableValue | undefined {
  return text === undefined ? undefined : { text };
}

/** A word of one of HealthVault's own lists. */
export function makeWcCoded(list: string, value: string, text: string): CodableValue {
  return { text, code: [{ value, family: 'wc', type: list, version: '1' }] };
}

/** Does it have that code, or say the text that goes with it? Either as who wrote it spelled it. */
export function isSaid(value: CodableValue | undefined, code: string, name: string): boolean {
  const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  if (!value) return false;
  return (value.code ?? []).some(one => isSame(one.value, code)) || isSame(value.text, name);
}
