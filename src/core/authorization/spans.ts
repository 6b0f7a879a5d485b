// Spans of effective dates, which compare as text. Used by rules.ts and reach.ts.

/** From a date on, up to another that is not in it any more. */
export interface Span {
  readonly from: string;
  readonly end: string;
}

const afterAllDates = '~';

/** The dates from the first to the last; either may be open. */
export function toSpan({ from = '', to }: { readonly from?: string; readonly to?: string }): Span {
  // The last date is in it: what begins after is the next text there can be.
  return { from, end: to === undefined ? afterAllDates : `${to}\0` };
}

/** In order, what touches or overlaps as one. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (span.from >= span.end) continue;
    const last = result.at(-1);
    if (last && span.from <= last.end) {
      result[result.length - 1] = { from: last.from, end: later(last.end, span.end) };
    } else result.push({ from: span.from, end: span.end });
  }
  return result;
}

/** Texts have no `Math.max`. */
function later(a: string, b: string): string {
  return a > b ? a : b;
}

/** What is left of spans without others. Both in order and apart, as `joinSpans` leaves them. */
export function subtractSpans(spans: readonly Span[], taken: readonly Span[]): Span[] {
  const left: Span[] = [];
  for (const { from, end } of spans) {
    let start = from;
    for (const gone of taken) {
      if (gone.end <= start) continue;
      if (gone.from >= end) break;
      if (gone.from > start) left.push({ from: start, end: gone.from });
      start = gone.end;
    }
    if (start < end) left.push({ from: start, end });
  }
  return left;
}
