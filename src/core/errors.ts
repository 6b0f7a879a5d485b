// Every status an answer can carry: its number, what it says to the caller, and how to mend it.
// The names are HealthVault's; the words are ours. Facades translate: `<code>` in XML, a status in HTTP.

interface Status {
  readonly code: number;
  readonly message: string;
}

const table = {
  OK: [0, 'Done.'],
  FAILED: [1, 'Something went wrong on our side; nothing was changed. Try again, and tell the operator the response id if it stays.'],
  BAD_HTTP: [2, 'The HTTP request could not be read. Send a POST with one XML document as its body.'],
  INVALID_XML: [3, 'The request is not well-formed XML or breaks its schema.'],
  BAD_SIG: [4, 'A signature or hash does not match what was sent. Sign the exact bytes, with the key or session secret of this application.'],
  BAD_METHOD: [5, 'There is no method of this name and version. See GetServiceDefinition.'],
  INVALID_APP: [6, 'The application is unknown here, not active, or may not call from this address.'],
  CREDENTIAL_TOKEN_EXPIRED: [7, "The person's token has expired or the person signed out. Send the person to the Shell again."],
  INVALID_TOKEN: [8, 'The token cannot be read. Send it exactly as it was issued.'],
  INVALID_PERSON: [9, 'No such person for this application, or the account is not active.'],
  INVALID_RECORD: [10, 'No such record for this application and person. Use a record id from GetPersonInfo.'],
  ACCESS_DENIED: [11, 'The application has no such right here. See QueryPermissions for what it has.'],
  NYI: [12, 'This part of the platform is not built yet.'],
  INVALID_THING: [13, 'No such thing in this record.'],
  INVALID_FILTER: [15, 'A filter of the query is wrong or missing.'],
  INVALID_FORMAT: [16, 'The format of the query is wrong or missing.'],
  MISSING_SHARED_SECRET: [17, 'The credential carries no shared secret.'],
  INVALID_APPAUTH: [18, 'The person has not authorised this application. Send the person to the Shell (target APPAUTH).'],
  INVALID_THING_TYPE: [19, 'No such thing type.'],
  THING_TYPE_IMMUTABLE: [20, 'Things of this type cannot be changed once written.'],
  THING_TYPE_UNCREATABLE: [21, 'Things of this type cannot be created.'],
  INVALID_TRANSFORM: [34, 'There is no transform of this name. Stylesheets and addresses are never run.'],
  REQUEST_TOO_LONG: [39, 'The request is larger than the limit in GetServiceDefinition. Split it.'],
  CANNOT_REMOVE_LAST_CUSTODIAN: [47, 'A record keeps at least one custodian.'],
  REQUEST_TIMED_OUT: [49, 'The request is older than its time to live. Check the clock and send it anew.'],
  TOO_MANY_GROUPS_IN_QUERY: [53, 'The query has more groups than GetServiceDefinition allows.'],
  INVALID_VOCABULARY: [55, 'No such vocabulary.'],
  VERSION_STAMP_MISSING: [60, 'An update needs the current version stamp. Read the thing first.'],
  VERSION_STAMP_MISMATCH: [61, 'The thing was changed since this version stamp. Read it again, then repeat the change.'],
  AUTHENTICATED_SESSION_TOKEN_EXPIRED: [65, 'The session has ended. Create another.'],
  RECORD_QUOTA_EXCEEDED: [68, 'The record is full. Delete what is not needed or ask the operator for room.'],
  INVALID_DATETIME: [69, 'A date does not exist or is out of range.'],
  BAD_CERT: [70, 'The certificate cannot be used.'],
  RESPONSE_TOO_LONG: [71, 'The answer would be larger than allowed. Ask for less at once.'],
  CULTURE_NOT_SUPPORTED: [76, 'This culture is not supported.'],
  INVALID_THING_TYPE_VERSION: [85, 'The thing is kept in a newer version of its type than the one sent. Use that version, or OverwriteThings.'],
  INVALID_METHOD: [87, 'No such method.'],
  INVALID_BLOB_REF_URL: [88, 'The blob reference is not valid.'],
  UPDATE_THING_TYPE_VERSION_NO_DATA_XML: [90, 'Changing the type version of a thing needs its data-xml.'],
  THING_POTENTIALLY_INCOMPLETE: [104, 'The thing has parts this method version cannot carry; writing it would lose them. Use version 2.'],
  INVALID_THING_STATE: [123, 'No such thing state.'],
  TOO_MANY_THINGS_SPECIFIED: [124, 'More things than one call may carry. Split it.'],
  UNSUPPORTED_PERSONAL_FLAG: [131, 'Things of this type cannot be personal.'],
  APPLICATION_CREATION_TOKEN_INVALID: [135, 'The application creation token is unknown, used or expired. Start again with NewApplicationCreationInfo.'],
  CANNOT_UPDATE_IMMUTABLE_THING: [154, 'The thing is read-only.'],
  CANNOT_CREATE_IMMUTABLE_THING: [155, 'Things of this type cannot be read-only.'],
  CANNOT_CHANGE_IMMUTABLE_FLAG: [156, 'The read-only flag cannot be removed.'],
  INVALID_AGE: [157, 'An account holder must be at least 13 years old.'],
  INVALID_IP_ADDRESS: [158, 'Calls from this address are not allowed.'],
  MAX_RECORDS_EXCEEDED: [160, 'This person has as many records as are allowed.'],
  CANNOT_SET_IMMUTABLE_FLAG: [161, 'The read-only flag can only be set when a thing is created.'],
} as const satisfies Record<string, readonly [number, string]>;

export type StatusName = keyof typeof table;

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
