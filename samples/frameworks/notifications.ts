// The address of a subscription, for whatever framework has Request and Response.
import {
  type ChangeNotification,
  NotificationError,
  type NotificationKeys,
  verifyNotification,
} from '@keepwell/client';

/** @param handle is done before the platform is told: what it throws has it post again later */
export async function takeNotifications(
  request: Request,
  keys: NotificationKeys,
  handle: (change: ChangeNotification) => Promise<void>,
): Promise<Response> {
  // The signature is over the bytes as they came.
  const body = new Uint8Array(await request.arrayBuffer());
  try {
    for (const change of await verifyNotification(body, request.headers.get('authorization'), keys))
      await handle(change);
  } catch (error) {
    if (!(error instanceof NotificationError)) throw error;
    return new Response(null, { status: 403 });
  }
  return new Response(null, { status: 200 });
}
