// Subscriptions as clients ask for them.
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { Answer, TestClient } from '../given.ts';
import { typeIds } from '../type-ids.ts';

export interface SubscriptionDraft {
  readonly id?: string;
  readonly url?: string;
  /** Base64. */
  readonly key?: string;
  readonly keyVersion?: string;
  readonly filters?: readonly (readonly string[])[];
}

export const someKey = randomBytes(64).toString('base64');

export function subscriptionXml({
  id,
  url = 'https://receiver.example/events',
  key = someKey,
  keyVersion = 'v-1',
  filters = [[typeIds.weight]],
}: SubscriptionDraft = {}): string {
  const filter = (types: readonly string[]) =>
    `<filter><type-ids>${types.map(type => `<type-id>${type}</type-id>`).join('')}</type-ids></filter>`;
  return (
    `<subscription><common>${id ? `<id>${id}</id>` : ''}<notification-authentication-info><hv-eventing-shared-key>` +
    `<notification-key>${key}</notification-key><notification-key-version-id>${keyVersion}</notification-key-version-id>` +
    '</hv-eventing-shared-key></notification-authentication-info><notification-channel><http-notification-channel>' +
    `<url>${url}</url></http-notification-channel></notification-channel></common>` +
    `<record-item-changed-event><filters>${filters.map(filter).join('')}</filters></record-item-changed-event></subscription>`
  );
}

export function trySubscribe(client: TestClient, draft: SubscriptionDraft = {}): Promise<Answer> {
  return client.call('SubscribeToEvent', { info: subscriptionXml(draft) });
}

/** @returns its id */
export async function subscribed(client: TestClient, draft: SubscriptionDraft = {}): Promise<string> {
  const answer = await trySubscribe(client, draft);
  expect(answer.message).toBeUndefined();
  return answer.texts('subscription-id')[0]!;
}
