// Compares what a database holds of a record in the end with what its clients were told, by SQL of its own: nothing here
// goes through the product.
import type { Opened, SealedRow } from '../opened.ts';
import type { Attempt, Change, RecordLedger } from './ledger.ts';

export type Query = (sql: string, ...values: unknown[]) => Promise<Record<string, unknown>[]>;

export interface Tally {
  /** Writes that were acknowledged and are not there, or not whole. */
  readonly lost: number;
  /** Writes that are there more than once. */
  readonly doubled: number;
  /** Writes whose outcome nobody was told, and how many of them were done. */
  readonly unknown: number;
  readonly unknownDone: number;
  readonly differences: readonly string[];
}

interface Operation {
  readonly sequence: number;
  readonly operation: string;
  readonly thingId: string;
  readonly stamp: string;
}

/** A record as it is. */
interface Facts {
  readonly operations: readonly Operation[];
  /** The numbers of the operations that made each mark; more than one is one too many. */
  readonly marked: ReadonlyMap<string, readonly Operation[]>;
  /** For each operation the stamp of the version its thing had before. */
  readonly before: ReadonlyMap<string, string>;
}

export async function checkRecord(query: Query, ledger: RecordLedger, sealed: Opened): Promise<Tally> {
  const facts = await readFacts(query, ledger.recordId, sealed);
  const tally = { lost: 0, doubled: 0, unknown: 0, unknownDone: 0 };
  const found: string[] = [];
  const claimed = new Set<string>();
  const order = { acknowledged: 0, unknown: 1, refused: 2 };
  const placed: { attempt: Attempt; sequence: number }[] = [];
  for (const attempt of [...ledger.attempts].sort((a, b) => order[a.outcome] - order[b.outcome])) {
    const done = effectsOf(facts, claimed, attempt.changes);
    const verdict = judge(attempt, done);
    if (verdict) found.push(`${attempt.by}, ${attempt.outcome}: ${verdict}`);
    if (done.some(effects => effects.length > 1)) tally.doubled++;
    const isDone = done.length > 0 && done.every(effects => effects.length > 0);
    if (attempt.outcome === 'acknowledged' && !isDone) tally.lost++;
    if (attempt.outcome === 'unknown') tally.unknown++;
    if (attempt.outcome === 'unknown' && isDone) tally.unknownDone++;
    for (const { stamp } of done.flat()) claimed.add(stamp);
    const sequence = done[0]?.[0]?.sequence;
    if (isDone && sequence !== undefined) placed.push({ attempt, sequence });
  }
  const foreign = facts.operations.filter(({ stamp }) => !claimed.has(stamp)).length;
  if (foreign > 0) found.push(`${foreign} operations belong to no request`);
  found.push(
    ...orderDifferences(placed),
    ...numberDifferences(facts),
    ...lookDifferences(facts, placed, ledger),
    ...followDifferences(facts, ledger),
    ...(await sumDifferences(query, ledger.recordId, facts)),
  );
  return { ...tally, differences: found.map(text => `record ${ledger.recordId}: ${text}`) };
}

async function readFacts(query: Query, recordId: string, sealed: Opened): Promise<Facts> {
  const operations = (
    await query(
      `SELECT sequence, operation, thing_id, version_stamp FROM record_operation
       WHERE record_id = $1 ORDER BY sequence, position`,
      recordId,
    )
  ).map(row => ({
    sequence: Number(row.sequence),
    operation: String(row.operation),
    thingId: String(row.thing_id),
    stamp: String(row.version_stamp),
  }));
  const versions = await query(
    `SELECT record_id, id, version_stamp, sealed FROM thing WHERE record_id = $1
     UNION ALL SELECT record_id, id, version_stamp, sealed FROM thing_history WHERE record_id = $1`,
    recordId,
  );
  const marks = new Map<string, string | undefined>();
  for (const row of versions as unknown as SealedRow[]) {
    const { commonXml } = await sealed.open(row);
    marks.set(row.version_stamp, /<note>([^;<]+);/.exec(commonXml)?.[1]);
  }
  const marked = new Map<string, Operation[]>();
  const before = new Map<string, string>();
  const latest = new Map<string, string>();
  for (const each of operations) {
    const was = latest.get(each.thingId);
    if (was !== undefined) before.set(each.stamp, was);
    latest.set(each.thingId, each.stamp);
    const mark = marks.get(each.stamp);
    // A delete makes a version that looks as the one before it.
    if (mark === undefined || each.operation === 'Delete') continue;
    marked.set(mark, [...(marked.get(mark) ?? []), each]);
  }
  return { operations, marked, before };
}

/** For each change the operations that did it. */
function effectsOf(
  facts: Facts,
  claimed: ReadonlySet<string>,
  changes: readonly Change[],
): (readonly Operation[])[] {
  const removes = changes.flatMap(change =>
    change.kind === 'remove' ? [`${change.id} ${change.base}`] : [],
  );
  if (removes.length === 0)
    return changes.map(change => (change.kind === 'remove' ? [] : (facts.marked.get(change.mark) ?? [])));
  // Others may have removed the same; a request is known by all that it removed at once.
  const wanted = [...removes].sort().join();
  const deletes = facts.operations.filter(each => each.operation === 'Delete' && !claimed.has(each.stamp));
  const at = (wanted: number) => deletes.filter(({ sequence }) => sequence === wanted);
  const key = ({ thingId, stamp }: Operation) => `${thingId} ${facts.before.get(stamp)}`;
  const first = deletes.find(({ sequence }) => at(sequence).map(key).sort().join() === wanted);
  const done = first ? at(first.sequence) : [];
  return removes.map(remove => done.filter(each => key(each) === remove));
}

