// What to change where a call was refused, by its status: words of remedy.ts, and where it is changed.
import type { StatusName } from '../../../core/healthvault/statuses.ts';
import type { remedyWords } from '../../../locales/words.ts';
import type { Tab } from './own.tsx';

type Words = ReturnType<typeof remedyWords>;
type RemedyName = { [Name in keyof Words]: Words[Name] extends string ? Name : never }[keyof Words];

export interface Remedy {
  readonly name: RemedyName;
  readonly tab?: Tab;
  /** Or a page of the documentation. */
  readonly docs?: string;
}

const places: Partial<Record<RemedyName, Omit<Remedy, 'name'>>> = {
  address: { tab: 'overview' },
  appId: { tab: 'overview' },
  bytes: { tab: 'certificates' },
  certificate: { tab: 'certificates' },
  children: { docs: '/docs/reference.html' },
  domain: { tab: 'misc' },
  method: { docs: '/docs/reference.html' },
  groups: { tab: 'methods' },
  idOfPerson: { tab: 'trial' },
  idOfRecord: { tab: 'trial' },
  letIn: { tab: 'overview' },
  right: { tab: 'online' },
  typeId: { docs: '/docs/reference.html' },
  vocabulary: { docs: '/docs/reference.html' },
};

/** Statuses that this vault answers, by what mends them. */
const statuses: Partial<Record<RemedyName, readonly StatusName[]>> = {
  again: ['FAILED', 'COULD_NOT_ENQUEUE'],
  address: ['BAD_HTTP'],
  element: ['INVALID_XML', 'INVALID_METHOD', 'INVALID_DATETIME'],
  bytes: ['BAD_SIG'],
  method: ['BAD_METHOD'],
  appId: ['INVALID_APP'],
  signIn: ['CREDENTIAL_TOKEN_EXPIRED'],
  token: ['INVALID_TOKEN'],
  idOfPerson: ['INVALID_PERSON'],
  idOfRecord: ['INVALID_RECORD'],
  right: ['ACCESS_DENIED'],
  idOfThing: ['INVALID_THING'],
  filter: ['INVALID_FILTER', 'TOO_MANY_GROUPS_IN_QUERY', 'INVALID_THING_ORDER_SPECS'],
  format: ['INVALID_FORMAT', 'INVALID_TRANSFORM'],
  session: ['AUTHENTICATED_SESSION_TOKEN_EXPIRED'],
  letIn: ['INVALID_APPAUTH'],
  typeId: ['INVALID_THING_TYPE'],
  typeVersion: ['INVALID_THING_TYPE_VERSION', 'THING_POTENTIALLY_INCOMPLETE'],
  withData: ['UPDATE_THING_TYPE_VERSION_NO_DATA_XML'],
  fixed: ['THING_TYPE_IMMUTABLE', 'THING_TYPE_UNCREATABLE', 'CANNOT_UPDATE_IMMUTABLE_THING'],
  flag: ['CANNOT_CREATE_IMMUTABLE_THING', 'CANNOT_CHANGE_IMMUTABLE_FLAG', 'CANNOT_SET_IMMUTABLE_FLAG'],
  clock: ['REQUEST_TIMED_OUT'],
  stamp: ['VERSION_STAMP_MISSING', 'VERSION_STAMP_MISMATCH'],
  split: ['REQUEST_TOO_LONG', 'TOO_MANY_THINGS_SPECIFIED'],
  less: ['RESPONSE_TOO_LONG'],
  streamed: ['CANNOT_GET_STREAMED_OTHER_DATA', 'BLOB_SIZE_TOO_LARGE_FOR_INLINE'],
  room: ['RECORD_QUOTA_EXCEEDED'],
  certificate: ['BAD_CERT', 'INVALID_PUBLIC_KEY'],
  secret: ['MISSING_SHARED_SECRET', 'DUPLICATE_CREDENTIAL_FOUND'],
  slower: ['RETRY_LIMIT_EXCEEDED', 'TOO_MANY_MESSAGES'],
  domain: ['DOMAIN_NAME_NOT_SET'],
  mail: ['MAIL_ADDRESS_MALFORMED', 'INVALID_EMAIL_ADDRESS', 'EMAIL_NOT_VALIDATED'],
  language: ['CULTURE_NOT_SUPPORTED'],
  instance: ['INVALID_INSTANCE_ID'],
  location: ['RECORD_LOCATION_NOT_SUPPORTED'],
  vocabulary: [
    'INVALID_VOCABULARY',
    'INVALID_VOCABULARY_ITEM',
    'INVALID_VOCABULARY_AUTHORIZATION',
    'VOCABULARY_ACCESS_DENIED',
  ],
  package: [
    'INVALID_IDENTITY_CODE',
    'CONNECT_REQUEST_INCOMPLETE',
    'CONNECT_PACKAGE_EXISTS',
    'CONNECT_REQUEST_ALREADY_AUTHORIZED',
    'DUPLICATE_CONNECT_REQUEST_FOUND',
    'INVALID_PACKAGE_CONTENTS',
    'PACKAGE_BLOB_NOT_COMMITTED',
  ],
  question: ['INVALID_VERIFICATION_QUESTION', 'INVALID_VERIFICATION_ANSWER'],
  children: [
    'APPLICATION_LIMIT_EXCEEDED',
    'APPLICATION_STATE_TRANSITION_NOT_SUPPORTED',
    'CREDENTIALS_LIMIT_EXCEEDED',
    'DUPLICATE_APPLICATION_FOUND',
  ],
  creation: ['APPLICATION_CREATION_TOKEN_INVALID'],
  signUp: ['INVALID_SIGNUP_CODE', 'INVALID_AGE'],
  records: ['MAX_RECORDS_EXCEEDED', 'INVALID_RECORD_NAME', 'INVALID_RECORD_STATE'],
  sharing: [
    'CANNOT_REMOVE_LAST_CUSTODIAN',
    'INVALID_RECORD_AUTHORIZATION_TOKEN',
    'RECORD_AUTHORIZATION_DOES_NOT_EXIST',
    'RECORD_SHARING_MAXIMUM_NUMBER_OF_ATTEMPTS_EXCEEDED',
  ],
  upload: [
    'INVALID_BLOB_REF_URL',
    'BLOB_TOKEN_COMMITTED',
    'BLOB_TOKEN_NOT_COMPLETED',
    'INVALID_BLOB_HASH',
    'DUPLICATE_BLOB',
  ],
  blockHash: [
    'INVALID_BLOB_HASH_ALGORITHM',
    'UNSUPPORTED_BLOB_HASH_BLOCK_SIZE',
    'BLOB_HASH_ALGORITHM_MISMATCH',
    'BLOB_HASH_BLOCK_SIZE_MISMATCH',
  ],
  encoding: ['UNSUPPORTED_CONTENT_ENCODING', 'CONTENT_ENCODING_DATA_MISMATCH', 'INVALID_CONTENT_TYPE'],
  signature: ['INVALID_SIGNATURE_ALGORITHM', 'UNSUPPORTED_SIGNATURE_METHOD'],
  subscription: ['SUBSCRIPTION_NOT_FOUND', 'SUBSCRIPTION_LIMIT_EXCEEDED', 'SUBSCRIPTION_INVALID'],
  alternateId: [
    'DUPLICATE_ALTERNATE_ID',
    'ALTERNATE_ID_NOT_FOUND',
    'ALTERNATE_IDS_LIMIT_EXCEEDED',
    'ALTERNATE_ID_MISSING',
  ],
  sources: ['INVALID_MEANINGFUL_USE_SOURCE', 'DUPLICATE_MEANINGFUL_USE_SOURCES'],
};

