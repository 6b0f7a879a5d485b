// How a receiver knows that a delivery is ours: an HMAC over its body under the key of the subscription.
import { createHmac } from 'node:crypto';

/** The Authorization header of a delivery. */
export function signDelivery(
  subscription: { readonly id: string; readonly keyVersion: string },
  key: Buffer,
  body: Buffer,
): string {
  const hmac = createHmac('sha256', key).update(body).digest('base64');
  return `HVEventingSharedKey ${subscription.id}:${subscription.keyVersion}:${hmac}`;
}
