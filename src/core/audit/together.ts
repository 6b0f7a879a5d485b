// What somebody looked at and an application read within a day, as one entry: a page that was opened ten times is told once.
import type { Details, StoredAuditRow } from './audit.ts';

export interface DayOfActivity {
  /** As `dayOf` names it. */
  readonly day: string;
  /** The last that happened first. */
  readonly rows: readonly ActivityRow[];
  /** How many entries of the log these are. */
  readonly entries: number;
}

export interface ActivityRow extends StoredAuditRow {
  /** When the first of what it stands for was; the last was at `at`. */
  readonly since: number;
}

/** Entries that only tell of a look are many; the others stand by themselves. */
const joined: ReadonlySet<string> = new Set(['LookAt', 'ReadThings']);

/** @param rows the newest first */
export function putTogether(rows: readonly StoredAuditRow[], dayOf: (at: number) => string): DayOfActivity[] {
  const days = new Map<string, StoredAuditRow[]>();
  for (const row of rows) {
    const day = dayOf(row.at);
    const before = days.get(day);
    if (before) before.push(row);
    else days.set(day, [row]);
  }
  return [...days].map(([day, ofDay]) => ({ day, rows: joinLooks(ofDay), entries: ofDay.length }));
}

function joinLooks(rows: readonly StoredAuditRow[]): ActivityRow[] {
  const told = new Map<string, ActivityRow>();
  for (const row of rows) {
    const { action, personId, appId, id } = row;
    const key = joined.has(action) ? [action, personId, appId].join(' ') : String(id);
    const later = told.get(key);
    const since = typeof row.details.from === 'number' ? row.details.from : row.at;
    told.set(
      key,
      later ? { ...later, since, details: addUp(later.details, row.details) } : { ...row, since },
    );
  }
  return [...told.values()];
}

/** Numbers are added, and lists joined. */
function addUp(later: Details, earlier: Details): Details {
  const sum: Record<string, Details[string]> = { ...later };
  for (const [name, value] of Object.entries(earlier)) {
    const before = sum[name];
    if (before === undefined || name === 'from') sum[name] = value;
    else if (name !== 'to') sum[name] = addTwo(before, value);
  }
  return sum;
}

function addTwo(one: Details[string], other: Details[string]): Details[string] {
  if (typeof one === 'number' && typeof other === 'number') return one + other;
  if (Array.isArray(one) && Array.isArray(other)) return [...new Set([...one, ...other])];
  if (!isCounts(one) || !isCounts(other)) return one;
  const counts = { ...one };
  for (const [name, count] of Object.entries(other)) counts[name] = (counts[name] ?? 0) + count;
  return counts;
}

function isCounts(value: Details[string]): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && !Array.isArray(value);
}
