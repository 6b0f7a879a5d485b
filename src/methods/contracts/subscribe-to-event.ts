// SubscribeToEvent.
import { seq } from '../../schema/sequence.ts';
import { guid } from '../../schema/text.ts';
import { eventSubscription } from './parts/event-subscription.ts';

export const subscribeToEvent = {
  1: { request: seq({ subscription: eventSubscription }), response: seq({ 'subscription-id': guid }) },
};
