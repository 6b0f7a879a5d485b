// The ethnic group of a person as US Core says it: race and ethnicity, each by codes of the CDC and in words.
import { makeTable } from '../../schema/table.ts';
import { isWritable } from './codes.ts';
import { type Draft, getOwn, type Json, type JsonObject, listOf } from './json.ts';

const base = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-';
const system = 'urn:oid:2.16.840.1.113883.6.238';

const groups: Readonly<Record<string, readonly [kind: 'race' | 'ethnicity', display: string]>> = makeTable({
  '1002-5': ['race', 'American Indian or Alaska Native'],
  '2028-9': ['race', 'Asian'],
  '2054-5': ['race', 'Black or African American'],
  '2076-8': ['race', 'Native Hawaiian or Other Pacific Islander'],
  '2106-3': ['race', 'White'],
  '2131-1': ['race', 'Other Race'],
  '2135-2': ['ethnicity', 'Hispanic or Latino'],
  '2186-5': ['ethnicity', 'Not Hispanic or Latino'],
});

/** HealthVault's own list, as the CDC has it. */
const ofHealthVault: Readonly<Record<string, string>> = makeTable({
  '1': '1002-5',
  '2': '2028-9',
  '3': '2054-5',
  '4': '2135-2',
  '5': '2076-8',
  '6': '2106-3',
  '8': '2131-1',
});

function listCodes(ethnicity: Json | undefined): string[] {
  const all = listOf(getOwn(ethnicity, 'code')).flatMap(one => {
    const [value, type] = [getOwn(one, 'value'), getOwn(one, 'type')];
    if (typeof value !== 'string') return [];
    if (type === 'RaceEthnicity') return groups[value] ? [value] : [];
    return type === 'ethnicity-types' ? (ofHealthVault[value] ?? []) : [];
  });
  return [...new Set(all)];
}

export function writeRace(item: JsonObject, resource: Draft): void {
  const words = getOwn(item.ethnicity, 'text');
  const codes = listCodes(item.ethnicity);
  const kinds = (['race', 'ethnicity'] as const).filter(kind =>
    codes.some(code => groups[code]?.[0] === kind),
  );
  // What no code tells is a race in words.
  const told = kinds.length > 0 ? kinds : (['race'] as const);
  const extensions = told.flatMap(kind => {
    const coded = codes.filter(code => groups[code]?.[0] === kind);
    const displays = coded.map(code => groups[code]?.[1] ?? code);
    const text = told.length === 1 && isWritable(words) ? words : displays.join(', ');
    if (!isWritable(text)) return [];
    const categories = coded.map((code, at) => ({
      url: 'ombCategory',
      valueCoding: { system, code, display: displays[at] ?? code },
    }));
    // Of ethnicities one can be said, of races five.
    const most = categories.slice(0, kind === 'race' ? 5 : 1);
    return [{ url: `${base}${kind}`, extension: [...most, { url: 'text', valueString: text }] }];
  });
  if (extensions.length > 0) resource.extension = [...listOf(resource.extension), ...extensions];
}

export function readRace(resource: JsonObject, item: Draft): void {
  const found = ['race', 'ethnicity'].flatMap(kind => {
    const one = listOf(resource.extension).find(each => getOwn(each, 'url') === `${base}${kind}`);
    return one === undefined ? [] : [listOf(getOwn(one, 'extension'))];
  });
  const codings = found
    .flat()
    .filter(one => /^(ombCategory|detailed)$/.test(String(getOwn(one, 'url'))))
    .map(one => getOwn(one, 'valueCoding'));
  const texts = found.flatMap(parts => {
    const said = getOwn(
      parts.find(one => getOwn(one, 'url') === 'text'),
      'valueString',
    );
    return isWritable(said) ? [said] : [];
  });
  const code = codings.flatMap(one => {
    const value = getOwn(one, 'code');
    return getOwn(one, 'system') === system && typeof value === 'string'
      ? [{ value, family: 'CDC', type: 'RaceEthnicity' }]
      : [];
  });
  const text = texts.join(', ') || code.map(({ value }) => groups[value]?.[1] ?? value).join(', ');
  if (isWritable(text)) item.ethnicity = { text, ...(code.length > 0 && { code }) };
}
