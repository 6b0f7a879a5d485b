// Code systems by the identifiers and names that documents have for them, and as items hold them.
import { makeTable } from '../../schema/table.ts';
import type { CodableValue, CodedValue } from '../../things/common/codable.ts';
import { clinicalLimits } from './limits.ts';

/** How items name a code system. */
export interface CodeSystem {
  readonly family?: string;
  readonly type: string;
}

interface KnownSystem extends CodeSystem {
  readonly oid: string;
  /** As documents call it, in lower case and without blanks and dashes. */
  readonly names: readonly string[];
}

const systems: readonly KnownSystem[] = [
  { oid: '2.16.840.1.113883.6.96', family: 'Snomed', type: 'SnomedCT', names: ['snomedct', 'snomed'] },
  { oid: '2.16.840.1.113883.6.1', family: 'regenstrief', type: 'LOINC', names: ['loinc'] },
  { oid: '2.16.840.1.113883.6.88', family: 'RxNorm', type: 'RxNorm', names: ['rxnorm'] },
  { oid: '2.16.840.1.113883.6.69', family: 'FDA', type: 'NDC', names: ['ndc'] },
  {
    oid: '2.16.840.1.113883.6.103',
    family: 'icd',
    type: 'icd9cm',
    names: ['icd9cm', 'icd9', 'icd9cmdiagnosis'],
  },
  { oid: '2.16.840.1.113883.6.104', family: 'icd', type: 'icd9cm-procedures', names: ['icd9cmprocedures'] },
  { oid: '2.16.840.1.113883.6.90', family: 'icd', type: 'icd10cm', names: ['icd10cm', 'icd10'] },
  { oid: '2.16.840.1.113883.6.4', family: 'icd', type: 'icd10pcs', names: ['icd10pcs'] },
  { oid: '2.16.840.1.113883.12.292', family: 'HL7', type: 'vaccines-cvx', names: ['cvx'] },
  { oid: '2.16.840.1.113883.12.227', family: 'HL7', type: 'vaccine-manufacturers-mvx', names: ['mvx'] },
  { oid: '2.16.840.1.113883.6.12', family: 'AMA', type: 'CPT', names: ['cpt', 'cpt4'] },
  { oid: '2.16.840.1.113883.6.285', family: 'CMS', type: 'HCPCS', names: ['hcpcs'] },
  { oid: '2.16.840.1.113883.4.9', family: 'FDA', type: 'UNII', names: ['unii'] },
  { oid: '2.16.840.1.113883.3.26.1.1', family: 'NCI', type: 'NCIThesaurus', names: ['ncithesaurus', 'ncit'] },
  { oid: '2.16.840.1.113883.3.26.1.5', family: 'VA', type: 'NDF-RT', names: ['ndfrt'] },
  {
    oid: '2.16.840.1.113883.6.238',
    family: 'CDC',
    type: 'RaceEthnicity',
    names: ['cdc', 'raceandethnicitycdc'],
  },
  { oid: '2.16.840.1.113883.6.101', family: 'NUCC', type: 'ProviderTaxonomy', names: ['nucc'] },
  { oid: '2.16.840.1.113883.6.255.1336', family: 'X12', type: 'InsuranceTypeCode', names: ['x12n1336'] },
  {
    oid: '2.16.840.1.113883.3.221.5',
    family: 'NAHDO',
    type: 'SourceOfPaymentTypology',
    names: ['sourceofpaymenttypology'],
  },
  { oid: '2.16.840.1.113883.6.8', type: 'UCUM', names: ['ucum'] },
  { oid: '1.0.3166.1.2.2', family: 'iso', type: 'iso3166', names: ['iso3166', 'iso31661'] },
];

const byOid = new Map(systems.map(one => [one.oid, one]));
const byName = new Map(systems.flatMap(one => one.names.map(name => [name, one] as const)));
const byType = new Map(systems.map(one => [`${one.family ?? ''}/${one.type}`.toLowerCase(), one]));

/**
 * What our own documents name as the code system of a list that has no identifier: `codeSystemName` says which it is.
 */
export const ownCodeSystem = '6a2f9c1e-0b0d-4a54-9a36-3f0a7e6d9c41';

/** As an identifier, or else a name, says. */
export function findCodeSystem(oid: string | undefined, name?: string): CodeSystem {
  if (oid?.toLowerCase() === ownCodeSystem) return readOwnSystem(name);
  const known = (oid === undefined ? undefined : byOid.get(oid)) ?? findNamed(name);
  if (known)
    return known.family === undefined ? { type: known.type } : { family: known.family, type: known.type };
  return { type: oid ?? name ?? 'local' };
}

function findNamed(name: string | undefined): KnownSystem | undefined {
  return name === undefined ? undefined : byName.get(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
}

function readOwnSystem(name = ''): CodeSystem {
  const slash = name.indexOf('/');
  return slash < 0 ? { type: name } : { family: name.slice(0, slash), type: name.slice(slash + 1) };
}

/** The identifier of the code system that an item names; undefined where it has none. */
export function findOid({ family, type }: Pick<CodedValue, 'family' | 'type'>): string | undefined {
  const known = byType.get(`${family ?? ''}/${type}`.toLowerCase());
  if (known) return known.oid;
  return /^[0-2](\.(0|[1-9]\d*))+$/.test(type) && family === undefined ? type : undefined;
}

export function makeCoded(value: string, system: CodeSystem, version?: string): CodedValue {
  return { value, ...system, ...(version !== undefined && { version }) };
}

/** Words with their codes, each once; undefined where there are no words. */
export function makeCodable(
  text: string | undefined,
  codes: readonly CodedValue[],
): CodableValue | undefined {
  if (text === undefined) return undefined;
  const different = new Map(codes.map(one => [`${one.family ?? ''}/${one.type}/${one.value}`, one]));
  const kept = [...different.values()].slice(0, clinicalLimits.clinicalCodesMax);
  return kept.length === 0 ? { text } : { text, code: kept };
}

/** The codes of several things said, under the words of them all. */
export function joinCodables(all: readonly CodableValue[]): CodableValue | undefined {
  const texts = [...new Set(all.map(({ text }) => text))];
  if (texts.length === 0) return undefined;
  return makeCodable(
    texts.join(', '),
    all.flatMap(({ code = [] }) => code),
  );
}

/** Does it say nothing but its code? */
export function isBare({ text, code = [] }: CodableValue): boolean {
  return code.some(({ value }) => value === text);
}

/** Codes that are looked up whichever system they are of: none of them is a code of two. */
export function hasCode(value: CodableValue | undefined, codes: ReadonlySet<string>): boolean {
  return (value?.code ?? []).some(one => codes.has(one.value));
}

/** What a code, or the word for it, means among HealthVault's own. */
export function lookUp<Meaning>(
  value: CodableValue | undefined,
  table: Readonly<Record<string, Meaning>>,
): Meaning | undefined {
  for (const { value: code } of value?.code ?? []) {
    const meaning = table[code];
    if (meaning !== undefined) return meaning;
  }
  return value === undefined ? undefined : table[value.text.toLowerCase()];
}

/** A word of one of HealthVault's own lists. */
export type Word = readonly [code: string, text: string];

/** A table for `lookUp`: `{ 'a, b': meaning }` is said by both. */
export function makeLookUp<Meaning>(
  lines: Readonly<Record<string, Meaning>>,
): Readonly<Record<string, Meaning>> {
  return makeTable(
    Object.fromEntries(
      Object.entries(lines).flatMap(([keys, meaning]) => keys.split(', ').map(key => [key, meaning])),
    ),
  );
}
