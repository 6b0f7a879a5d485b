// Lists of codes that FHIR R4 leaves no choice about, as the package `fhir` keeps them. Read once, with the first resource that is
// looked at. Of a list that is not there (types of files, currencies, units) nothing is said.
import { createRequire } from 'node:module';
import { isObject } from './values.ts';

/** Codes by their system. */
type List = ReadonlyMap<string, ReadonlySet<string>>;

interface Published {
  readonly systems: readonly {
    readonly uri: string;
    readonly codes?: readonly { readonly code: string }[];
  }[];
}

let published: ReadonlyMap<string, Published> | undefined;
const known = new Map<string, List | undefined>();

/** @param list its canonical, without a version */
export function isInList(value: unknown, type: string, list: string): boolean {
  const codes = findList(list);
  if (!codes) return true;
  if (type === 'code') return [...codes.values()].some(own => own.has(String(value)));
  if (!isObject(value)) return false;
  const all = type === 'Coding' ? [value] : value.coding;
  return Array.isArray(all) && all.some(one => isOf(one, codes));
}

function isOf(coding: unknown, codes: List): boolean {
  if (!isObject(coding) || typeof coding.system !== 'string' || typeof coding.code !== 'string') return false;
  return codes.get(coding.system)?.has(coding.code) === true;
}

function findList(url: string): List | undefined {
  if (known.has(url)) return known.get(url);
  published ??= new Map(
    Object.entries(
      createRequire(import.meta.url)('fhir/profiles/valuesets.json') as Record<string, Published>,
    ),
  );
  const { systems = [] } = published.get(url) ?? {};
  const isWhole = systems.length > 0 && systems.every(({ codes = [] }) => codes.length > 0);
  const list = isWhole
    ? new Map(systems.map(({ uri, codes = [] }) => [uri, new Set(codes.map(({ code }) => code))]))
    : undefined;
  known.set(url, list);
  return list;
}
