// Between a subscription on the wire and what the core knows of it.
import type { SubscriptionWish } from '../../core/events/subscribe.ts';
import type { Subscription } from '../../core/events/subscription.ts';
import type { Vault } from '../../core/vault.ts';
import type { Infer } from '../../schema/schema.ts';
import type { eventSubscription } from '../contracts/parts/event-subscription.ts';

type Sent = Infer<typeof eventSubscription>;

export function readWish({ common, recordItemChangedEvent }: Sent): SubscriptionWish {
  const { notificationKey, notificationKeyVersionId } =
    common.notificationAuthenticationInfo.hvEventingSharedKey;
  return {
    url: common.notificationChannel.httpNotificationChannel.url,
    key: notificationKey,
    keyVersion: notificationKeyVersionId,
    filters: recordItemChangedEvent.filters.filter.map(({ typeIds }) => typeIds.typeId),
  };
}

/** An application is shown its own key, which the answer's schema demands. */
export function answerSubscription(
  vault: Vault,
  { id, url, sealedKey, keyVersion, filters }: Subscription,
): Sent {
  return {
    common: {
      id,
      notificationAuthenticationInfo: {
        hvEventingSharedKey: {
          notificationKey: vault.keys.open(sealedKey).toString('base64'),
          notificationKeyVersionId: keyVersion,
        },
      },
      notificationChannel: { httpNotificationChannel: { url } },
    },
    recordItemChangedEvent: {
      filters: { filter: filters.map(typeIds => ({ typeIds: { typeId: [...typeIds] } })) },
    },
  };
}
