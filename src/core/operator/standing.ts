// What waits in a vault, in numbers: for the operator's page and for metrics.
import type { Reader } from '../store.ts';
import { listDeliveryHealth } from './operator.ts';
import type { DatabaseUse } from './ports.ts';

export type { DatabaseUse };

export interface Queues {
  readonly mailWaiting: number;
  readonly mailGivenUp: number;
  /** Records whose changes subscribers are owed. */
  readonly recordsOwed: number;
  /** Changes that were given up. */
  readonly parked: number;
  /** Subscriptions whose last delivery failed. */
  readonly failing: number;
}

export async function readQueues(db: Reader): Promise<Queues> {
  const { waiting, givenUp } = await db.mail.counts();
  const deliveries = await listDeliveryHealth(db);
  const sum = (count: (one: (typeof deliveries)[number]) => number) =>
    deliveries.reduce((all, one) => all + count(one), 0);
  return {
    mailWaiting: waiting,
    mailGivenUp: givenUp,
    recordsOwed: sum(({ records }) => records),
    parked: sum(({ parked }) => parked),
    failing: sum(({ failures }) => Math.min(failures, 1)),
  };
}
