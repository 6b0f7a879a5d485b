// Rules and records in words for people.
import type { Permission, Rule, RuleTarget } from '../../core/authorization/rules.ts';
import type { AccessLevel, RecordAccess } from '../../core/records/record.ts';
import { type Language, makeOnceEach } from '../../locales/language.ts';
import { nameTypeId } from '../../locales/type-names.ts';
import { relationshipWords, ruleWords } from '../../locales/words.ts';

/** `See, add and change`. */
export function sayRights(permissions: readonly Permission[], language: Language): string {
  const order: readonly Permission[] = ['Read', 'Create', 'Update', 'Delete'];
  const { verbs } = ruleWords(language);
  const text = list(
    order.filter(permission => permissions.includes(permission)).map(permission => verbs[permission]),
    language,
  );
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export interface TargetInWords {
  /** Names of types, each once; empty for all there are and will be. */
  readonly types: readonly string[];
  readonly dates: string;
}

export function sayTarget({ typeIds, from, to }: RuleTarget, language: Language): TargetInWords {
  return {
    types: typeIds === 'all' ? [] : typeNames(typeIds, language),
    dates: datesInWords(from, to, language),
  };
}

function typeNames(ids: readonly string[], language: Language): string[] {
  return [...new Set(ids.map(id => nameTypeId(id, language)))];
}

function datesInWords(from: string | undefined, to: string | undefined, language: Language): string {
  const w = ruleWords(language);
  if (from === undefined) return to === undefined ? '' : w.toDay(sayLocalDay(to, language));
  if (to === undefined) return w.fromDay(sayLocalDay(from, language));
  return w.between(sayLocalDay(from, language), sayLocalDay(to, language));
}

const dayFormat = makeOnceEach(
  locale =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
);

/** The day of a local date-time, as it stands. */
export function sayLocalDay(dateTime: string, language: Language): string {
  const date = new Date(`${dateTime.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? dateTime : dayFormat(language).format(date);
}

export function sayDay(milliseconds: number, language: Language): string {
  return dayFormat(language).format(milliseconds);
}

/** What a rule leaves out, a sentence each. */
export function sayExceptions({ exceptions }: Rule, language: Language): string[] {
  const w = ruleWords(language);
  return exceptions.map(exception => {
    const { types, dates } = sayTarget(exception, language);
    const what = types.length === 0 ? w.everyKind : list(types, language);
    return w.not(dates === '' ? what : `${what} ${dates}`);
  });
}

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[], language: Language): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${ruleWords(language).and} ${items.at(-1)}`;
}

/** HealthVault's relationships that people are asked for, in this order. */
const relationshipOrder = [1, 14, 15, 5, 3, 11, 8, 10, 7, 13, 2] as const;

export function listRelationships(language: Language): { readonly number: number; readonly name: string }[] {
  return relationshipOrder.map(number => ({ number, name: relationshipWords(language)[number] }));
}

export function sayRelationship(
  { relationship }: Pick<RecordAccess, 'relationship'>,
  language: Language,
): string {
  const names: Readonly<Record<number, string>> = relationshipWords(language);
  return names[relationship] ?? relationshipWords(language)[2];
}

export function sayLevel(level: AccessLevel, language: Language): string {
  return ruleWords(language).levels[level];
}

/** What a person lacks on a record that others share with them; undefined for all there is. */
export function sayLimits(
  { level, typeIds, expiresAt }: RecordAccess,
  language: Language,
): string | undefined {
  const w = ruleWords(language);
  const limits = [
    ...(level === 'view' ? [w.onlyLook] : []),
    ...(typeIds === undefined ? [] : [w.sharedFor(list(typeNames(typeIds, language), language))]),
    ...(expiresAt === undefined ? [] : [w.ends(sayDay(expiresAt, language))]),
  ];
  return limits.length === 0 ? undefined : limits.join(' ');
}
