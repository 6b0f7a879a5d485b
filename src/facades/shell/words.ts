// Rules and records in words for people.
import type { Permission, Rule, RuleTarget } from '../../core/authorization/rules.ts';
import type { RecordAccess } from '../../core/records/record.ts';
import { findVersion } from '../../things/index.ts';

const verbs: Record<Permission, string> = { Read: 'see', Create: 'add', Update: 'change', Delete: 'delete' };

/** `See, add and change`. */
export function rightsInWords(permissions: readonly Permission[]): string {
  const order: readonly Permission[] = ['Read', 'Create', 'Update', 'Delete'];
  const words = list(
    order.filter(permission => permissions.includes(permission)).map(permission => verbs[permission]),
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export interface TargetInWords {
  /** Names of types, each once; empty for all there are and will be. */
  readonly types: readonly string[];
  readonly dates: string;
}

export function targetInWords({ typeIds, from, to }: RuleTarget): TargetInWords {
  return {
    types: typeIds === 'all' ? [] : [...new Set(typeIds.map(typeName))],
    dates: datesInWords(from, to),
  };
}

function typeName(id: string): string {
  return findVersion(id)?.type.name ?? `Items of a kind not known here (${id})`;
}

function datesInWords(from: string | undefined, to: string | undefined): string {
  if (from === undefined && to === undefined) return '';
  if (to === undefined) return `dated ${day(from!)} or later`;
  if (from === undefined) return `dated ${day(to)} or earlier`;
  return `dated from ${day(from)} to ${day(to)}`;
}

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** The day of a local date-time, as it stands. */
function day(dateTime: string): string {
  const date = new Date(`${dateTime.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? dateTime : dayFormat.format(date);
}

export function dayOf(milliseconds: number): string {
  return dayFormat.format(milliseconds);
}

/** What a rule leaves out, a sentence each. */
export function exceptionsInWords({ exceptions }: Rule): string[] {
  return exceptions.map(exception => {
    const { types, dates } = targetInWords(exception);
    const what = types.length === 0 ? 'items of every kind' : list(types);
    return `Not ${what}${dates === '' ? '' : ` ${dates}`}.`;
  });
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** HealthVault's relationships, with words for a person who is asked for one. The numbers are of wc.relationship-types. */
export const relationships: readonly { readonly number: number; readonly name: string }[] = [
  { number: 1, name: 'Myself' },
  { number: 14, name: 'My son' },
  { number: 15, name: 'My daughter' },
  { number: 5, name: 'My child' },
  { number: 3, name: 'My spouse' },
  { number: 11, name: 'My partner' },
  { number: 8, name: 'My parent' },
  { number: 10, name: 'Another relative' },
  { number: 7, name: 'Someone in my care' },
  { number: 13, name: 'My pet' },
  { number: 2, name: 'Someone else' },
];

export function relationshipInWords({ relationship }: RecordAccess): string {
  return relationships.find(({ number }) => number === relationship)?.name ?? 'Someone else';
}

/** What a person lacks on a record that others share with them; undefined for all there is. */
export function limitsInWords({ level, typeIds, expiresAt }: RecordAccess): string | undefined {
  const limits = [
    ...(level === 'view' ? ['You can only look at this record.'] : []),
    ...(typeIds === undefined
      ? []
      : [`It is shared with you for ${list([...new Set(typeIds.map(typeName))])} only.`]),
    ...(expiresAt === undefined ? [] : [`Your access ends on ${dayOf(expiresAt)}.`]),
  ];
  return limits.length === 0 ? undefined : limits.join(' ');
}
