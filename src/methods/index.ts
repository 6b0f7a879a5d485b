// The methods by name, and the documented ones that are still to come.
import { allMethods } from './all.ts';
import type { Method } from './method.ts';

const byName = new Map<string, Method>(
  (allMethods as readonly Method[]).map(method => [method.name, method]),
);

export function findMethod(name: string): Method | undefined {
  return byName.get(name);
}

export function everyMethod(): readonly Method[] {
  return allMethods;
}

/** Every documented method and its versions, built or not. */
export const documentedMethods: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({
    AddApplication: [1, 2],
    AllocatePackageId: [1],
    AssociateAlternateId: [1],
    AuthorizeApplication: [1],
    BeginPutBlob: [1],
    BeginPutConnectPackageBlob: [1],
    CreateAuthenticatedSessionToken: [1, 2],
    CreateConnectPackage: [1, 2],
    CreateConnectRequest: [1],
    DeletePendingConnectPackage: [1],
    DeletePendingConnectRequest: [1],
    DisassociateAlternateId: [1],
    GetAlternateIds: [1],
    GetApplicationInfo: [1, 2],
    GetApplicationSettings: [1],
    GetAuthorizedConnectRequests: [1],
    GetAuthorizedPeople: [1],
    GetAuthorizedRecords: [1],
    GetEventSubscriptions: [1],
    GetMeaningfulUseTimelyAccessReport: [1],
    GetMeaningfulUseVDTReport: [1],
    GetPeopleForRecord: [1],
    GetPersonAndRecordForAlternateId: [1],
    GetPersonInfo: [1],
    GetRecordOperations: [1],
    GetServiceDefinition: [1, 2],
    GetThings: [1, 2, 3],
    GetThingType: [1],
    GetUpdatedRecordsForApplication: [1, 2],
    GetValidGroupMembership: [1],
    GetVocabulary: [1, 2],
    NewApplicationCreationInfo: [1],
    NewSignupCode: [1],
    OverwriteThings: [1, 2],
    PutThings: [1, 2],
    QueryPermissions: [1],
    RemoveApplicationRecordAuthorization: [1],
    RemoveThings: [1],
    SearchVocabulary: [1],
    SelectInstance: [1],
    SendInsecureMessage: [1],
    SendInsecureMessageFromApplication: [1],
    SetApplicationSettings: [1],
    SubscribeToEvent: [1],
    UnsubscribeToEvent: [1],
    UpdateApplication: [1, 2],
    UpdateEventSubscription: [1],
    UpdateExternalId: [1],
  }),
);
