// Codes as resources name their systems, and as items do. A list that has no address of its own is named by a URN of ours, which
// says family and list, so that nothing is lost either way.
import type { CodableValue, CodedValue } from '../../things/common/codable.ts';
import { type CodeSystem, findCodeSystem, findOid } from '../clinical/codes.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf } from './json.ts';
import type { Converter, Settings } from './mapping.ts';

/** Addresses of systems by their identifiers, where they are not the identifier itself. */
const addresses: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.113883.6.96', 'http://snomed.info/sct'],
  ['2.16.840.1.113883.6.1', 'http://loinc.org'],
  ['2.16.840.1.113883.6.88', 'http://www.nlm.nih.gov/research/umls/rxnorm'],
  ['2.16.840.1.113883.6.69', 'http://hl7.org/fhir/sid/ndc'],
  ['2.16.840.1.113883.6.103', 'http://hl7.org/fhir/sid/icd-9-cm'],
  ['2.16.840.1.113883.6.90', 'http://hl7.org/fhir/sid/icd-10-cm'],
  ['2.16.840.1.113883.6.4', 'http://www.cms.gov/Medicare/Coding/ICD10'],
  ['2.16.840.1.113883.12.292', 'http://hl7.org/fhir/sid/cvx'],
  ['2.16.840.1.113883.12.227', 'http://hl7.org/fhir/sid/mvx'],
  ['2.16.840.1.113883.6.12', 'http://www.ama-assn.org/go/cpt'],
  ['2.16.840.1.113883.6.285', 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets'],
  ['2.16.840.1.113883.4.9', 'http://fdasis.nlm.nih.gov'],
  ['2.16.840.1.113883.3.26.1.1', 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl'],
  ['2.16.840.1.113883.3.26.1.5', 'http://hl7.org/fhir/ndfrt'],
  ['2.16.840.1.113883.6.101', 'http://nucc.org/provider-taxonomy'],
  ['2.16.840.1.113883.3.221.5', 'https://nahdo.org/sopt'],
  ['2.16.840.1.113883.6.8', 'http://unitsofmeasure.org'],
  ['1.0.3166.1.2.2', 'urn:iso:std:iso:3166'],
]);
const identifiers = new Map([...addresses].map(([oid, address]) => [address, oid]));

const own = 'urn:keepwell:vocabulary:';

/** The address of the system that a code of an item is of. */
function findSystem({ family, type }: CodeSystem): string {
  const oid = findOid({ ...(family !== undefined && { family }), type });
  if (oid !== undefined) return addresses.get(oid) ?? `urn:oid:${oid}`;
  if (family === undefined && /^[a-z][a-z0-9+.-]*:\S+$/i.test(type) && !type.startsWith(own)) return type;
  const name = encodeURIComponent(type);
  return family === undefined ? `${own}${name}` : `${own}${encodeURIComponent(family)}:${name}`;
}

