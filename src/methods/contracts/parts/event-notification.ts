// What is sent to the address of a subscription: a list of notifications.
import type { Infer } from '../../../schema/schema.ts';
import { many, seq } from '../../../schema/sequence.ts';
import { guid } from '../../../schema/text.ts';

export const notificationNamespace = 'urn:com.microsoft.wc.notification';

export const eventNotifications = seq({
  notification: many(
    seq({
      common: seq({ 'subscription-id': guid }),
      'record-change-notification': seq({
        'person-id': guid,
        'record-id': guid,
        things: seq({ thing: many(seq({ 'thing-id': guid }), { min: 1 }) }),
      }),
    }),
    { min: 1 },
  ),
});
export type EventNotification = Infer<typeof eventNotifications>['notification'][number];
