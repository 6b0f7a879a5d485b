// What core functions work on: one vault's store, clock, ids, keys and limits.

import type { VocabularyGrant } from './applications/application.ts';
import type { BlobStore } from './blobs/ports.ts';
import type { Instance } from './instance.ts';
import type { MailSettings } from './mail/mail.ts';
import type { IdentityProvider } from './people/identities.ts';
import type { SignUpPolicy } from './people/sign-up-codes.ts';
import type { Clock, Ids, Keys, Store } from './ports.ts';
import type { TrustStore } from './signatures/ports.ts';

export interface Vault {
  /** The same for as long as there is this vault, wherever it lies and whatever its address. */
  readonly id: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keys: Keys;
  readonly blobs: BlobStore;
  readonly limits: Limits;
  readonly instance: Instance;
  readonly mode: 'sandbox' | 'production';
  /** May the vault send to addresses of private networks, where a client names them? */
  readonly allowPrivateNetworks: boolean;
  readonly mail: MailSettings;
  readonly signUp: SignUpPolicy;
  /** Who may vouch for people who sign in. */
  readonly identityProviders: readonly IdentityProvider[];
  /** Open to the applications registered for them alone. */
  readonly restrictedVocabularies: readonly VocabularyGrant[];
  /** Who may vouch for those who sign things. */
  readonly trust: TrustStore;
  /** The version of Keepwell. */
  readonly version: string;
}

