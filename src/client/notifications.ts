// Notifications of changed things, as the platform posts them to an application: their signature, and what they say.
import { eventNotifications } from '../methods/contracts/parts/event-notification.ts';
import { readXml } from '../schema/xml-reader.ts';
import { verifyHmac } from './sign.ts';

/** Things of a record that were created, changed or removed. */
export interface ChangeNotification {
  readonly subscriptionId: string;
  readonly personId: string;
  readonly recordId: string;
  readonly thingIds: readonly string[];
}

/**
 * It was not signed with the key of the subscription: forget it.
 * @example
 * const error = await verifyNotification('<notifications/>', null, () => undefined).catch((error: unknown) => error);
 * if (error instanceof NotificationError) console.log(error.message); // There is no signature.
 */
export class NotificationError extends Error {
  override readonly name = 'NotificationError';
}

/** The key, in base64, that a subscription was made with under a version id; undefined for one that is not known. */
export type NotificationKeys = (subscriptionId: string, keyVersionId: string) => string | undefined;

/**
 * What a notification says, once its signature holds.
 * @param body the very bytes that were posted
 * @param authorization the Authorization header that came with them
 * @throws NotificationError
 * @example
 * const keys = new Map([['1', 'the key that the subscription was made with, in base64']]);
 * async function take(request: Request): Promise<string[]> {
 *   const body = new Uint8Array(await request.arrayBuffer());
 *   const authorization = request.headers.get('authorization');
 *   const changes = await verifyNotification(body, authorization, (_, version) => keys.get(version));
 *   return changes.map(({ recordId }) => recordId);
 * }
 * const forged = new Request('https://app.example/events', { method: 'POST', body: '<notifications/>' });
 * console.log(await take(forged).catch(({ name }) => name)); // NotificationError
 */
export async function verifyNotification(
  body: Uint8Array | string,
  authorization: string | null | undefined,
  keys: NotificationKeys,
): Promise<ChangeNotification[]> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
  const signed = /^HVEventingSharedKey ([^:\s]+):([^:\s]+):([A-Za-z0-9+/]{43}=)$/.exec(
    authorization?.trim() ?? '',
  );
  if (!signed) throw new NotificationError('There is no signature.');
  const [, subscriptionId = '', keyVersionId = '', signature = ''] = signed;
  const key = keys(subscriptionId, keyVersionId);
  if (key === undefined) throw new NotificationError('The subscription or its key is not known.');
  if (!(await verifyHmac(key, bytes, signature))) throw new NotificationError('The signature does not hold.');
  return changesIn(new TextDecoder().decode(bytes));
}

function changesIn(xml: string): ChangeNotification[] {
  return eventNotifications
    .parse(readXml(xml).root())
    .notification.map(({ common, recordChangeNotification: { personId, recordId, things } }) => ({
      subscriptionId: common.subscriptionId,
      personId,
      recordId,
      thingIds: things.thing.map(({ thingId }) => thingId),
    }));
}
