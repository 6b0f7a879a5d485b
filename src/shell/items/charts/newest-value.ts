// The newest value of what charts are of, in the unit it was typed in, with where a child stands among others.
import type { Grant } from '../../../core/authorization/grant.ts';
import { getLatestDay } from '../../../core/days.ts';
import type { Beside } from '../../../core/targets/judge.ts';
import type { Visit } from '../../web/visit.ts';
import { readDrawn } from './drawn.ts';
import type { Subject } from './subjects.ts';
import { sayPoint } from './table.tsx';

export interface NewestValue {
  readonly id: string;
  /** A local date-time. */
  readonly at: string;
  /** `110.5 cm`. */
  readonly text: string;
  /** `60th percentile`. */
  readonly beside: string | undefined;
}

/** How many of the newest items are looked at for one with such a number. */
const lookedAtMax = 50;

export async function readNewestValue(
  visit: Visit,
  grant: Grant,
  subject: Subject,
  judgedBy: Beside,
): Promise<NewestValue | undefined> {
  const to = getLatestDay(visit.vault.clock.now());
  const chosen = { span: undefined, to, limit: lookedAtMax };
  const { lines, points } = await readDrawn(visit, grant, subject, chosen, judgedBy);
  const newest = points.points.at(-1);
  const line = lines.find(({ index }) => newest?.values[index] !== undefined);
  const mean = line && newest?.values[line.index]?.mean;
  if (!newest || !line || mean === undefined || newest.id === undefined) return undefined;
  const { beside, ...plain } = line;
  return {
    id: newest.id,
    at: new Date(newest.at).toISOString().slice(0, 19),
    text: sayPoint(newest, [{ ...plain, label: '' }], visit.language).trim(),
    beside: beside?.(mean, newest.at),
  };
}