/** Every number that can be configured. GetServiceDefinition reports those a client needs. */
export interface Limits {
  /** Body bytes of a request after decompression. */
  requestBytesMax: number;
  /** Of a body whose sender proves nothing by it, once inflated; also what is read of any before its sender is known. */
  anonymousRequestBytesMax: number;
  /** Of all bodies under way, as they came and inflated: from one address, and in all. */
  requestBytesPerAddressMax: number;
  requestBytesHeldMax: number;
  /** Connections that are open, and requests under way: from one address, and in all. */
  connectionsPerAddressMax: number;
  connectionsMax: number;
  requestsPerAddressMax: number;
  requestsMax: number;
  /** What GetThings does not put into an answer is told by its key. */
  responseBytesMax: number;
  /** Of answers that are not taken yet: of one application or address, and in all. */
  answerBytesPerAppMax: number;
  answerBytesHeldMax: number;
  /** Bytes a second of an answer that is taken more slowly, for a minute, is broken off. */
  answerBytesPerSecondMin: number;
  xmlDepthMax: number;
  xmlNodesMax: number;
  thingsPerPutMax: number;
  /** Whose certificates one request may have checked. */
  signersPerPutMax: number;
  queryGroupsMax: number;
  fullThingsPerGroupMax: number;
  partialThingsPerGroupMax: number;
  xpathLengthMax: number;
  /** For all the XPath and sorting of a request. */
  xpathTimeMs: number;
  /** Of each of the two threads that evaluate XPath. */
  xpathMemoryBytesMax: number;
  /** Of a record, of all records together that are one person's, and of all there are; every version counts. */
  recordQuotaBytes: number;
  personQuotaBytes: number;
  vaultQuotaBytes: number;
  recordsPerPersonMax: number;
  /** Between mails that tell a person of documents an application put into a record. */
  documentMailGapMs: number;
  /** Rows of a page of a meaningful-use report. */
  meaningfulUseItemsMax: number;
  /** How long a deleted record can be taken out of the bin. */
  recordBinMs: number;
  /** Invitations to a record that wait, how long each does, and how many wrong PINs end it. */
  invitationsPerRecordMax: number;
  invitationTtlMs: number;
  invitationPinsMax: number;
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
  /** Files that one person puts into records by the pages, while they are under way, and records being exported. */
  uploadsPerPersonMax: number;
  /** How long such a file waits for its next part. */
  uploadIdleMs: number;
  exportsPerPersonMax: number;
  /** Bytes of a blob; clients take it for an int. */
  blobBytesMax: number;
  /** Bytes of every chunk of an upload but the last, and of the blocks that are hashed. */
  blobChunkBytes: number;
  /** Bytes of a blob that may come inside an answer. */
  inlineBlobBytesMax: number;
  blobsPerThingMax: number;
  /** Blobs of all the things that a request changes the blobs of, and those that an answer tells of. */
  blobsPerPutMax: number;
  blobsPerAnswerMax: number;
  /** Of what an application uploaded and no thing holds: blobs, and their bytes. */
  blobUploadsPerAppMax: number;
  blobUploadBytesPerAppMax: number;
  vocabularyItemsMax: number;
  appSettingsBytesMax: number;
  /** Wrong passwords in a window: for one account from one address, for one account by all strangers, and from one address. */
  signInTriesMax: number;
  signInTriesPerAccountMax: number;
  signInTriesPerAddressMax: number;
  signInTriesWindowMs: number;
  /** Wrong codes of an app, or of a mail, for one account. */
  wrongCodesPerHourMax: number;
  wrongCodesPerDayMax: number;
  /** Forms to sign up, in a window, that were refused for an address that is taken or a wrong code. */
  signUpRefusalsPerAddressMax: number;
  /** New passwords judged in a window, for one network address. */
  passwordsJudgedPerAddressMax: number;
  /** Passkeys that an account may have, and accounts with providers; browsers in which a person may be signed in. */
  waysToSignInMax: number;
  shellSessionsMax: number;
  /** Links that are mailed in an hour, to one e-mail address and asked for from one network address; how long each works. */
  mailedLinksPerHourMax: number;
  mailedLinksPerAddressPerHourMax: number;
  mailedLinkTtlMs: number;
  /** How long one may change what guards an account after showing who one is. */
  reauthenticateMs: number;
  /** Accounts opened in an hour: from one network address, which a whole clinic may share, and in all. */
  signUpsPerAddressPerHourMax: number;
  signUpsPerHourMax: number;
  /** Browsers that are known as those an account was signed in with, and for how long. */
  knownBrowsersMax: number;
  knownBrowserTtlMs: number;
  /** How long a deleted account can come back. */
  accountGraceMs: number;
  /** Session requests and application creations, an address and minute. */
  anonymousCallsPerMinuteMax: number;
  /** Work for calls whose sender proves nothing, an address and minute. */
  anonymousWorkMs: number;
  /** An application's subscriptions, and the types that one may name. */
  eventSubscriptionsMax: number;
  eventTypesMax: number;
  /** Deliveries under way, and things that one tells of; the changes of one request are never torn apart. */
  eventPostsMax: number;
  eventThingsPerPostMax: number;
  /** How long a receiver may take. */
  eventTimeoutMs: number;
  /** How long a failed delivery waits: at first, at most, and until it is given up. */
  eventRetryFirstMs: number;
  eventRetryGapMaxMs: number;
  eventRetryForMs: number;
  /** From when a package is dropped off, or its code reserved. */
  packageTtlMs: number;
  /** Wrong answers after which a package cannot be picked up. */
  packageAnswersMax: number;
  packageIterationsMax: number;
  /** That wait for an application, reserved codes too, and the bytes of their contents and blobs. */
  packagesPerAppMax: number;
  packageBytesPerAppMax: number;
  /** Copies of mail that an application may send in a day, and that may be sent with one person behind them. */
  mailsPerAppPerDayMax: number;
  mailsPerPersonPerDayMax: number;
  /** Invitations that one person has mailed in an hour; mails to one address in a day, of one person or of one application. */
  mailsPerPersonPerHourMax: number;
  mailsPerReceiverPerDayMax: number;
  /** Invitations to one address in a day, whoever sends them. */
  mailsPerReceiverInAllPerDayMax: number;
  /** Recipients that one call may name. */
  mailRecipientsMax: number;
  /** Subject and texts of one mail. */
  mailBytesMax: number;
  /** Copies that wait for the mail server. */
  mailsWaitingMax: number;
  /** Of the mailbox page of a sandbox: older ones are dropped. */
  mailboxMailsMax: number;
  /** Codes of an application that nobody has used. */
  signUpCodesPerAppMax: number;
  signUpCodeTtlMs: number;
  /** Connect requests an application may have, those that people connected included. */
  connectRequestsPerAppMax: number;
  /** How long a connect request waits for its person. */
  connectRequestTtlMs: number;
  /** How long it can be listed and used again after a person connected. */
  connectedListedMs: number;
  /** Wrong answers that use a connect request up. */
  connectAnswersMax: number;
  /** Wrong identity codes, and wrong answers: of one account, and from one network address. */
  connectTriesMax: number;
  connectTriesPerAddressMax: number;
  connectTriesWindowMs: number;
  /** What applications posted for pages to come: in all, from one address, and how long it waits. */
  parkedMax: number;
  parkedPerAddressMax: number;
  parkedTtlMs: number;
  alternateIdsPerRecordMax: number;
  /** Of the texts of an application that a master sends: bytes of a statement, characters of any other, languages. */
  appStatementBytesMax: number;
  appTextLengthMax: number;
  appLanguagesMax: number;
  appCertificatesMax: number;
  /** Entries of any list that an application is registered with. */
  appListMax: number;
  /** Rules an application may ask for, and in all of them together, sets of types and dates, and types. */
  appRulesMax: number;
  appRuleSetsMax: number;
  appRuleTypesMax: number;
  childAppsMax: number;
  /** Of the things that a page is made of, or that are changed together; one thing there may always be. */
  pageBytesMax: number;
  /** Things that one search by words looks at before it says so, and readings that one chart is drawn of. */
  itemsSearchedMax: number;
  chartReadingsMax: number;
  /** Versions of one thing that its pages count. */
  versionsCountedMax: number;
  /** For values in one CSV of an export; spreadsheets take no more than so many, and what is left out is told. */
  exportColumnsMax: number;
  /** Applications that one person configures in the Shell, and people who configure one, invited ones too. */
  ownAppsMax: number;
  appAdminsMax: number;
  /** Applications that are traced at once, for how long, and what is kept of each: calls, and bytes of a body. */
  tracedAppsMax: number;
  tracedAppsPerPersonMax: number;
  traceForMs: number;
  tracesPerAppMax: number;
  traceBodyBytesMax: number;
  /** People with data that a developer makes in a sandbox. */
  sandboxPeoplePerHourMax: number;
}

