// What waits in a vault, in numbers: for the operator's page and for metrics.
import { dayMs } from '../limits/durations.ts';
import type { Reader } from '../store.ts';
import { listDeliveryHealth } from './operator.ts';
import type { FailedSignIns } from './ports.ts';

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

export interface SignInFailures {
  readonly inDay: number;
  readonly inWeek: number;
  /** The hour that had most. */
  readonly worst: { readonly hour: number; readonly count: number } | undefined;
  readonly latest: readonly FailedSignIns[];
}

const latestShown = 10;

export async function readSignInFailures(db: Reader, now: number): Promise<SignInFailures> {
  const hours = await db.operators.failedSignInsByHour(now - 7 * dayMs);
  const sum = (since: number) => hours.reduce((all, { hour, count }) => all + (hour > since ? count : 0), 0);
  return {
    inDay: sum(now - dayMs),
    inWeek: sum(0),
    worst: hours.toSorted((a, b) => b.count - a.count)[0],
    latest: await db.operators.latestFailedSignIns(latestShown),
  };
}
