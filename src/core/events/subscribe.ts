// Making, changing and ending subscriptions. Called by the four eventing methods.
import { findVersion } from '../../things/index.ts';
import type { Application } from '../applications/application.ts';
import { fault } from '../faults.ts';
import { decodeBase64 } from '../secrets.ts';
import type { Writer } from '../store.ts';
import { ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { findAddressProblem } from './address.ts';
import type { Subscription } from './subscription.ts';

export interface SubscriptionWish {
  readonly url: string;
  /** Base64. */
  readonly key: string;
  readonly keyVersion: string;
  readonly filters: readonly (readonly string[])[];
}

const keyBytes = 64;

/** @returns its id @throws subscriptionInvalid, tooManySubscriptions */
export async function subscribe(vault: Vault, app: Application, wish: SubscriptionWish): Promise<string> {
  const details = checked(vault, app, wish);
  const now = vault.clock.now();
  const id = vault.ids.guid();
  await vault.store.write(async db => {
    const count = (await db.events.ofApp(app.id)).length;
    if (count >= vault.limits.eventSubscriptionsMax)
      throw fault('tooManySubscriptions', `There may be ${vault.limits.eventSubscriptionsMax}.`);
    await db.events.insert({ id, appId: app.id, ...details, createdAt: now, updatedAt: now });
  });
  return id;
}

/** What is owed already goes to the new address, under the new key. @throws subscriptionInvalid, subscriptionNotFound */
export async function updateSubscription(
  vault: Vault,
  app: Application,
  id: string | undefined,
  wish: SubscriptionWish,
): Promise<void> {
  if (id === undefined) throw fault('subscriptionInvalid', 'The id of the subscription is missing.');
  const details = checked(vault, app, wish);
  await vault.store.write(async db => {
    const before = await own(db, app, id);
    await db.events.update({ ...before, ...details, updatedAt: vault.clock.now() });
  }, ofJob('events'));
}

/** @throws subscriptionNotFound */
export async function unsubscribe(vault: Vault, app: Application, id: string): Promise<void> {
  await vault.store.write(async db => {
    await own(db, app, id);
    await db.events.remove(id);
  });
}

async function own(db: Writer, app: Application, id: string): Promise<Subscription> {
  const subscription = await db.events.byId(id);
  if (subscription?.appId !== app.id) throw fault('subscriptionNotFound');
  return subscription;
}

function checked(
  vault: Vault,
  app: Application,
  { url: sent, key, keyVersion, filters }: SubscriptionWish,
): Pick<Subscription, 'url' | 'sealedKey' | 'keyVersion' | 'filters'> {
  const url = sent.trim();
  const problem = findAddressProblem(vault, app, url);
  if (problem) throw fault('subscriptionInvalid', problem);
  const bytes = decodeBase64(key);
  if (bytes?.length !== keyBytes) throw fault('subscriptionKeyInvalid');
  const typeIds = filters.flat();
  if (typeIds.length > vault.limits.eventTypesMax)
    throw fault('subscriptionInvalid', `It may name ${vault.limits.eventTypesMax} types.`);
  if (!typeIds.every(id => findVersion(id))) throw fault('subscriptionTypeUnknown');
  return { url, sealedKey: vault.keys.seal(bytes), keyVersion, filters };
}