const minute = 60_000;
const hour = 60 * minute;

export const defaultLimits: Limits = {
  requestBytesMax: 10_485_760,
  anonymousRequestBytesMax: 65_536,
  requestBytesPerAddressMax: 67_108_864,
  requestBytesHeldMax: 268_435_456,
  connectionsPerAddressMax: 1024,
  connectionsMax: 8192,
  requestsPerAddressMax: 512,
  requestsMax: 4096,
  responseBytesMax: 20_971_520,
  answerBytesPerAppMax: 67_108_864,
  answerBytesHeldMax: 268_435_456,
  answerBytesPerSecondMin: 4096,
  xmlDepthMax: 128,
  xmlNodesMax: 250_000,
  thingsPerPutMax: 1000,
  signersPerPutMax: 20,
  queryGroupsMax: 50,
  fullThingsPerGroupMax: 240,
  partialThingsPerGroupMax: 1000,
  xpathLengthMax: 1000,
  xpathTimeMs: 500,
  xpathMemoryBytesMax: 100_663_296,
  recordQuotaBytes: 4_294_967_296,
  personQuotaBytes: 17_179_869_184,
  vaultQuotaBytes: 1_099_511_627_776,
  recordsPerPersonMax: 50,
  documentMailGapMs: hour,
  meaningfulUseItemsMax: 1000,
  recordBinMs: 30 * 24 * hour,
  invitationsPerRecordMax: 20,
  invitationTtlMs: 14 * 24 * hour,
  invitationPinsMax: 5,
  personInfoRecordsMax: 25,
  authorizedPeopleMax: 100,
  sessionTtlMs: 4 * hour,
  userTokenTtlMs: 4 * hour,
  shellSessionTtlMs: 12 * hour,
  appCreationTokenTtlMs: 15 * minute,
  clockSkewMs: 15 * minute,
  signingTimeWindowMs: 30 * minute,
  blobReadTokenTtlMs: 30 * minute,
  blobWriteTokenTtlMs: 24 * hour,
  uploadsPerPersonMax: 50,
  uploadIdleMs: 15 * minute,
  exportsPerPersonMax: 2,
  blobBytesMax: 2_147_483_647,
  blobChunkBytes: 2_097_152,
  inlineBlobBytesMax: 10_485_760,
  blobsPerThingMax: 1000,
  blobsPerPutMax: 10_000,
  blobsPerAnswerMax: 20_000,
  blobUploadsPerAppMax: 10_000,
  blobUploadBytesPerAppMax: 17_179_869_184,
  vocabularyItemsMax: 1000,
  appSettingsBytesMax: 1_048_576,
  signInTriesMax: 10,
  signInTriesPerAccountMax: 30,
  signInTriesPerAddressMax: 1000,
  signInTriesWindowMs: 15 * minute,
  wrongCodesPerHourMax: 10,
  wrongCodesPerDayMax: 30,
  signUpRefusalsPerAddressMax: 100,
  passwordsJudgedPerAddressMax: 1000,
  waysToSignInMax: 20,
  shellSessionsMax: 100,
  mailedLinksPerHourMax: 5,
  mailedLinksPerAddressPerHourMax: 500,
  mailedLinkTtlMs: 24 * hour,
  reauthenticateMs: 10 * minute,
  signUpsPerAddressPerHourMax: 1000,
  signUpsPerHourMax: 5000,
  knownBrowsersMax: 20,
  knownBrowserTtlMs: 180 * 24 * hour,
  accountGraceMs: 30 * 24 * hour,
  anonymousCallsPerMinuteMax: 600,
  anonymousWorkMs: 10_000,
  eventSubscriptionsMax: 25,
  eventTypesMax: 1000,
  eventPostsMax: 16,
  eventThingsPerPostMax: 1000,
  eventTimeoutMs: 15_000,
  eventRetryFirstMs: 10_000,
  eventRetryGapMaxMs: hour,
  eventRetryForMs: 10 * 24 * hour,
  packageTtlMs: 28 * 24 * hour,
  packageAnswersMax: 3,
  packageIterationsMax: 1_000_000,
  packagesPerAppMax: 100_000,
  packageBytesPerAppMax: 68_719_476_736,
  mailsPerAppPerDayMax: 1000,
  mailsPerPersonPerDayMax: 100,
  mailsPerPersonPerHourMax: 20,
  mailsPerReceiverPerDayMax: 10,
  mailsPerReceiverInAllPerDayMax: 100,
  mailRecipientsMax: 100,
  mailBytesMax: 262_144,
  mailsWaitingMax: 10_000,
  mailboxMailsMax: 500,
  signUpCodesPerAppMax: 10_000,
  signUpCodeTtlMs: 28 * 24 * hour,
  connectRequestsPerAppMax: 100_000,
  connectRequestTtlMs: 28 * 24 * hour,
  connectedListedMs: 90 * 24 * hour,
  connectAnswersMax: 3,
  connectTriesMax: 10,
  connectTriesPerAddressMax: 1000,
  connectTriesWindowMs: 15 * minute,
  parkedMax: 10_000,
  parkedPerAddressMax: 500,
  parkedTtlMs: 30 * minute,
  alternateIdsPerRecordMax: 100,
  appStatementBytesMax: 262_144,
  appTextLengthMax: 4096,
  appLanguagesMax: 50,
  appCertificatesMax: 10,
  appListMax: 200,
  appRulesMax: 50,
  appRuleSetsMax: 200,
  appRuleTypesMax: 2000,
  childAppsMax: 10_000,
  pageBytesMax: 16_777_216,
  itemsSearchedMax: 5000,
  chartReadingsMax: 5000,
  versionsCountedMax: 1000,
  exportColumnsMax: 2000,
  ownAppsMax: 25,
  appAdminsMax: 20,
  tracedAppsMax: 20,
  tracedAppsPerPersonMax: 3,
  traceForMs: hour,
  tracesPerAppMax: 50,
  traceBodyBytesMax: 32_768,
  sandboxPeoplePerHourMax: 10,
};