const byStatus = new Map(
  (Object.entries(statuses) as [RemedyName, readonly StatusName[]][]).flatMap(([name, all]) =>
    all.map(status => [status, name] as const),
  ),
);

/** Undefined for a status that this vault does not answer by itself. */
export function findRemedy(status: StatusName): Remedy | undefined {
  const name = byStatus.get(status);
  return name && { name, ...places[name] };
}

/** Of FHIR, by the status of HTTP. */
export function findHttpRemedy(code: number): Remedy {
  const name = httpRemedies.get(code) ?? (code >= 500 ? 'again' : 'fhirElement');
  return { name, ...httpPlaces[name] };
}

const httpPlaces: Partial<Record<RemedyName, Omit<Remedy, 'name'>>> = {
  fhirToken: { tab: 'smart' },
  fhirScopes: { tab: 'smart' },
  fhirElement: { docs: '/docs/fhir-operations.html' },
};

const httpRemedies: ReadonlyMap<number, RemedyName> = new Map([
  [401, 'fhirToken'],
  [403, 'fhirScopes'],
  [404, 'fhirId'],
  [405, 'fhirMethod'],
  [406, 'fhirAccept'],
  [409, 'fhirStamp'],
  [410, 'fhirId'],
  [412, 'fhirStamp'],
  [413, 'less'],
  [415, 'fhirContent'],
  [429, 'slower'],
  [507, 'room'],
]);
