// Who may call what: the rules of the authorisation matrix, as the documents of the platform have them. The code of
// the product is not asked. What each method needs stands in a table; what follows from it in `expected`.

export const modes = ['anonymous', 'app', 'online', 'offline'] as const;
export type Mode = (typeof modes)[number];

/** What the person granted the application on the type at hand. */
export const grantedRights = ['none', 'Read', 'Create', 'Update', 'Delete'] as const;
export type GrantedRight = (typeof grantedRights)[number];

/** Whose record the request names, and by which id. */
export const owners = [
  'own record',
  'shared record, as custodian',
  'shared record, to view',
  'own record, revoked',
  'shared record, access ended',
  "stranger's record",
  "own record by another app's id",
] as const;
export type Owner = (typeof owners)[number];

/** A status code, or `empty`: code 0, and nothing of what was asked for. */
export type Outcome = number | 'empty';

export interface Need {
  /** N, S, P and R of the list of methods: nobody, a session, a person too, a record of theirs too. */
  readonly who: 'nobody' | 'session' | 'person' | 'record';
  /** Refused without it. */
  readonly right?: Exclude<GrantedRight, 'none'>;
  /** What is answered without it, where that is not 11. */
  readonly without?: number;
  /** Answers without it, but shows nothing. */
  readonly shows?: 'Read' | 'any right' | 'records of the person';
  /** The element that its answer has where it shows something, if no probe tells. */
  readonly shown?: string;
  /** Methods by which an application names itself in the header: a session leaves no room for that. */
  readonly inSession?: number;
  /** Is it for custodians of the record alone? */
  readonly custodian?: true;
  /** Of a session alone: what is answered about a record that the application has lost. */
  readonly whenLost?: number;
}

/** By method; where one does several things, by what it is made to do. */
export const needs: Readonly<Record<string, Need>> = {
  CreateAuthenticatedSessionToken: { who: 'nobody', inSession: 4 },
  GetServiceDefinition: { who: 'nobody' },
  NewApplicationCreationInfo: { who: 'nobody', inSession: 6 },

  AddApplication: { who: 'session' },
  AllocatePackageId: { who: 'session' },
  BeginPutConnectPackageBlob: { who: 'session' },
  CreateConnectPackage: { who: 'session' },
  CreateConnectRequest: { who: 'session' },
  DeletePendingConnectPackage: { who: 'session' },
  DeletePendingConnectRequest: { who: 'session' },
  'DisassociateAlternateId, whichever record it is of': { who: 'session' },
  GetApplicationInfo: { who: 'session' },
  GetAuthorizedConnectRequests: { who: 'session' },
  GetAuthorizedPeople: { who: 'session' },
  GetEventSubscriptions: { who: 'session' },
  GetMeaningfulUseTimelyAccessReport: { who: 'session' },
  GetMeaningfulUseVDTReport: { who: 'session' },
  GetPersonAndRecordForAlternateId: { who: 'session', whenLost: 140 },
  GetThingType: { who: 'session' },
  GetUpdatedRecordsForApplication: { who: 'session' },
  GetVocabulary: { who: 'session' },
  NewSignupCode: { who: 'session' },
  SearchVocabulary: { who: 'session' },
  SelectInstance: { who: 'session' },
  'SendInsecureMessage, to a person': { who: 'session' },
  'SendInsecureMessage, to an address': { who: 'session' },
  'SendInsecureMessageFromApplication, to a person': { who: 'session' },
  'SendInsecureMessageFromApplication, to an address': { who: 'session' },
  SubscribeToEvent: { who: 'session' },
  UnsubscribeToEvent: { who: 'session' },
  UpdateApplication: { who: 'session' },
  UpdateEventSubscription: { who: 'session' },
  UpdateExternalId: { who: 'session' },

  AuthorizeApplication: { who: 'person' },
  'BeginPutBlob, for no record': { who: 'person' },
  GetApplicationSettings: { who: 'person' },
  GetAuthorizedRecords: { who: 'person', shows: 'records of the person' },
  GetPersonInfo: { who: 'person' },
  SetApplicationSettings: { who: 'person' },

  AssociateAlternateId: { who: 'record' },
  'BeginPutBlob, for a record': { who: 'record' },
  'DisassociateAlternateId, of a record': { who: 'record' },
  GetAlternateIds: { who: 'record' },
  GetDirectMessageStatus: { who: 'record' },
  GetPeopleForRecord: { who: 'record', custodian: true },
  GetRecordOperations: { who: 'record', shows: 'Read', shown: 'record-operation' },
  GetThings: { who: 'record', shows: 'Read' },
  GetValidGroupMembership: { who: 'record', shows: 'Read' },
  'OverwriteThings, creating': { who: 'record', right: 'Create' },
  'OverwriteThings, updating': { who: 'record', right: 'Update' },
  'PutThings, creating': { who: 'record', right: 'Create' },
  'PutThings, updating': { who: 'record', right: 'Update' },
  QueryPermissions: { who: 'record', shows: 'any right', shown: 'permission' },
  RemoveApplicationRecordAuthorization: { who: 'record' },
  RemoveThings: { who: 'record', right: 'Delete' },
  'SendDirectMessage, with an item': { who: 'record', right: 'Read', without: 13 },
  'SendDirectMessage, with words alone': { who: 'record' },
  'SendInsecureMessage, to custodians of a record': { who: 'record' },
  'SendInsecureMessageFromApplication, to custodians of a record': { who: 'record' },
};

export function expected(
  need: Need,
  { mode, right, owner }: { mode: Mode; right: GrantedRight; owner: Owner },
): Outcome {
  const { who } = need;
  if (who === 'nobody') return mode === 'anonymous' ? 0 : (need.inSession ?? 0);
  // A request that had to be signed and is not has no good signature.
  if (mode === 'anonymous') return 4;
  if (who === 'session') return need.whenLost !== undefined && isLost(owner) ? need.whenLost : 0;
  if (mode === 'app') return 9;
  if (need.shows === 'records of the person') return isReachable(owner) ? 0 : 'empty';
  if (who === 'person') return 0;
  if (owner === "stranger's record" || owner === "own record by another app's id") return 10;
  if (!isReachable(owner)) return 11;
  if (need.custodian && owner === 'shared record, to view') return 11;
  // Whoever shares a record to view lets others look, and the applications of others do no more than they may.
  const effective = owner === 'shared record, to view' && right !== 'Read' ? 'none' : right;
  if (need.right !== undefined && effective !== need.right) return need.without ?? 11;
  if (need.shows === 'Read' && effective !== 'Read') return 'empty';
  return need.shows === 'any right' && effective === 'none' ? 'empty' : 0;
}

function isReachable(owner: Owner): boolean {
  return (
    owner === 'own record' || owner === 'shared record, as custodian' || owner === 'shared record, to view'
  );
}

function isLost(owner: Owner): boolean {
  return owner === 'own record, revoked' || owner === 'shared record, access ended';
}
