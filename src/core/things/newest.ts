// The kinds of item that a record has, and the newest of each: what its first page shows.
import type { Language } from '../../locales/language.ts';
import { nameTypeId } from '../../locales/type-names.ts';
import type { KnownTo } from '../../things/common/dates.ts';
import { getVersion, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { getEarliestDay, getLatestDay } from '../days.ts';
import type { Reader } from '../store.ts';
import { type Beside, type JudgedForm, type Mark, makeJudgedForm } from '../targets/judge.ts';
import { buildQuery, getEndOfDay } from './list.ts';
import type { ThingsReader } from './ports.ts';
import type { ShownThing, ThingFilter, ThingKeyRow, ThingQuery } from './query.ts';
import { findFamilies } from './scope.ts';

/** Types of which there is something active that the grant may read, in no order. */
export async function presentKinds(db: Reader, grant: Grant): Promise<ThingType[]> {
  return [...findFamilies(await db.things(grant).kinds())];
}

export interface Newest {
  readonly type: ThingType;
  /** What it is called. */
  readonly kind: string;
  readonly id: string;
  /** A local date-time. */
  readonly effectiveDate: string;
  readonly datedTo: KnownTo | undefined;
  /** Undefined where it is too large to be read among the others. */
  readonly summary: string | undefined;
  readonly marks: readonly Mark[];
}

export interface ShownTo {
  readonly bytesMax: number;
  readonly language: Language;
  readonly now: number;
  /** By what its numbers are judged. */
  readonly beside: Beside;
}

/**
 * The newest of each of these types, by effective date; nothing for those without one that can be seen. What is over stands
 * back for what lasts, and a reading that nobody can have taken yet for one that was taken. Of what lies ahead it is the next.
 */
export async function listNewest(
  db: Reader,
  grant: Grant,
  types: readonly ThingType[],
  { bytesMax, language, now, beside }: ShownTo,
): Promise<Newest[]> {
  const things = db.things(grant);
  const found: Newest[] = [];
  let bytes = 0;
  for (const type of types) {
    const fits = (size: number) => bytes + size <= bytesMax;
    const one = await preferred(things, newestQuery(type), type, now, fits);
    if (!one) continue;
    bytes += 'dataXml' in one ? one.size : 0;
    const { id, effectiveDate } = one;
    const { kind, summary, datedTo, marks } =
      'dataXml' in one ? makeJudgedForm(one, language, beside) : unread(one, language);
    found.push({ type, kind, id, effectiveDate, datedTo, summary, marks });
  }
  return found;
}

/** Told as its type has it. */
function unread(
  { typeId }: ThingKeyRow,
  language: Language,
): { summary: undefined } & Pick<JudgedForm, 'kind' | 'datedTo' | 'marks'> {
  const hasDate = getVersion(typeId).version.effectiveDate !== undefined;
  return {
    kind: nameTypeId(typeId, language),
    summary: undefined,
    datedTo: hasDate ? 'day' : undefined,
    marks: [],
  };
}

/** Only what is known of it where it does not fit. */
type Preferred = ShownThing | ThingKeyRow | undefined;

async function preferred(
  things: ThingsReader,
  any: ThingQuery,
  { chart }: ThingType,
  now: number,
  fits: (size: number) => boolean,
): Promise<Preferred> {
  const asked = async (query: ThingQuery): Promise<Preferred> => {
    const [thing] = await things.queryShown(query, fits);
    return thing ?? (await things.queryKeys(query))[0];
  };
  const last = getEndOfDay(getLatestDay(now));
  const lasting: ThingFilter = {
    endMin: getEarliestDay(now),
    ...(chart.length > 0 && { effectiveMax: last }),
  };
  const newest = await asked(narrowed(any, lasting));
  if (!newest) return asked(any);
  if (newest.effectiveDate <= last) return newest;
  // Today's is not over yet.
  const ahead = { ...lasting, effectiveMin: getEarliestDay(now) };
  return asked({ ...narrowed(any, ahead), order: 'oldest first' });
}

function narrowed(query: ThingQuery, by: ThingFilter): ThingQuery {
  return { ...query, filters: query.filters.map(filter => ({ ...filter, ...by })) };
}

function newestQuery({ versions }: ThingType): ThingQuery {
  return { ...buildQuery({ typeIds: versions.map(({ id }) => id) }), limit: 1 };
}
