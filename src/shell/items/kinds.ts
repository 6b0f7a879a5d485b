// Kinds of item in lists: the groups they belong to, and where their pages are.

import type { Language } from '../../locales/language.ts';
import { nameType } from '../../locales/type-names.ts';
import { currentVersion, type ThingGroup, type ThingType } from '../../things/index.ts';
import { getChartSlug, getSlug } from './links.ts';

/** In the order of pages: what people look for most comes first. */
export const groups: readonly ThingGroup[] = [
  'vitals',
  'medications',
  'conditions',
  'labs',
  'fitness',
  'documents',
  'plans',
  'profile',
  'apps',
];

export function isGroup(text: string): text is ThingGroup {
  return (groups as readonly string[]).includes(text);
}

export function getTypeId(type: ThingType): string {
  return currentVersion(type).id;
}

/** By group, then as the language sorts their names. */
export function sortTypes(types: Iterable<ThingType>, language: Language): ThingType[] {
  return [...types].sort(
    (a, b) =>
      groups.indexOf(a.group) - groups.indexOf(b.group) ||
      nameType(a, language).localeCompare(nameType(b, language), language),
  );
}

export function itemHref(id: string): string {
  return `/items/${id}`;
}

export function kindHref(type: Pick<ThingType, 'name'>): string {
  return `/items?kind=${getSlug(type)}`;
}

export function chartHref(type: ThingType): string {
  return `/charts/${getChartSlug(type)}`;
}
