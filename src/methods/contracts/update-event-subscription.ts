// UpdateEventSubscription.
import { seq } from '../../schema/sequence.ts';
import { eventSubscription } from './parts/event-subscription.ts';

export const updateEventSubscription = { 1: { request: seq({ subscription: eventSubscription }) } };
