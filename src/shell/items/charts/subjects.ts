// What a chart can be of: the kinds of item that have numbers.
import type { Charted } from '../../../core/things/series.ts';
import type { Language } from '../../../locales/language.ts';
import { nameType } from '../../../locales/type-names.ts';
import type { ThingType } from '../../../things/index.ts';
import { findTypeNamed, getSlug } from '../links.ts';

export interface Subject extends Charted {
  readonly slug: string;
  /** Whose items have the numbers. */
  readonly type: ThingType;
}

export function findSubject(slug: string | undefined): Subject | undefined {
  const type = slug === undefined ? undefined : findTypeNamed(slug);
  return type && makeSubject(type);
}

function makeSubject(type: ThingType): Subject | undefined {
  const { name, versions, chart } = type;
  return chart.length === 0 ? undefined : { slug: getSlug(type), type, name, versions, chart };
}

/** Of what there are items, by name. */
export function listSubjects(present: readonly ThingType[], language: Language): Subject[] {
  return present
    .flatMap(type => makeSubject(type) ?? [])
    .sort((a, b) => nameSubject(a, language).localeCompare(nameSubject(b, language), language));
}

export function nameSubject({ name }: Pick<Subject, 'name'>, language: Language): string {
  return nameType({ name }, language);
}
