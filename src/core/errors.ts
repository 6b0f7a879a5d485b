// Every status an answer can carry: its number, what it says to the caller, and how to mend it.
// The names are HealthVault's, from its SDK where its documents have none; the words are ours.
// Facades translate: `<code>` in XML, a status in HTTP.

interface Status {
  readonly code: number;
  readonly message: string;
}

const table = {
  OK: [0, 'Done.'],
  FAILED: [
    1,
    'Something went wrong on our side; nothing was changed. Try again, and tell the operator the response id if it stays.',
  ],
  BAD_HTTP: [2, 'The HTTP request could not be read. Send a POST with one XML document as its body.'],
  INVALID_XML: [3, 'The request is not well-formed XML or breaks its schema.'],
  BAD_SIG: [
    4,
    'A signature or hash does not match what was sent. Sign the exact bytes, with the key or session secret of this application.',
  ],
  BAD_METHOD: [5, 'There is no method of this name and version. See GetServiceDefinition.'],
  INVALID_APP: [6, 'The application is unknown here, not active, or may not call from this address.'],
  CREDENTIAL_TOKEN_EXPIRED: [
    7,
    "The person's token has expired or the person signed out. Send the person to the Shell again.",
  ],
  INVALID_TOKEN: [8, 'The token cannot be read. Send it exactly as it was issued.'],
  INVALID_PERSON: [9, 'No such person for this application, or the account is not active.'],
  INVALID_RECORD: [10, 'No such record for this application and person. Use a record id from GetPersonInfo.'],
  ACCESS_DENIED: [11, 'The application has no such right here. See QueryPermissions for what it has.'],
  NYI: [12, 'This part of the platform is not built yet.'],
  INVALID_THING: [13, 'No such thing in this record.'],
  CANT_CONVERT_UNITS: [14, 'What is stored is in a unit that cannot be turned into the one asked for.'],
  INVALID_FILTER: [15, 'A filter of the query is wrong or missing.'],
  INVALID_FORMAT: [16, 'The format of the query is wrong or missing.'],
  MISSING_SHARED_SECRET: [17, 'The credential carries no shared secret.'],
  INVALID_APPAUTH: [
    18,
    'The person has not authorised this application. Send the person to the Shell (target APPAUTH).',
  ],
  INVALID_THING_TYPE: [19, 'No such thing type.'],
  THING_TYPE_IMMUTABLE: [20, 'Things of this type cannot be changed once written.'],
  THING_TYPE_UNCREATABLE: [21, 'Things of this type cannot be created.'],
  DUPLICATE_CREDENTIAL_FOUND: [22, 'This credential is already registered. Use another.'],
  INVALID_RECORD_NAME: [23, 'This name cannot be given to a record.'],
  DRUG_NOT_FOUND: [24, 'No such drug. Search the vocabulary for its name.'],
  INVALID_PERSON_STATE: [25, 'The account is in a state that does not allow this.'],
  INVALID_CODESET: [26, 'No such code set. See GetVocabulary.'],
  INVALID_GROUP: [27, 'No such group.'],
  INVALID_VALIDATION_TOKEN: [28, 'The token that proves the e-mail address is wrong. Ask for a new mail.'],
  INVALID_ACCOUNT_NAME: [29, 'This name cannot be given to an account.'],
  INVALID_CONTACT_EMAIL: [30, 'The contact address is not a usable e-mail address.'],
  INVALID_LOGIN_NAME: [31, 'The sign-in name is not usable.'],
  INVALID_PASSWORD: [32, 'The password is not usable.'],
  INVALID_OPENQUERY: [33, 'No such saved query.'],
  INVALID_TRANSFORM: [34, 'There is no transform of this name. Stylesheets and addresses are never run.'],
  INVALID_RELATIONSHIP_TYPE: [35, 'No such relationship. See the vocabulary wc.relationship-types.'],
  INVALID_CREDENTIAL_TYPE: [36, 'No such kind of credential.'],
  INVALID_RECORD_STATE: [37, 'The record is in a state that does not allow this.'],
  APP_AUTH_NOT_REQUIRED: [38, 'This application works without authorisation.'],
  REQUEST_TOO_LONG: [39, 'The request is larger than the limit in GetServiceDefinition. Split it.'],
  DUPLICATE_AUTHORIZED_RECORD_FOUND: [40, 'The record is authorised already.'],
  EMAIL_NOT_VALIDATED: [41, 'The e-mail address has not been confirmed yet.'],
  DUPLICATE_GROUP_FOUND: [42, 'There is a group of this name already.'],
  GROUP_ALREADY_HAS_PARENT: [43, 'The group already belongs to another.'],
  GROUP_MEMBERSHIP_CYCLE_DETECTED: [44, 'A group cannot contain itself, not even by way of others.'],
  MAIL_ADDRESS_MALFORMED: [45, 'An e-mail address of the message is not usable.'],
  PASSWORD_NOT_STRONG: [46, 'The password is too easy to guess. Choose a longer one.'],
  CANNOT_REMOVE_LAST_CUSTODIAN: [47, 'A record keeps at least one custodian.'],
  INVALID_EMAIL_ADDRESS: [48, 'This is not a usable e-mail address.'],
  REQUEST_TIMED_OUT: [49, 'The request is older than its time to live. Check the clock and send it anew.'],
  INVALID_SPONSOR_EMAIL: [50, "The sponsor's address is not a usable e-mail address."],
  INVALID_PROMOTION_TOKEN: [51, 'The promotion token is not valid.'],
  INVALID_RECORD_AUTHORIZATION_TOKEN: [
    52,
    'The invitation to the record is not valid. Ask the custodian for a new one.',
  ],
  TOO_MANY_GROUPS_IN_QUERY: [53, 'The query has more groups than GetServiceDefinition allows.'],
  GRANT_AUTHZ_EXCEEDS_DEFAULT: [54, 'More is asked for than may be given here.'],
  INVALID_VOCABULARY: [55, 'No such vocabulary.'],
  DUPLICATE_APPLICATION_FOUND: [56, 'An application of this id is there already.'],
  RECORD_AUTHORIZATION_TOKEN_EXPIRED: [
    57,
    'The invitation to the record has expired. Ask the custodian for a new one.',
  ],
  RECORD_AUTHORIZATION_DOES_NOT_EXIST: [58, 'There is no such authorisation of a record.'],
  THING_TYPE_UNDELETABLE: [59, 'Things of this type cannot be deleted.'],
  VERSION_STAMP_MISSING: [60, 'An update needs the current version stamp. Read the thing first.'],
  VERSION_STAMP_MISMATCH: [
    61,
    'The thing was changed since this version stamp. Read it again, then repeat the change.',
  ],
  EXPIRED_OPENQUERY: [62, 'The saved query has expired.'],
  INVALID_PUBLIC_KEY: [63, 'The public key cannot be used.'],
  DOMAIN_NAME_NOT_SET: [
    64,
    'The application has no domain name to send mail from. Set one in its registration.',
  ],
  AUTHENTICATED_SESSION_TOKEN_EXPIRED: [65, 'The session has ended. Create another.'],
  INVALID_CREDENTIAL_KEY: [66, 'No such credential key.'],
  INVALID_PERSON_ID: [67, "This is not a person's id."],
  RECORD_QUOTA_EXCEEDED: [68, 'The record is full. Delete what is not needed or ask the operator for room.'],
  INVALID_DATETIME: [69, 'A date does not exist or is out of range.'],
  BAD_CERT: [70, 'The certificate cannot be used.'],
  RESPONSE_TOO_LONG: [71, 'The answer would be larger than allowed. Ask for less at once.'],
  INVALID_VERIFICATION_QUESTION: [72, 'The security question must not be empty.'],
  INVALID_VERIFICATION_ANSWER: [73, 'The security answer is wrong or empty.'],
  INVALID_IDENTITY_CODE: [
    74,
    'No open request has this identity code. It may have been used, deleted or expired.',
  ],
  RETRY_LIMIT_EXCEEDED: [75, 'Too many tries in a short time.'],
  CULTURE_NOT_SUPPORTED: [76, 'This culture is not supported.'],
  INVALID_FILE_EXTENSION: [77, 'Files with this extension are not taken.'],
  INVALID_VOCABULARY_ITEM: [78, 'The vocabulary has no such code.'],
  DUPLICATE_CONNECT_REQUEST_FOUND: [
    79,
    'The application has an open connect request with this external id. Delete that first.',
  ],
  INVALID_SPECIAL_ACCOUNT_TYPE: [80, 'No such kind of special account.'],
  DUPLICATE_TYPE_FOUND: [81, 'A type of this id is defined already.'],
  CREDENTIAL_NOT_FOUND: [82, 'No such credential.'],
  CANNOT_REMOVE_LAST_CREDENTIAL: [83, 'An account keeps at least one way to sign in.'],
  CONNECT_REQUEST_ALREADY_AUTHORIZED: [84, 'The connect request has been picked up already.'],
  INVALID_THING_TYPE_VERSION: [
    85,
    'The thing is kept in a newer version of its type than the one sent. Use that version, or OverwriteThings.',
  ],
  CREDENTIALS_LIMIT_EXCEEDED: [86, 'The account has as many credentials as are allowed.'],
  INVALID_METHOD: [87, 'No such method.'],
  INVALID_BLOB_REF_URL: [88, 'The blob reference is not valid.'],
  CANNOT_GET_STREAMED_OTHER_DATA: [
    89,
    'The data was streamed and cannot come back inline. Ask for it as a blob.',
  ],
  UPDATE_THING_TYPE_VERSION_NO_DATA_XML: [90, 'Changing the type version of a thing needs its data-xml.'],
  UNSUPPORTED_CONTENT_ENCODING: [91, 'This content encoding is not supported.'],
  CONTENT_ENCODING_DATA_MISMATCH: [92, 'The data is not in the content encoding it claims.'],
  APPLICATION_LIMIT_EXCEEDED: [93, 'The person has as many applications as are allowed.'],
  INVALID_BINARY_CONTENT_ID: [94, 'No such binary content.'],
  CONNECT_REQUEST_INCOMPLETE: [95, 'The connect package has no contents yet.'],
  CONNECT_PACKAGE_EXISTS: [96, 'The connect package has its contents already.'],
  INVALID_FILE_NAME: [97, 'This file name is not allowed.'],
  INVALID_SIGNUP_CODE: [98, 'The sign-up code is unknown or used. Get another by NewSignupCode.'],
  BLOB_SIZE_TOO_LARGE_FOR_INLINE: [99, 'The blob is too large to come inline. Ask for it streamed.'],
  DUPLICATE_BLOB: [100, 'Two blobs of the thing have one name.'],
  BLOB_TOKEN_COMMITTED: [101, 'The blob was already put into a thing. Upload it again for another.'],
  BLOB_TOKEN_NOT_COMPLETED: [
    102,
    'The upload of the blob was not finished. Mark its last chunk as complete.',
  ],
  THING_POTENTIALLY_INCOMPLETE: [
    104,
    'The thing has parts this method version cannot carry; writing it would lose them. Use version 2.',
  ],
  INVALID_SIGNATURE_ALGORITHM: [105, 'No such signature algorithm.'],
  INVALID_BLOB_HASH_ALGORITHM: [106, 'No such blob hash algorithm. Use the one BeginPutBlob names.'],
  UNSUPPORTED_BLOB_HASH_BLOCK_SIZE: [
    107,
    'This block size of blob hashes is not supported. Use the one BeginPutBlob names.',
  ],
  BLOB_HASH_ALGORITHM_MISMATCH: [108, 'The blob was uploaded under another hash algorithm.'],
  BLOB_HASH_BLOCK_SIZE_MISMATCH: [109, 'The blob was uploaded under another block size.'],
  UNSUPPORTED_SIGNATURE_METHOD: [110, 'This signature method cannot be used here.'],
  INVALID_BLOB_HASH: [111, 'The hash does not match the bytes of the blob.'],
  PACKAGE_BLOB_NOT_COMMITTED: [112, 'The blob is part of a package that was not created.'],
  APPLICATION_STATE_TRANSITION_NOT_SUPPORTED: [113, 'An application cannot go from its state to this one.'],
  ENTITY_MANAGER_AUTH_INVITE_DUPLICATE: [114, 'This manager has been invited already.'],
  EXISTING_ENTITY_MANAGER_AUTH_INVITE_NOT_FOUND: [115, 'There is no open invitation for this manager.'],
  INVALID_ENTITY_MANAGER_AUTH_TOKEN: [116, "The manager's invitation is not valid."],
  RESEND_ENTITY_MANAGER_INVITE_FAILED: [117, "The manager's invitation could not be sent again."],
  ENTITY_MANAGER_AUTH_ALREADY_EXIST: [118, 'This person is a manager already.'],
  ENTITY_MANAGER_AUTH_DOES_NOT_EXIST: [119, 'This person is not a manager.'],
  INVALID_PACKAGE_CONTENTS: [120, 'The contents of the package are not what a package may hold.'],
  INVALID_CONTENT_TYPE: [121, 'This content type is not supported.'],
  CONNECT_PACKAGE_VALIDATION_REQUIRED: [122, 'The contents must be checked before they enter a record.'],
  INVALID_THING_STATE: [123, 'No such thing state.'],
  TOO_MANY_THINGS_SPECIFIED: [124, 'More things than one call may carry. Split it.'],
  INVALID_ENTITY_TYPE: [125, 'No such kind of entity.'],
  INVALID_DIRECTORY_ITEM: [126, 'No such entry in the directory.'],
  INVALID_DIRECTORY_TYPE: [127, 'No such directory.'],
  INVALID_DIRECTORY_STATE: [128, 'No such state of a directory entry.'],
  INVALID_VOCABULARY_AUTHORIZATION: [129, 'The application cannot be given this vocabulary.'],
  VOCABULARY_ACCESS_DENIED: [130, 'This vocabulary is not open to the application.'],
  UNSUPPORTED_PERSONAL_FLAG: [131, 'Things of this type cannot be personal.'],
  SUBSCRIPTION_NOT_FOUND: [132, 'No such subscription of this application.'],
  SUBSCRIPTION_LIMIT_EXCEEDED: [133, 'The application has as many subscriptions as are allowed.'],
  SUBSCRIPTION_INVALID: [134, 'The subscription is not valid. Check its address, its key and its types.'],
  APPLICATION_CREATION_TOKEN_INVALID: [
    135,
    'The application creation token is unknown, used or expired. Start again with NewApplicationCreationInfo.',
  ],
  DUPLICATE_APPLICATION_ID: [136, 'An application of this id is there already.'],
  SHARING_REQUESTING_APPLICATION_NOT_FOUND: [137, 'The application that asks for sharing is unknown.'],
  ENCRYPTED_CREDENTIAL_EXPIRED: [138, 'The sealed credential has expired. Start again.'],
  DUPLICATE_ALTERNATE_ID: [139, 'The application uses this alternate id already.'],
  ALTERNATE_ID_NOT_FOUND: [140, 'No record has this alternate id in this application.'],
  ALTERNATE_IDS_LIMIT_EXCEEDED: [141, 'The record has as many alternate ids as are allowed.'],
  ALTERNATE_ID_MISSING: [142, 'The alternate id is missing.'],
  RECORD_AUDIT_NOT_FOUND: [143, "No such entry in the record's audit."],
  RECORD_SHARING_INVITATION_PIN_MISMATCH: [144, 'The PIN of the invitation is wrong.'],
  RECORD_SHARING_MAXIMUM_NUMBER_OF_ATTEMPTS_EXCEEDED: [
    145,
    'Too many wrong PINs. Ask the custodian for a new invitation.',
  ],
  CONCURRENCY_VIOLATION: [
    146,
    'Somebody else changed this at the same time. Read it again, then repeat the change.',
  ],
  RECORD_LOCATION_NOT_SUPPORTED: [147, 'The application does not serve the place this record belongs to.'],
  TOO_MANY_MESSAGES: [148, 'Too many messages at once. Try again later.'],
  COULD_NOT_ENQUEUE: [149, 'The messages could not be taken on. Try again later.'],
  DUPLICATE_APP_LOCATION_INFO: [150, 'This location of the application is there already.'],
  REMOVELOCATIONS_INVALID_WARNINGMESSAGES: [151, 'Warning texts have no place where locations are removed.'],
  MAINTENANCE_MODE_ACCESS_DENIED: [152, 'The vault can only be read at the moment. Try again later.'],
  INVALID_INSTANCE_ID: [153, 'No such instance. See GetServiceDefinition.'],
  CANNOT_UPDATE_IMMUTABLE_THING: [154, 'The thing is read-only.'],
  CANNOT_CREATE_IMMUTABLE_THING: [155, 'Things of this type cannot be read-only.'],
  CANNOT_CHANGE_IMMUTABLE_FLAG: [156, 'The read-only flag cannot be removed.'],
  INVALID_AGE: [157, 'An account holder must be at least 13 years old.'],
  INVALID_IP_ADDRESS: [158, 'Calls from this address are not allowed.'],
  INVALID_MSA_TICKET: [159, 'The Microsoft account ticket is not valid.'],
  MAX_RECORDS_EXCEEDED: [160, 'This person has as many records as are allowed.'],
  CANNOT_SET_IMMUTABLE_FLAG: [161, 'The read-only flag can only be set when a thing is created.'],
  COMMUNICATION_PREFERENCES_ACCESS_TOKEN_EXPIRED: [162, 'The link to the mail preferences has expired.'],
  MEANINGFUL_USE_FEATURE_DISABLED: [164, 'Meaningful Use reports are off in this vault.'],
  APPLICATION_CACHE_REQUEST_DUPLICATE_KEY: [165, 'The request names a cache key twice.'],
  APPLICATION_CACHE_REQUEST_INVALID_ITEM: [166, 'A cache item is not valid.'],
  APPLICATION_CACHE_REQUEST_TOO_LARGE: [167, 'The cache items are too large.'],
  DUPLICATE_DIRECT_ADDRESS: [168, 'This Direct address is taken.'],
  INVALID_DIRECT_ADDRESS: [169, 'This is not a usable Direct address.'],
  MAX_DIRECT_ADDRESSES_EXCEEDED: [170, 'The person has as many Direct addresses as are allowed.'],
  DIRECT_ADDRESS_NOT_FOUND: [171, 'No such Direct address.'],
  INVALID_MEANINGFUL_USE_SOURCE: [172, 'No such source of Meaningful Use data.'],
  DUPLICATE_MEANINGFUL_USE_SOURCES: [173, 'A source of Meaningful Use data is named twice.'],
  APP_NOT_ENABLED_FOR_MEANINGFUL_USE: [174, 'The application is not registered for Meaningful Use reports.'],
  CHILD_APPS_NOT_ENABLED_FOR_MEANINGFUL_USE: [
    175,
    'The children of the application are not registered for Meaningful Use reports.',
  ],
  DATA_CONNECTION_NOT_FOUND: [176, 'No such data connection.'],
  INVALID_SOURCE_ID: [177, 'No such data source.'],
  DATA_CONNECTION_STATUS_ERROR: [178, 'The data connection is broken. Set it up again.'],
  INVALID_SIGNAL_TYPE: [179, 'No such kind of signal.'],
  INVALID_THING_ORDER_SPECS: [
    180,
    'The order-by of the query is not valid. See the versions section of GetThingType.',
  ],
  THING_SORT_NOT_ENABLED: [181, 'Things of this type cannot be sorted.'],
  RECORD_STORE_UNAVAILABLE: [182, 'The record cannot be reached at the moment. Try again later.'],
  RECORD_UNDER_MAINTENANCE: [183, 'The record is being worked on. Try again later.'],
  ACCOUNT_PAIRED: [184, 'The account is paired already.'],
  PAIRING_RECORD_REQUIREMENTS_NOT_MET: [185, "The person's records do not allow pairing."],
  MSH_USER_ID_PAIRED: [186, 'The Microsoft Health user is paired already.'],
  INVALID_MSH_USER_ID: [187, 'No such Microsoft Health user.'],
  INVALID_VERIFICATION_CLIENT_ID: [188, 'The verification client id is not valid.'],
  CLIENT_ID_REFERENCES_MULTIPLE_THINGS: [
    189,
    'Several things have this client-thing-id. Name the one meant by its thing id.',
  ],
} as const satisfies Record<string, readonly [number, string]>;

export type StatusName = keyof typeof table;

export function statusNames(): readonly StatusName[] {
  return Object.keys(table) as StatusName[];
}

export function status(name: StatusName): Status {
  const [code, message] = table[name];
  return { code, message };
}

/** The caller's mistake. The detail may name elements, ids and limits, never values of health data. */
export class Fault extends Error {
  readonly status: StatusName;
  readonly code: number;
  constructor(name: StatusName, detail?: string) {
    super(detail === undefined ? table[name][1] : `${table[name][1]} ${detail}`);
    this.name = 'Fault';
    this.status = name;
    this.code = table[name][0];
  }
}

export function fault(name: StatusName, detail?: string): Fault {
  return new Fault(name, detail);
}

const names = new Map(Object.entries(table).map(([name, [code]]) => [code as number, name as StatusName]));

/** The name of a status by its number; undefined for one that is not in use here. */
export function statusName(code: number): StatusName | undefined {
  return names.get(code);
}
