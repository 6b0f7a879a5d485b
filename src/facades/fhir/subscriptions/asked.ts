// What a Subscription asks for, as the backport of R5's topic-based subscriptions writes it in R4. Pure.
import { isServedKind, listKinds } from '../../../core/fhir/mapping.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { type Limits, readSearch } from '../../../core/fhir/query.ts';
import { demandStructure } from '../../../core/fhir/structure.ts';
import type { Wanted } from '../../../core/fhir/subscriptions/gather.ts';
import { isObject, type Resource } from '../../../core/fhir/values.ts';
import type { Form } from '../negotiate.ts';
import { readPairs } from '../route.ts';

export const backport = 'http://hl7.org/fhir/uv/subscriptions-backport';

export const contents = ['empty', 'id-only', 'full-resource'] as const;
export type Content = (typeof contents)[number];

export interface Asked extends Wanted {
  readonly topic: string;
  /** Of its filters, for the one that names the record. */
  readonly pairs: readonly (readonly [string, string])[];
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Content;
  readonly form: Form;
  readonly contentType: string;
  readonly heartbeatMs: number | undefined;
  readonly timeoutMs: number | undefined;
  readonly eventsMax: number;
  readonly endsAt: number | undefined;
  readonly isOff: boolean;
}

const topics = 'SubscriptionTopic';

/** Made here, or of several items: nothing in the log is one of these. */
const withoutTopic = new Set(['Patient', 'Provenance']);

/** The canonical addresses of what may be subscribed to: each kind of resource. */
export function listTopics(baseUrl: string): string[] {
  return listKinds()
    .filter(kind => !withoutTopic.has(kind))
    .map(kind => `${baseUrl}/${topics}/${kind}`);
}

/**
 * @param baseUrl of this server; undefined for one that was taken, maybe when the vault had another address
 * @throws FhirProblem 422
 */
export function readAsked(
  resource: Resource,
  { baseUrl, limits }: { readonly baseUrl?: string; readonly limits: Limits },
): Asked {
  demandStructure(resource);
  const topic = String(resource.criteria ?? '').split('|', 1)[0] ?? '';
  const at = topic.lastIndexOf(`/${topics}/`);
  if (at === -1 || !listTopics(baseUrl ?? topic.slice(0, at)).includes(topic))
    throw refuse(
      'criteria',
      'names no topic of this server. The CapabilityStatement lists them: one for each kind of resource',
    );
  const kind = topic.slice(topic.lastIndexOf('/') + 1);
  const channel = isObject(resource.channel) ? resource.channel : {};
  const { status } = resource;
  if (status !== 'requested' && status !== 'active' && status !== 'off')
    throw refuse('status', 'is to be requested, or off');
  return {
    ...{ topic, kind, isOff: status === 'off' },
    ...readFilters(kind, findExtensions(resource._criteria, 'backport-filter-criteria'), limits),
    ...readChannel(channel, limits),
    endsAt: typeof resource.end === 'string' ? Date.parse(resource.end) : undefined,
  };
}

function readFilters(
  kind: string,
  filters: readonly Record<string, unknown>[],
  limits: Limits,
): Pick<Asked, 'conditions' | 'pairs'> {
  const pairs = filters.flatMap(({ valueString }) => {
    if (typeof valueString !== 'string') throw refuse('criteria', 'has a filter that is no text');
    return readPairs(valueString.replace(new RegExp(`^${kind}[?.]`), ''));
  });
  const search = readSearch(kind, pairs, limits, isServedKind);
  if (search.conditions.length < pairs.length)
    throw refuse(
      'criteria',
      `has a filter that the topic does not take: search parameters of ${kind}, as in category=laboratory, without chains`,
    );
  return { conditions: search.conditions, pairs };
}

