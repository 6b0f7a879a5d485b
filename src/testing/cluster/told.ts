// What subscribers were told of the changes: all of it, in order, and nothing again that was settled.
import { setTimeout } from 'node:timers/promises';
import type { PreparedRecord } from '../durability/vault.ts';
import { deliveryDifferences, dueTo, type Fact } from '../events/due.ts';
import type { Inbox, TakenNotice } from '../events/inbox.ts';
import type { Subscriber } from '../events/storm-vault.ts';
import type { Query } from './check.ts';

/** From when to when something was done to the cluster. */
export interface Spell {
  readonly from: number;
  readonly to: number;
}

export interface Told {
  readonly due: number;
  /** Things that somebody was told of again: who told it was lost, or cut off, before that was settled. */
  readonly again: number;
  readonly differences: readonly string[];
}

const calmWithinMs = 120_000;
/** How long after it is over what was done may still be felt: as long as a lease and a try of the courier. */
const afterMs = 60_000;

export async function checkTold(
  query: Query,
  records: readonly PreparedRecord[],
  subscribers: readonly Subscriber[],
  inboxes: readonly Inbox[],
  spells: readonly Spell[],
): Promise<Told> {
  const left = await untilCalm(query);
  const facts: Fact[][] = [];
  for (const { id } of records) facts.push(await readFacts(query, id));
  const sum = { due: 0, again: 0 };
  const found: string[] = [...left];
  for (const [i, subscriber] of subscribers.entries()) {
    const inbox = inboxes[i];
    if (!inbox) continue;
    const due = dueTo(subscriber, facts);
    sum.due += due.flat(2).length;
    found.push(...deliveryDifferences(subscriber, inbox, facts));
    subscriber.known.forEach((ids, record) => {
      ids.forEach(({ personId, recordId }, reader) => {
        const came = inbox.taken.filter(each => each.personId === personId && each.recordId === recordId);
        const { again, unexplained } = findRepeats(came, due[record]?.[reader] ?? [], spells);
        sum.again += again;
        if (unexplained > 0)
          found.push(
            `${subscriber.name}: ${unexplained} changes of record ${record} came again without a reason`,
          );
      });
    });
  }
  return { ...sum, differences: found };
}

/** Waits until nothing is owed. */
async function untilCalm(query: Query): Promise<string[]> {
  const count = async (table: string) => Number((await query(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n);
  const end = performance.now() + calmWithinMs;
  let owed = 0;
  do {
    await setTimeout(200);
    owed = (await count('event_lane')) + (await count('outbox'));
  } while (owed > 0 && performance.now() < end);
  const parked = await count('event_parked');
  return [
    ...(owed > 0 ? [`${owed} lanes of events are owed still`] : []),
    ...(parked > 0 ? ['events were parked'] : []),
  ];
}

async function readFacts(query: Query, recordId: string): Promise<Fact[]> {
  const rows = await query(
    `SELECT sequence, thing_id, type_id, effective_date FROM record_operation
     WHERE record_id = $1 ORDER BY sequence, position`,
    recordId,
  );
  return rows.map(row => ({
    sequence: Number(row.sequence),
    thingId: String(row.thing_id),
    typeId: String(row.type_id),
    date: String(row.effective_date),
  }));
}

function findRepeats(
  came: readonly TakenNotice[],
  due: readonly string[],
  spells: readonly Spell[],
): { again: number; unexplained: number } {
  const lastAt = new Map<string, number>();
  let [next, again, unexplained] = [0, 0, 0];
  for (const { thingIds, at } of came) {
    for (const id of thingIds) {
      const before = lastAt.get(id) ?? 0;
      lastAt.set(id, at);
      if (id === due[next]) {
        next++;
        continue;
      }
      again++;
      if (!spells.some(({ from, to }) => from <= at && to + afterMs >= before)) unexplained++;
    }
  }
  return { again, unexplained };
}
