// What a chart can be of: the kinds of item that have numbers, and some of the numbers in items of other kinds.
import type { Grant } from '../../../core/authorization/grant.ts';
import type { About } from '../../../core/growth/about.ts';
import { bodyMassSeries, readBodyMass } from '../../../core/growth/body-mass.ts';
import type { Measure } from '../../../core/growth/references.ts';
import { type Charted, type Days, type Readings, readSeries } from '../../../core/things/series.ts';
import type { Vault } from '../../../core/vault.ts';
import { labelChart } from '../../../locales/labels.ts';
import type { Language } from '../../../locales/language.ts';
import { nameType } from '../../../locales/type-names.ts';
import { chartWords } from '../../../locales/words.ts';
import bodyDimension, { type BodyDimension } from '../../../things/body-dimension.ts';
import { isSaid } from '../../../things/common/codable.ts';
import { measuredSeries } from '../../../things/common/measured-series.ts';
import height from '../../../things/height.ts';
import type { ThingType } from '../../../things/index.ts';
import vitalSigns from '../../../things/vital-signs.ts';
import weight from '../../../things/weight.ts';
import { addHref, findTypeNamed, getSlug } from '../links.ts';

type OwnSlug = 'bmi' | 'head-circumference' | 'temperature';

export interface Subject extends Charted {
  readonly slug: string;
  /** Whose items have the numbers. */
  readonly type: ThingType;
  /** By which children are compared, and what makes its number of one of the first line. */
  readonly growth?: { readonly measure: Measure; readonly inTables: (value: number) => number };
  /** The form that adds one, where it is not that of the type. */
  readonly addHref?: string;
  /** A name of its own, not that of its type. */
  readonly own?: OwnSlug;
}

const toCentimetres = (metres: number) => metres * 100;
const asItIs = (value: number) => value;

const growths: ReadonlyMap<ThingType, NonNullable<Subject['growth']>> = new Map([
  [weight as ThingType, { measure: 'weight', inTables: asItIs }],
  [height as ThingType, { measure: 'height', inTables: toCentimetres }],
]);

const bodyMass: Subject = {
  slug: 'bmi',
  own: 'bmi',
  type: weight,
  name: weight.name,
  versions: weight.versions,
  // Made of two kinds of item; see readSubject.
  chart: [bodyMassSeries],
  growth: { measure: 'bmi', inTables: asItIs },
};

const head: Subject = {
  slug: 'head-circumference',
  own: 'head-circumference',
  type: bodyDimension,
  name: bodyDimension.name,
  versions: bodyDimension.versions,
  chart: [
    measuredSeries('Head circumference', 'm', ({ measurementName, value }: BodyDimension) =>
      isSaid(measurementName, 'HeadCircumference', 'Head circumference') ? value : undefined,
    ),
  ],
  growth: { measure: 'head', inTables: toCentimetres },
};

const temperature: Subject = {
  slug: 'temperature',
  own: 'temperature',
  type: vitalSigns,
  name: vitalSigns.name,
  versions: vitalSigns.versions,
  chart: vitalSigns.chart as ThingType['chart'],
  addHref: `${addHref(vitalSigns)}?as=temperature`,
};

/** How a child grows, in the order of its page. */
export const growthSubjects: readonly Subject[] = [
  makeSubject(weight),
  makeSubject(height),
  bodyMass,
  head,
].flatMap(subject => subject ?? []);

export function findSubject(slug: string | undefined): Subject | undefined {
  const own = [bodyMass, head, temperature].find(subject => subject.slug === slug);
  if (own) return own;
  const type = slug === undefined ? undefined : findTypeNamed(slug);
  return type && makeSubject(type);
}

function makeSubject(type: ThingType): Subject | undefined {
  const { name, versions, chart } = type;
  if (chart.length === 0) return undefined;
  if (type === vitalSigns) return temperature;
  const growth = growths.get(type);
  return { slug: getSlug(type), type, name, versions, chart, ...(growth && { growth }) };
}

/** Of what there are items, by name. */
export function listSubjects(present: readonly ThingType[], language: Language): Subject[] {
  const own = [
    ...(present.includes(weight) && present.includes(height) ? [bodyMass] : []),
    ...(present.includes(bodyDimension) ? [head] : []),
  ];
  return [...present.flatMap(type => makeSubject(type) ?? []), ...own].sort((a, b) =>
    nameSubject(a, language).localeCompare(nameSubject(b, language), language),
  );
}

/** What is counted of several kinds, or is one of many, has no goal. */
export function mayHaveTarget({ own }: Subject): boolean {
  return own === undefined || own === 'temperature';
}

export function nameSubject({ name, own }: Pick<Subject, 'name' | 'own'>, language: Language): string {
  return own === undefined ? nameType({ name }, language) : chartWords(language).subjects[own];
}

/** What its lines are called, in its order. */
export function labelSubject(subject: Subject, language: Language): string[] {
  return subject.own === undefined ? labelChart(subject, language) : [nameSubject(subject, language)];
}

/** @param context of a line, as items have it */
export function nameContext(
  { own }: Subject,
  context: { key: string; text: string },
  language: Language,
): string {
  const { places } = chartWords(language);
  return own === 'temperature' && Object.hasOwn(places, context.key)
    ? places[context.key as keyof typeof places]
    : context.text;
}

export function readSubject(
  vault: Vault,
  grant: Grant,
  subject: Subject,
  about: About,
  days: Days & { readonly limit?: number },
  language: Language,
): Promise<Readings> {
  return subject.own === 'bmi'
    ? readBodyMass(vault, grant, about, days, language)
    : readSeries(vault, grant, subject, days, language);
}