function readChannel(
  channel: Record<string, unknown>,
  limits: Limits,
): Omit<Asked, 'topic' | 'kind' | 'isOff' | 'conditions' | 'pairs' | 'endsAt'> {
  const isOther = findExtensions(channel._type, 'backport-channel-type').length > 0;
  if (channel.type !== 'rest-hook' || isOther) throw refuse('channel.type', 'is to be rest-hook');
  if (typeof channel.endpoint !== 'string') throw refuse('channel.endpoint', 'is missing');
  const [content] = findExtensions(channel._payload, 'backport-payload-content');
  const wanted = contents.find(one => one === content?.valueCode);
  if (!wanted)
    throw refuse(
      'channel.payload',
      `is to say how much is told by backport-payload-content: ${contents.join(', ')}`,
    );
  const contentType = String(channel.payload ?? '');
  const [, form] = payloadForm.exec(contentType) ?? [];
  if (form === undefined)
    throw refuse('channel.payload', 'is to be application/fhir+json or application/fhir+xml, of FHIR 4.0');
  const heartbeatMs = readNumber(channel, 'backport-heartbeat-period', 'valueUnsignedInt', 1000);
  if (heartbeatMs !== undefined && heartbeatMs < limits.fhirHeartbeatMsMin)
    throw refuse(
      'channel',
      `asks for heartbeats more often than each ${limits.fhirHeartbeatMsMin / 1000} seconds`,
    );
  const eventsMax = readNumber(channel, 'backport-max-count', 'valuePositiveInt', 1);
  return {
    ...{ endpoint: channel.endpoint, content: wanted, form: form as Form, contentType, heartbeatMs },
    headers: readHeaders(channel.header, limits),
    timeoutMs: readNumber(channel, 'backport-timeout', 'valueUnsignedInt', 1000),
    eventsMax: Math.min(eventsMax ?? limits.fhirNotificationEventsMax, limits.fhirNotificationEventsMax),
  };
}

const payloadForm = /^application\/(?:fhir\+)?(json|xml)(?:\s*;\s*fhirVersion\s*=\s*4\.0(?:\.\d)?)?$/;

/** Undefined where it is left out. */
function readNumber(
  channel: Record<string, unknown>,
  name: string,
  element: string,
  times: number,
): number | undefined {
  const [found] = findExtensions(channel, name);
  if (!found) return undefined;
  const value = found[element];
  if (typeof value !== 'number' || value < 1) throw refuse('channel', `says ${name} by no number from 1 up`);
  return value * times;
}

function findExtensions(element: unknown, name: string): Record<string, unknown>[] {
  const all = isObject(element) && Array.isArray(element.extension) ? element.extension : [];
  return all.filter(isObject).filter(({ url }) => url === `${backport}/StructureDefinition/${name}`);
}

/** What the connection itself says. */
const ownHeaders = new Set([
  ...['host', 'connection', 'content-length', 'content-type', 'content-encoding', 'transfer-encoding'],
  ...[
    'expect',
    'upgrade',
    'te',
    'trailer',
    'keep-alive',
    'proxy-authorization',
    'proxy-connection',
    'user-agent',
  ],
]);

function readHeaders(sent: unknown, limits: Limits): Record<string, string> {
  const lines: unknown[] = Array.isArray(sent) ? sent : [];
  const { fhirNotificationHeadersMax: max, fhirNotificationHeaderLengthMax: lengthMax } = limits;
  if (lines.length > max) throw refuse('channel.header', `may be there ${max} times`);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name = '', value = ''] =
      /^([!#$%&'*+.^_`|~\w-]{1,64}):[ \t]*([\x20-\x7e]*)$/.exec(String(line)) ?? [];
    const key = name.toLowerCase();
    if (key === '' || ownHeaders.has(key) || Object.hasOwn(headers, key) || value.length > lengthMax)
      throw refuse(
        'channel.header',
        `is to be like Authorization: Bearer …, each name once, none that the connection itself says, ${lengthMax} characters at most`,
      );
    headers[key] = value;
  }
  return headers;
}

function refuse(element: string, what: string): FhirProblem {
  const expression = `Subscription.${element}`;
  return new FhirProblem(422, 'not-supported', `${expression} ${what}.`, expression);
}
