// GetEventSubscriptions.
import { many, seq } from '../../schema/sequence.ts';
import { eventSubscription } from './parts/event-subscription.ts';
import { noInfo } from './parts/no-info.ts';

export const getEventSubscriptions = {
  1: {
    request: noInfo,
    response: seq({ subscriptions: seq({ subscription: many(eventSubscription) }) }),
  },
};
