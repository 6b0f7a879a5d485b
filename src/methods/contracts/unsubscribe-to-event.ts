// UnsubscribeToEvent.
import { seq } from '../../schema/sequence.ts';
import { guid } from '../../schema/text.ts';

export const unsubscribeToEvent = { 1: { request: seq({ 'subscription-id': guid }) } };
