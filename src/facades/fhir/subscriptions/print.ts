// Subscriptions on the wire: the resource, its status as Parameters, and the Bundle that tells of events. Pure.
import type { OpenEvent } from '../../../core/fhir/subscriptions/gather.ts';
import {
  type FhirSubscription,
  openContent,
  type SubscriptionContent,
} from '../../../core/fhir/subscriptions/subscription.ts';
import { isObject, type Resource } from '../../../core/fhir/values.ts';
import type { Vault } from '../../../core/vault.ts';
import { tellVersion } from '../interactions/history-of.ts';
import { backport, type Content } from './asked.ts';

/** As it was sent, with what became of it. */
export function printSubscription(
  one: FhirSubscription,
  { resource }: Pick<SubscriptionContent, 'resource'>,
): Resource {
  const { resourceType, id: _, meta, error: __, ...sent } = resource;
  const { version, updatedAt, status, endsAt, lastFailure } = one;
  return {
    resourceType,
    id: one.id,
    meta: {
      ...(isObject(meta) ? meta : {}),
      versionId: String(version),
      lastUpdated: new Date(updatedAt).toISOString(),
    },
    ...sent,
    status,
    end: new Date(endsAt).toISOString(),
    ...(lastFailure !== undefined && { error: sentence(lastFailure) }),
  };
}

export type NotificationType =
  | 'handshake'
  | 'heartbeat'
  | 'event-notification'
  | 'query-status'
  | 'query-event';

export interface Notice {
  readonly type: NotificationType;
  readonly baseUrl: string;
  readonly topic: string;
  readonly content: Content;
  readonly now: number;
  /** For the status. */
  readonly guid: string;
}

/** The status of a subscription, with the events that it tells of. */
export function printStatus(
  one: FhirSubscription,
  { type, baseUrl, topic, content, guid }: Omit<Notice, 'now'>,
  events: readonly OpenEvent[] = [],
): Resource {
  const last = type === 'event-notification' ? events.at(-1)?.event.number : undefined;
  const isEmpty = content === 'empty' && (type === 'event-notification' || type === 'query-event');
  return {
    resourceType: 'Parameters',
    id: guid,
    meta: { profile: [`${backport}/StructureDefinition/backport-subscription-status-r4`] },
    parameter: [
      { name: 'subscription', valueReference: { reference: `${baseUrl}/Subscription/${one.id}` } },
      ...(isEmpty ? [] : [{ name: 'topic', valueCanonical: topic }]),
      { name: 'status', valueCode: one.status },
      { name: 'type', valueCode: type },
      { name: 'events-since-subscription-start', valueString: String(last ?? one.events) },
      ...events.map(event => printEvent(event, baseUrl, content)),
      ...(one.lastFailure === undefined
        ? []
        : [{ name: 'error', valueCodeableConcept: { text: sentence(one.lastFailure) } }]),
    ],
  };
}

function printEvent({ event, version }: OpenEvent, baseUrl: string, content: Content): object {
  const focus = { reference: `${baseUrl}/${version.type}/${version.id}` };
  return {
    name: 'notification-event',
    part: [
      { name: 'event-number', valueString: String(event.number) },
      { name: 'timestamp', valueInstant: new Date(event.at).toISOString() },
      ...(content === 'empty' ? [] : [{ name: 'focus', valueReference: focus }]),
    ],
  };
}

/** What is sent, and what `$events` answers. */
export function printNotification(
  one: FhirSubscription,
  notice: Notice,
  events: readonly OpenEvent[] = [],
): Resource {
  const { baseUrl, content, now, guid } = notice;
  const told = content === 'empty' ? [] : events;
  return {
    resourceType: 'Bundle',
    id: guid,
    meta: { profile: [`${backport}/StructureDefinition/backport-subscription-notification-r4`] },
    type: 'history',
    timestamp: new Date(now).toISOString(),
    entry: [
      {
        fullUrl: `urn:uuid:${guid}`,
        resource: printStatus(one, notice, events),
        request: { method: 'GET', url: `${baseUrl}/Subscription/${one.id}/$status` },
        response: { status: '200' },
      },
      ...told.map(({ version }) => ({
        fullUrl: `${baseUrl}/${version.type}/${version.id}`,
        ...(content === 'full-resource' && version.resource && { resource: version.resource }),
        ...tellVersion(version, version.type, version.id),
      })),
    ],
  };
}

/** @throws where it was sealed with another key */
export function printKept(vault: Vault, one: FhirSubscription): Resource {
  return printSubscription(one, openContent(vault, one));
}

/** What is told of an address that is not one to send to begins so. */
export const addressRefused = 'its address is refused';
export const accessOver = 'the application may not read the record while the person is away';

/** How its endpoint failed is for the operator alone: it would tell the application what else listens where it leads. */
function sentence(failure: string): string {
  const isOwn = failure === accessOver || failure.startsWith(addressRefused);
  return `The last try failed: ${isOwn ? failure : 'the endpoint could not be reached, or did not take it'}.`;
}
