// Where a child stands among others with one item, beside what the item says.
import { type About, isYoungerThan } from '../../../core/growth/about.ts';
import { assess } from '../../../core/growth/percentiles.ts';
import { grownAt } from '../../../core/growth/references.ts';
import type { Language } from '../../../locales/language.ts';
import { chartWords } from '../../../locales/words.ts';
import { type KeptItem, readItem } from '../../../things/data.ts';
import type { ThingType } from '../../../things/index.ts';
import { growthSubjects } from './subjects.ts';

export function hasGrowth(type: ThingType): boolean {
  return growthSubjects.some(subject => subject.own !== 'bmi' && subject.type === type);
}

export function isGrowing(about: About, now: number): boolean {
  return isYoungerThan(grownAt, about, new Date(now).toISOString().slice(0, 10));
}

/** `60th percentile`. @param value of the first line of the kind, in its base unit @param at a local date-time */
export function sayGrowth(
  type: ThingType,
  value: number | undefined,
  at: string,
  about: About,
  language: Language,
): string | undefined {
  const growth = growthSubjects.find(subject => subject.own !== 'bmi' && subject.type === type)?.growth;
  if (!growth || value === undefined) return undefined;
  const found = assess(about, growth.measure, growth.inTables(value), at);
  return found && chartWords(language).percentile(found.percentile);
}

export function sayGrowthOf(
  thing: KeptItem & { readonly effectiveDate: string },
  about: About,
  language: Language,
): string | undefined {
  const { type, value } = readItem(thing);
  const subject = growthSubjects.find(one => one.own !== 'bmi' && one.type === type);
  const number = subject?.chart[0]?.value(value as never);
  return sayGrowth(type, number, thing.effectiveDate, about, language);
}