/** How items name a system that a resource has by its address. */
function readSystem(address: string | undefined): CodeSystem {
  if (address === undefined) return { type: 'local' };
  const oid = identifiers.get(address) ?? /^urn:oid:([0-2](?:\.(?:0|[1-9]\d*))+)$/.exec(address)?.[1];
  if (oid !== undefined) return findCodeSystem(oid);
  if (!address.startsWith(own)) return { type: address };
  const [first = '', second] = address.slice(own.length).split(':');
  const [family, type] = second === undefined ? [undefined, decode(first)] : [decode(first), decode(second)];
  return family === undefined ? { type } : { family, type };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function writeCoding({ value, version, family, type }: CodedValue): JsonObject | undefined {
  // A code has no blanks but single ones inside.
  if (!/^\S+( \S+)*$/.test(value)) return undefined;
  const system = findSystem({ ...(family !== undefined && { family }), type });
  return { system, ...(isWritable(version) && { version }), code: value };
}

function readCoding(coding: Json): JsonObject | undefined {
  const { system, version, code } = isObject(coding) ? coding : ({} as JsonObject);
  if (typeof code !== 'string') return undefined;
  return {
    value: code,
    ...readSystem(typeof system === 'string' ? system : undefined),
    ...(typeof version === 'string' && { version }),
  };
}

/** FHIR has no text of nothing but blanks. */
export function isWritable(text: Json | undefined): text is string {
  return typeof text === 'string' && /\S/.test(text);
}

/** A text with codes, as a CodeableConcept. A code that cannot be written keeps its place by what is kept beside. */
export const codeable: Converter<CodableValue> = {
  write(value) {
    const { text, code = [] } = value as unknown as CodableValue;
    const coding = code.map(writeCoding).filter(one => one !== undefined);
    if (coding.length === 0 && !isWritable(text)) return undefined;
    return { ...(coding.length > 0 && { coding }), ...(isWritable(text) && { text }) };
  },
  read(json) {
    const coding = listOf(getOwn(json, 'coding'));
    const code = coding.map(readCoding).filter(one => one !== undefined);
    const text = [
      getOwn(json, 'text'),
      ...coding.flatMap(one => [getOwn(one, 'display'), getOwn(one, 'code')]),
    ];
    const words = text.find(isWritable);
    if (words === undefined) return undefined;
    return { text: words, ...(code.length > 0 && { code }) };
  },
};

/** The same of a value that may not be there. */
export function writeConcept(value: Json | undefined, settings: Settings): JsonObject | undefined {
  const written = isObject(value) ? codeable.write(value, settings) : undefined;
  return isObject(written) ? written : undefined;
}

/** The same of a concept that may not be there. */
export function readConcept(concept: Json | undefined, settings: Settings): JsonObject | undefined {
  const read = concept === undefined ? undefined : codeable.read(concept, settings);
  return isObject(read) ? read : undefined;
}

/** The codes of a concept, of one system where that is told. */
export function codesOf(concept: Json | undefined, system?: string): string[] {
  return listOf(getOwn(concept, 'coding')).flatMap(coding => {
    const code = getOwn(coding, 'code');
    const isOf = system === undefined || getOwn(coding, 'system') === system;
    return isOf && typeof code === 'string' ? [code] : [];
  });
}

export const loinc = 'http://loinc.org';
export const snomed = 'http://snomed.info/sct';
export const ucum = 'http://unitsofmeasure.org';

/** A concept of one code: `makeConcept(loinc, '29463-7', 'Body weight')`. */
export function makeConcept(system: string, code: string, display: string): JsonObject {
  return { coding: [{ system, code, display }], text: display };
}

/** A word of FHIR's own list, by the code of one of HealthVault's and its English words. */
type Translations = Readonly<Record<string, readonly [code: string, text: string]>>;

/**
 * A word of one of HealthVault's lists as one of FHIR's, the codes of the item beside it. What came with FHIR's code alone
 * becomes HealthVault's.
 * @param otherwise FHIR's code for words that have none; without it they are written by themselves
 */
export function translated(
  system: string,
  list: string,
  table: Translations,
  otherwise?: string,
): Converter<CodableValue> {
  const find = ({ text, code = [] }: CodableValue) =>
    Object.keys(table).find(key => {
      const [value, words] = table[key] ?? [];
      return code.some(one => one.type === list && one.value === value) || text === words;
    }) ?? otherwise;
  return {
    write(value, settings) {
      const written = codeable.write(value, settings);
      const code = find(value as unknown as CodableValue);
      if (code === undefined) return written;
      const coding = [{ system, code }, ...listOf(getOwn(written, 'coding'))];
      return { ...(isObject(written) && written), coding };
    },
    read(json, settings) {
      const [code] = codesOf(json, system);
      const theirs = listOf(getOwn(json, 'coding')).filter(one => getOwn(one, 'system') !== system);
      const text = getOwn(json, 'text');
      const [value, words] = (code !== undefined && Object.hasOwn(table, code) && table[code]) || [];
      if (theirs.length === 0 && value !== undefined && words !== undefined)
        return {
          text: isWritable(text) ? text : words,
          code: [{ value, family: 'wc', type: list, version: '1' }],
        };
      if (theirs.length === 0 && !isWritable(text)) return code === undefined ? undefined : { text: code };
      return codeable.read({ coding: theirs, ...(isWritable(text) && { text }) }, settings);
    },
  };
}