/** What is wrong with what became of a request; undefined when nothing is. */
function judge(
  { outcome, changes, keys }: Attempt,
  done: readonly (readonly Operation[])[],
): string | undefined {
  const count = done.filter(effects => effects.length > 0).length;
  if (done.some(effects => effects.length > 1)) return 'was done twice';
  if (outcome === 'refused' && count > 0) return `${count} of ${done.length} changes were done`;
  if (outcome === 'acknowledged' && count === 0) return 'is lost';
  if (count > 0 && count < done.length) return `was done by half: ${count} of ${done.length} changes`;
  if (new Set(done.flat().map(({ sequence }) => sequence)).size > 1) return 'has more than one number';
  const stamps = keys.map(({ stamp }) => stamp);
  const made = done.flat().map(({ stamp }) => stamp);
  if (outcome === 'acknowledged' && changes[0]?.kind !== 'remove' && stamps.join() !== made.join())
    return 'was told other stamps than there are';
  return undefined;
}

/** Who is answered before somebody else asks comes before them. */
function orderDifferences(placed: readonly { attempt: Attempt; sequence: number }[]): string[] {
  const found: string[] = [];
  let sentLast = 0;
  for (const { attempt, sequence } of [...placed].sort((a, b) => a.sequence - b.sequence)) {
    if (attempt.outcome === 'acknowledged' && attempt.answeredAt < sentLast)
      found.push(`operation ${sequence} was answered before one that comes before it was asked for`);
    sentLast = Math.max(sentLast, attempt.sentAt);
  }
  return found;
}

function numberDifferences({ operations, before }: Facts): string[] {
  const found: string[] = [];
  operations.forEach(({ sequence }, i) => {
    const last = operations[i - 1]?.sequence ?? 0;
    if (sequence !== last && sequence !== last + 1) found.push(`operation ${sequence} comes after ${last}`);
  });
  const followed = [...before.values()];
  if (new Set(followed).size < followed.length) found.push('a version is followed by two');
  return found;
}

/** Who asks for a thing is shown what was acknowledged before, or later. */
function lookDifferences(
  { operations }: Facts,
  placed: readonly { attempt: Attempt; sequence: number }[],
  { looks }: RecordLedger,
): string[] {
  const sequenceOf = new Map(operations.map(({ stamp, sequence }) => [stamp, sequence]));
  const stale = looks.filter(({ id, sentAt, stamp }) => {
    const due = placed.filter(
      ({ attempt }) =>
        attempt.outcome === 'acknowledged' &&
        attempt.answeredAt < sentAt &&
        attempt.keys.some(key => key.id === id),
    );
    return due.some(({ sequence }) => sequence > (sequenceOf.get(stamp) ?? 0));
  });
  return stale.length > 0 ? [`${stale.length} of ${looks.length} looks showed what was changed before`] : [];
}

function followDifferences({ operations }: Facts, { followed }: RecordLedger): string[] {
  const due = operations.map(({ sequence, thingId }) => ({ sequence, thingId }));
  return JSON.stringify(followed) === JSON.stringify(due)
    ? []
    : [`who follows was told ${followed.length} changes of ${due.length}, or in another order`];
}

/** What is kept beside the things is in step with them. */
async function sumDifferences(query: Query, recordId: string, { operations }: Facts): Promise<string[]> {
  const [record] = await query('SELECT sequence, bytes FROM record WHERE id = $1', recordId);
  const [sizes] = await query(
    `SELECT COUNT(*) AS count, SUM(size) AS bytes FROM (SELECT size FROM thing WHERE record_id = $1
       UNION ALL SELECT size FROM thing_history WHERE record_id = $1) AS versions`,
    recordId,
  );
  const [files] = await query(
    `SELECT SUM(length) AS bytes FROM blob WHERE record_id = $1 AND state = 'attached'`,
    recordId,
  );
  const audits = (
    await query(
      `SELECT details FROM audit WHERE record_id = $1 AND action IN ('PutThings', 'RemoveThings') ORDER BY id`,
      recordId,
    )
  ).map(({ details }) => JSON.parse(String(details)) as { things: string[]; sequence: number });
  const last = operations.at(-1)?.sequence ?? 0;
  const found: string[] = [];
  const differ = (what: string, is: unknown, due: unknown) => {
    if (Number(is) !== Number(due)) found.push(`${what} is ${is}, ${due} is due`);
  };
  differ('the last number', record?.sequence, last);
  differ('the number of versions', sizes?.count, operations.length);
  differ('the counter of bytes', record?.bytes, Number(sizes?.bytes ?? 0) + Number(files?.bytes ?? 0));
  differ('the number of audit rows', audits.length, last);
  differ(
    'the number of things that audit rows tell of',
    audits.reduce((sum, { things }) => sum + things.length, 0),
    operations.length,
  );
  differ(
    'the number of audit rows out of order',
    audits.filter(({ sequence }, i) => sequence !== i + 1).length,
    0,
  );
  return found;
}
