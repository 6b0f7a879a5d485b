// Brings events to their receivers: spreads what happened, then sends what is owed, several addresses at once and each
// its own changes in order. All it must not forget lies in the store, so a crash costs no more than a delivery twice.

import { setTimeout } from 'node:timers/promises';
import { getFirst } from '../../assume.ts';
import { type Batch, collect, settleFailed, settleTold } from '../../core/events/batch.ts';
import { signDelivery } from '../../core/events/sign.ts';
import { spreadEvents } from '../../core/events/spread.ts';
import type { Delivering } from '../../core/events/subscription.ts';
import type { Tenure } from '../../core/leases/tenure.ts';
import { isSameBytes } from '../../core/secrets.ts';
import type { Vault } from '../../core/vault.ts';
import {
  eventNotifications,
  notificationNamespace,
} from '../../methods/contracts/parts/event-notification.ts';
import { post } from './post.ts';
import { runUntilAny } from './signals.ts';

/** How often it looks for more while deliveries are under way. */
const lookMs = 50;

/** Where the store cannot be written, receivers are not asked over and over. */
const troubleMs = 10_000;

/** Runs until nothing is due and nothing under way, or until another is to do it. @throws when the store fails */
export async function deliverEvents(vault: Vault, tenure: Tenure): Promise<void> {
  const underWay = new Set<Run>();
  const troubles: unknown[] = [];
  try {
    while (!tenure.isOver()) {
      // Writers never wait long for their next event: what there is goes out in between.
      const isMore = await spreadEvents(vault);
      if (troubles.length > 0) throw troubles[0];
      for (const group of await nextGroups(vault, underWay)) {
        const ended = deliver(vault, group, tenure)
          .catch(error => void troubles.push(error))
          .finally(() => underWay.delete(run));
        const run: Run = { ...group, ended };
        underWay.add(run);
      }
      if (isMore) continue;
      if (underWay.size === 0) return;
      const looked = new AbortController();
      await Promise.race([
        ...[...underWay].map(run => run.ended),
        pause(lookMs, looked.signal, tenure.ending),
      ]);
      looked.abort();
    }
  } catch (error) {
    await pause(troubleMs, tenure.ending);
    throw error;
  } finally {
    await Promise.all([...underWay].map(run => run.ended));
  }
}

interface Run extends Group {
  readonly ended: Promise<void>;
}

interface Group {
  readonly subscriptions: readonly Delivering[];
  /** Undefined where the key file is another one than when it was sealed. */
  readonly key: Buffer | undefined;
}

/**
 * Who is served next, as far as there is room. Addresses that fail come last, and never take all the room: those that
 * do not answer would hold up the others.
 */
async function nextGroups(vault: Vault, underWay: ReadonlySet<Run>): Promise<Group[]> {
  const { eventPostsMax } = vault.limits;
  const busy = new Set([...underWay].flatMap(({ subscriptions }) => subscriptions.map(({ id }) => id)));
  const due = await vault.store.read(db => db.events.due(vault.clock.now(), busy.size + eventPostsMax * 4));
  const groups = grouped(
    vault,
    due.filter(({ id }) => !busy.has(id)),
  );
  let room = eventPostsMax - underWay.size;
  let roomForFailing = Math.ceil(eventPostsMax / 2) - [...underWay].filter(isFailing).length;
  return groups.filter(group => {
    if (room <= 0 || (isFailing(group) && roomForFailing <= 0)) return false;
    room--;
    if (isFailing(group)) roomForFailing--;
    return true;
  });
}

function isFailing({ subscriptions }: Group): boolean {
  return subscriptions.some(({ failures }) => failures > 0);
}

/** Subscriptions of an application with the same address and key are served together. */
function grouped(vault: Vault, due: readonly Delivering[]): Group[] {
  const groups: { subscriptions: Delivering[]; key: Buffer | undefined }[] = [];
  for (const subscription of due) {
    const key = keyOf(vault, subscription);
    const group = groups.find(
      other =>
        isAlike(getFirst(other.subscriptions), subscription) &&
        key !== undefined &&
        other.key !== undefined &&
        isSameBytes(other.key, key),
    );
    if (group) group.subscriptions.push(subscription);
    else groups.push({ subscriptions: [subscription], key });
  }
  return groups;
}

function isAlike(a: Delivering, b: Delivering): boolean {
  return a.appId === b.appId && a.url === b.url && a.keyVersion === b.keyVersion;
}

/** One that cannot be opened holds up no other. */
function keyOf({ keys }: Vault, { sealedKey }: Delivering): Buffer | undefined {
  try {
    return keys.open(sealedKey);
  } catch {
    return undefined;
  }
}

async function deliver(vault: Vault, { subscriptions, key }: Group, tenure: Tenure): Promise<void> {
  const batch = await collect(vault, subscriptions);
  if (batch.notices.length === 0) {
    // Nothing of it may be told any more; that says nothing of the receiver.
    await settleTold(vault, tenure, [], batch);
    return;
  }
  const body = bodyOf(batch);
  const first = getFirst(subscriptions);
  const failure =
    batch.problem ??
    (key === undefined
      ? 'its key was sealed with another key file; the application must set it anew'
      : await post(
          vault,
          {
            url: first.url,
            headers: {
              'Content-Type': 'text/xml; charset=utf-8',
              Authorization: signDelivery(first, key, body),
            },
            body,
          },
          { tenure },
        ));
  // Who was interrupted was neither told nor failed.
  if (failure !== undefined && tenure.isOver()) return;
  if (failure === undefined) await settleTold(vault, tenure, subscriptions, batch);
  else await settleFailed(vault, tenure, subscriptions, batch, failure);
}

function bodyOf({ notices }: Batch): Buffer {
  const xml = eventNotifications.print('wc:notifications', {
    notification: notices.map(({ subscriptionId, personId, recordId, thingIds }) => ({
      common: { subscriptionId },
      recordChangeNotification: {
        personId,
        recordId,
        things: { thing: thingIds.map(thingId => ({ thingId })) },
      },
    })),
  });
  return Buffer.from(
    xml.replace('<wc:notifications', `<wc:notifications xmlns:wc="${notificationNamespace}"`),
  );
}

/** Ends early, and well, when a signal says so. */
async function pause(ms: number, ...signals: AbortSignal[]): Promise<void> {
  await runUntilAny(signals, signal => setTimeout(ms, undefined, { signal }).catch(() => {}));
}
