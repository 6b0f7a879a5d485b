// A subscription to changes of things, as the eventing methods carry it.
import { secret } from '../../../schema/schema.ts';
import { many, oneElement, optional, seq } from '../../../schema/sequence.ts';
import { guid, limitedString, string } from '../../../schema/text.ts';

const keyVersion = limitedString({
  minLength: 1,
  maxLength: 50,
  pattern: {
    xsd: '[a-zA-Z0-9-]*',
    test: /^[a-zA-Z0-9-]*$/,
    problem: 'may hold letters, digits and hyphens only',
  },
});

const sharedKey = seq({
  'notification-key': secret(limitedString({ minLength: 1, maxLength: 128, nonBlank: true })),
  'notification-key-version-id': keyVersion,
});

export const eventSubscription = seq({
  common: seq({
    id: optional(guid),
    'notification-authentication-info': oneElement({ 'hv-eventing-shared-key': secret(sharedKey) }),
    'notification-channel': oneElement({ 'http-notification-channel': seq({ url: secret(string) }) }),
  }),
  'record-item-changed-event': seq({
    filters: seq({
      filter: many(seq({ 'type-ids': seq({ 'type-id': many(guid, { min: 1 }) }) }), { min: 1 }),
    }),
  }),
});
