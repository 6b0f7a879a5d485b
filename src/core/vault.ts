// What core functions work on: one vault's store, clock, ids, keys and limits.
import type { Instance } from './instance.ts';
import type { Clock, Ids, Keys, Store } from './ports.ts';

export interface Vault {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keys: Keys;
  readonly limits: Limits;
  readonly instance: Instance;
  readonly mode: 'sandbox' | 'production';
  /** The version of Keepwell. */
  readonly version: string;
}

/** Every number that can be configured. GetServiceDefinition reports those a client needs. */
export interface Limits {
  /** Body bytes of a request after decompression. */
  requestBytesMax: number;
  /** Of all bodies that are being read from one address. */
  requestBytesPerAddressMax: number;
  responseBytesMax: number;
  xmlDepthMax: number;
  xmlNodesMax: number;
  thingsPerPutMax: number;
  queryGroupsMax: number;
  fullThingsPerGroupMax: number;
  partialThingsPerGroupMax: number;
  xpathLengthMax: number;
  /** For all the XPath and sorting of a request. */
  xpathTimeMs: number;
  recordQuotaBytes: number;
  recordsPerPersonMax: number;
  /** Records that one answer tells of a person, and people that one answer lists. */
  personInfoRecordsMax: number;
  authorizedPeopleMax: number;
  sessionTtlMs: number;
  userTokenTtlMs: number;
  shellSessionTtlMs: number;
  appCreationTokenTtlMs: number;
  /** How far a client's clock may be off before its message counts as stale. */
  clockSkewMs: number;
  /** How old the signing-time of a session request may be. */
  signingTimeWindowMs: number;
  blobReadTokenTtlMs: number;
  blobWriteTokenTtlMs: number;
  vocabularyItemsMax: number;
  appSettingsBytesMax: number;
  signInTriesMax: number;
  signInTriesWindowMs: number;
  /** Session requests and application creations, an address and minute. */
  anonymousCallsPerMinuteMax: number;
}

const minute = 60_000;
const hour = 60 * minute;

export const defaultLimits: Limits = {
  requestBytesMax: 10_485_760,
  requestBytesPerAddressMax: 134_217_728,
  responseBytesMax: 104_857_600,
  xmlDepthMax: 128,
  xmlNodesMax: 250_000,
  thingsPerPutMax: 1000,
  queryGroupsMax: 50,
  fullThingsPerGroupMax: 240,
  partialThingsPerGroupMax: 1000,
  xpathLengthMax: 1000,
  xpathTimeMs: 500,
  recordQuotaBytes: 4_294_967_296,
  recordsPerPersonMax: 50,
  personInfoRecordsMax: 25,
  authorizedPeopleMax: 100,
  sessionTtlMs: 4 * hour,
  userTokenTtlMs: 4 * hour,
  shellSessionTtlMs: 12 * hour,
  appCreationTokenTtlMs: hour,
  clockSkewMs: 15 * minute,
  signingTimeWindowMs: 30 * minute,
  blobReadTokenTtlMs: 30 * minute,
  blobWriteTokenTtlMs: 24 * hour,
  vocabularyItemsMax: 1000,
  appSettingsBytesMax: 1_048_576,
  signInTriesMax: 10,
  signInTriesWindowMs: 15 * minute,
  anonymousCallsPerMinuteMax: 600,
};
