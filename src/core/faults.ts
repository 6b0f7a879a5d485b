// What the core refuses, in its own words: each reason has a name and a sentence. Those who speak for it say it in the terms of
// their protocol: HealthVault's codes and words are in healthvault/fault-statuses.ts.

const reasons = {
  accessDenied: 'This is not allowed here.',
  invalid: 'What was sent is not as it must be.',
  thingNotFound: 'No such thing in this record.',
  certificateUnusable: 'The certificate cannot be used.',
  limitReached: 'So many there may be, and so often, and no more.',
  versionStampOutdated:
    'The thing was changed since this version stamp. Read it again, then repeat the change.',
  versionStampMissing: 'The thing is there already. To change it, send its current version stamp.',
  tooManyThings: 'More things than may be named at once. Split it.',
  blobAddressInvalid: 'The address of the blob is not valid.',
  tooMuchMail: 'Too many messages at once. Try again later.',
  subscriptionInvalid: 'The subscription is not valid.',
  personNotFound: 'No such person, or the account is not active.',
  blobTaken: 'The blob was already put into a thing. Upload it again for another.',
  tooLarge: 'What was sent is larger than it may be.',
  recordFull: 'The record is full. Delete what is not needed or ask the operator for room.',
  filterInvalid: 'A filter is wrong or missing.',
  emailInvalid: 'This is not a usable e-mail address.',
  emailUnconfirmed: 'The e-mail address has not been confirmed yet.',
  answerTooLarge: 'The answer would be larger than allowed. Ask for less at once.',
  mailAddressMalformed: 'An e-mail address of the message is not usable.',
  typeUnknown: 'No such thing type.',
  recordNotFound: 'No such record.',
  contentTypeUnsupported: 'This content type is not supported.',
  appNotFound: 'No such application.',
  credentialTaken: 'This credential is already registered. Use another.',
  wouldLoseParts: 'The thing has parts that this way to write it cannot carry; writing it would lose them.',
  accessNotFound: 'There is no such access to the record.',
  blobHashAlgorithmUnknown: 'No such algorithm to hash blobs by.',
  mailNotQueued: 'The messages could not be taken on. Try again later.',
  thingReadOnly: 'The thing is read-only.',
  blobIncomplete: 'The upload of the blob was not finished.',
  vocabularyClosed: 'This vocabulary is not open to the application.',
  typeChangeWithoutData: 'Changing the type version of a thing needs its data.',
  encodingUnsupported: 'This content encoding is not supported.',
  encodingWrong: 'The data is not in the content encoding it claims.',
  blobBlockSizeUnsupported: 'This block size of blob hashes is not supported.',
  tooManyGroups: 'The query has more groups than it may have.',
  typeUncreatable: 'Things of this type cannot be created.',
  typeImmutable: 'Things of this type cannot be changed once written.',
  subscriptionNotFound: 'No such subscription of this application.',
  tooManySubscriptions: 'The application has as many subscriptions as are allowed.',
  invitationUsedUp: 'Too many wrong PINs. Ask the custodian for a new invitation.',
  locationNotServed: 'The application does not serve the place this record belongs to.',
  blobOfPackage: 'The blob is part of a package that was not created.',
  tooManyRecords: 'This person has as many records as are allowed.',
  codeUnknown: 'The vocabulary has no such code.',
  vocabularyUnknown: 'No such vocabulary.',
  typeVersionOlder: 'The thing is kept in a newer version of its type than the one sent.',
  signUpCodeInvalid: 'The sign-up code is unknown or used.',
  recordStateWrong: 'The record is in a state that does not allow this.',
  recordNameInvalid: 'This name cannot be given to a record.',
  invitationInvalid: 'The invitation to the record is not valid. Ask the custodian for a new one.',
  blobHashWrong: 'The hash does not match the bytes of the blob.',
  tooYoung: 'An account holder must be at least 13 years old.',
  blobNamedTwice: 'Two blobs of the thing have one name.',
  appIdTaken: 'An application of this id is there already.',
  senderDomainMissing: 'The application has no domain name to send mail from. Set one in its registration.',
  personTokenExpired: "The person's token has expired or the person signed out.",
  tooManyAdmins: 'The application has as many admins as are allowed.',
  readOnlyTooLate: 'A thing can be made read-only only when it is created.',
  custodianLast: 'A record keeps at least one custodian.',
  readOnlyImpossible: 'Things of this type cannot be read-only.',
  readOnlyForGood: 'What is read-only stays so.',
  blobBlockSizeOther: 'The blob was uploaded under another block size.',
  blobHashAlgorithmOther: 'The blob was uploaded under another hash algorithm.',
  appStateFixed: 'An application cannot go from its state to this one.',
  tooManyApps: 'The person has as many applications as are allowed.',
  senderNameMalformed: "The name of the sender's mailbox is what stands before the @, alone.",
  recipientMissing: 'A message needs a recipient.',
  recipientNotFound: 'No such recipient, or the account is not active.',
  recipientUnconfirmed: 'A recipient has not confirmed the e-mail address yet.',
  recipientsWithoutRecord: 'Those who look after a record are told of by its id.',
  recipientsWithoutPerson: 'To write to those who look after a record, an application needs a person.',
  subscriptionKeyInvalid: 'The key of a subscription must be 64 bytes in base64.',
  subscriptionTypeUnknown: 'A subscription names a thing type that is none.',
  blobEmpty: 'A blob needs its bytes or its address; a length of 0 removes it.',
  blobLengthOther: 'The length of a blob is not what was uploaded.',
  blobLengthWrong: 'The length of a blob is not that of its data.',
  blobAddressOver: 'The address of the blob works no longer. Ask for another.',
  languageUnknown: 'The language must be a tag such as en or es-MX.',
  thingsTooLarge: 'The things are too large for one answer. Ask for fewer of them whole.',
  formatVersionUnknown: 'A version that things are asked in is none of a type.',
  orderTypeUnknown: 'The order is by a type that is none.',
  orderPropertyUnknown: 'The order must be by date or by a property of the type.',
  typeMissing: 'A new thing needs a type.',
  dataMissing: 'A new thing needs its data.',
  stateClosed: 'Applications may ask for active things only.',
  appNotOwn: 'This is neither the application itself nor a child of it.',
  personTokenUnreadable: "The person's token cannot be read. Send it exactly as it was issued.",
  personTokenOther: "The person's token was issued to another application.",
  signatureWithoutBlobs: 'The way the thing was signed cannot sign blobs.',
  signatureOfOtherBlobs: "A signature must name the thing's blobs and their hashes, no more, no less.",
  languageTagInvalid: 'A language must be a tag such as en or en-US.',
  languageTwice: 'There may be one for each language, and one for all others.',
  thingDamaged: 'What is asked for cannot be read.',
  /** One of HealthVault's statuses that no reason of the core stands for; see healthvault/status-fault.ts. */
  refusedByProtocol: 'The protocol refuses it.',
} as const satisfies Record<string, string>;

export type FaultName = keyof typeof reasons;

/** The caller's mistake. The detail may name ids and limits, never values of health data. */
export class Fault extends Error {
  readonly reason: FaultName;
  readonly detail: string | undefined;
  /** Where in what was sent, where there is more than one place: `Thing 2 of 3.` */
  readonly place: string | undefined;
  /** Of which thing of several, from 0, where it is of one. */
  readonly index: number | undefined;

  constructor(reason: FaultName, detail?: string, place?: string, index?: number) {
    super(sentences(reasons[reason], place, detail));
    this.name = 'Fault';
    this.reason = reason;
    this.detail = detail;
    this.place = place;
    this.index = index;
  }

  /** The same, of one place among several. */
  at(place: string): Fault {
    return new Fault(this.reason, this.detail, place);
  }
}

export function fault(reason: FaultName, detail?: string, place?: string, index?: number): Fault {
  return new Fault(reason, detail, place, index);
}

export function sentences(...parts: (string | undefined)[]): string {
  return parts.filter(part => part !== undefined).join(' ');
}
