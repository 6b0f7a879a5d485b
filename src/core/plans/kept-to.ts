// How a task was kept to: what was done, put into the windows in which it was meant (slots.ts), and counted by weeks. Pure.
import { addDays, getWeekStart, type Slot, type Span } from './slots.ts';

/** That a task was done: noted by hand, or found in an item of the record. */
export interface Done {
  /** Of the entry, or of the item. */
  readonly id: string;
  /** Of the entry or item. */
  readonly typeId: string;
  /** `2026-11-25T08:30:00`. */
  readonly at: string;
  readonly by: 'Manual' | 'Auto';
  /** The item that shows it, where it is no entry. */
  readonly evidence: string | undefined;
  /** Is it an entry that says that the task was completed? */
  readonly isCompletion: boolean;
}

export interface Filled {
  readonly slot: Slot;
  readonly done: readonly Done[];
}

export interface KeptTo {
  readonly slots: readonly Filled[];
  /** What was done outside of every window. */
  readonly others: readonly Done[];
}

/** What answers about a span are made of: each item once, however many tasks it counts for. */
export function listCounted(keeping: Iterable<KeptTo>, span: Span): Done[] {
  const counted = [...keeping].flatMap(({ slots, others }) => [
    ...slots.flatMap(({ done }) => done),
    ...others.filter(({ at }) => at >= span.from && at < span.to),
  ]);
  return [...new Map(counted.map(one => [one.id, one])).values()];
}

/** Each goes to the window that it is in: of several to one that lacks something, the nearest first. */
export function fillSlots(slots: readonly Slot[], done: readonly Done[]): KeptTo {
  const filled = slots.map(slot => ({ slot, done: [] as Done[] }));
  const others: Done[] = [];
  for (const one of [...done].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const fitting = filled.filter(({ slot }) => slot.from <= one.at && one.at < slot.to);
    const lacking = fitting.filter(other => other.done.length < other.slot.needed);
    const [nearest] = (lacking.length > 0 ? lacking : fitting).sort(
      (a, b) => getDistance(a.slot, one) - getDistance(b.slot, one),
    );
    if (nearest) nearest.done.push(one);
    else others.push(one);
  }
  return { slots: filled, others };
}

function getDistance({ at, from }: Slot, { at: time }: Done): number {
  return Math.abs(Date.parse(`${at ?? from}Z`) - Date.parse(`${time}Z`));
}

export function isComplete({ slot, done }: Filled): boolean {
  return done.length >= slot.needed || done.some(({ isCompletion }) => isCompletion);
}

export interface Week {
  /** Its first day. */
  readonly from: string;
  readonly completions: number;
  readonly intended: number;
  readonly intendedTimes: number;
  readonly byHand: number;
  readonly byItself: number;
  readonly evidence: readonly string[];
}

/** The description has counts of 32 bits. */
const countMax = 2_147_483_647;

/** The weeks that a span touches. */
export function countWeeks({ slots, others }: KeptTo, span: Span, firstDay: number): Week[] {
  const all = [...slots.flatMap(({ done }) => done), ...others].filter(
    ({ at }) => at >= span.from && at < span.to,
  );
  const weeks: Week[] = [];
  for (let from = getWeekStart(span.from, firstDay); from < span.to; from = addDays(from, 7)) {
    const to = addDays(from, 7);
    const isIn = (at: string) => at >= from && at < to;
    const own = slots.filter(({ slot }) => isIn(slot.at ?? slot.from));
    const done = all.filter(({ at }) => isIn(at));
    weeks.push({
      from,
      completions: own.filter(isComplete).length,
      intended: own.length,
      intendedTimes: Math.min(
        own.reduce((sum, { slot }) => sum + slot.needed, 0),
        countMax,
      ),
      byHand: done.filter(({ by }) => by === 'Manual').length,
      byItself: done.filter(({ by }) => by === 'Auto').length,
      evidence: done.flatMap(({ evidence }) => evidence ?? []),
    });
  }
  return weeks;
}
