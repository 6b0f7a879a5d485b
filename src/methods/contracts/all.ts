// What every method takes and answers, by its name. Written by `npm run gen`: do not edit.
import { addApplication } from './add-application.ts';
import { allocatePackageId } from './allocate-package-id.ts';
import { associateAlternateId } from './associate-alternate-id.ts';
import { authorizeApplication } from './authorize-application.ts';
import { beginPutBlob } from './begin-put-blob.ts';
import { beginPutConnectPackageBlob } from './begin-put-connect-package-blob.ts';
import { createAuthenticatedSessionToken } from './create-authenticated-session-token.ts';
import { createConnectPackage } from './create-connect-package.ts';
import { createConnectRequest } from './create-connect-request.ts';
import { deletePendingConnectPackage } from './delete-pending-connect-package.ts';
import { deletePendingConnectRequest } from './delete-pending-connect-request.ts';
import { disassociateAlternateId } from './disassociate-alternate-id.ts';
import { getAlternateIds } from './get-alternate-ids.ts';
import { getApplicationInfo } from './get-application-info.ts';
import { getApplicationSettings } from './get-application-settings.ts';
import { getAuthorizedConnectRequests } from './get-authorized-connect-requests.ts';
import { getAuthorizedPeople } from './get-authorized-people.ts';
import { getAuthorizedRecords } from './get-authorized-records.ts';
import { getDirectMessageStatus } from './get-direct-message-status.ts';
import { getEventSubscriptions } from './get-event-subscriptions.ts';
import { getMeaningfulUseTimelyAccessReport } from './get-meaningful-use-timely-access-report.ts';
import { getMeaningfulUseVdtreport } from './get-meaningful-use-vdtreport.ts';
import { getPeopleForRecord } from './get-people-for-record.ts';
import { getPersonAndRecordForAlternateId } from './get-person-and-record-for-alternate-id.ts';
import { getPersonInfo } from './get-person-info.ts';
import { getRecordOperations } from './get-record-operations.ts';
import { getServiceDefinition } from './get-service-definition.ts';
import { getThingType } from './get-thing-type.ts';
import { getThings } from './get-things.ts';
import { getUpdatedRecordsForApplication } from './get-updated-records-for-application.ts';
import { getValidGroupMembership } from './get-valid-group-membership.ts';
import { getVocabulary } from './get-vocabulary.ts';
import { newApplicationCreationInfo } from './new-application-creation-info.ts';
import { newSignupCode } from './new-signup-code.ts';
import { overwriteThings } from './overwrite-things.ts';
import { putThings } from './put-things.ts';
import { queryPermissions } from './query-permissions.ts';
import { removeApplicationRecordAuthorization } from './remove-application-record-authorization.ts';
import { removeThings } from './remove-things.ts';
import { searchVocabulary } from './search-vocabulary.ts';
import { selectInstance } from './select-instance.ts';
import { sendDirectMessage } from './send-direct-message.ts';
import { sendInsecureMessage } from './send-insecure-message.ts';
import { sendInsecureMessageFromApplication } from './send-insecure-message-from-application.ts';
import { setApplicationSettings } from './set-application-settings.ts';
import { subscribeToEvent } from './subscribe-to-event.ts';
import { unsubscribeToEvent } from './unsubscribe-to-event.ts';
import { updateApplication } from './update-application.ts';
import { updateEventSubscription } from './update-event-subscription.ts';
import { updateExternalId } from './update-external-id.ts';

export const contracts = {
  AddApplication: addApplication,
  AllocatePackageId: allocatePackageId,
  AssociateAlternateId: associateAlternateId,
  AuthorizeApplication: authorizeApplication,
  BeginPutBlob: beginPutBlob,
  BeginPutConnectPackageBlob: beginPutConnectPackageBlob,
  CreateAuthenticatedSessionToken: createAuthenticatedSessionToken,
  CreateConnectPackage: createConnectPackage,
  CreateConnectRequest: createConnectRequest,
  DeletePendingConnectPackage: deletePendingConnectPackage,
  DeletePendingConnectRequest: deletePendingConnectRequest,
  DisassociateAlternateId: disassociateAlternateId,
  GetAlternateIds: getAlternateIds,
  GetApplicationInfo: getApplicationInfo,
  GetApplicationSettings: getApplicationSettings,
  GetAuthorizedConnectRequests: getAuthorizedConnectRequests,
  GetAuthorizedPeople: getAuthorizedPeople,
  GetAuthorizedRecords: getAuthorizedRecords,
  GetDirectMessageStatus: getDirectMessageStatus,
  GetEventSubscriptions: getEventSubscriptions,
  GetMeaningfulUseTimelyAccessReport: getMeaningfulUseTimelyAccessReport,
  GetMeaningfulUseVDTReport: getMeaningfulUseVdtreport,
  GetPeopleForRecord: getPeopleForRecord,
  GetPersonAndRecordForAlternateId: getPersonAndRecordForAlternateId,
  GetPersonInfo: getPersonInfo,
  GetRecordOperations: getRecordOperations,
  GetServiceDefinition: getServiceDefinition,
  GetThingType: getThingType,
  GetThings: getThings,
  GetUpdatedRecordsForApplication: getUpdatedRecordsForApplication,
  GetValidGroupMembership: getValidGroupMembership,
  GetVocabulary: getVocabulary,
  NewApplicationCreationInfo: newApplicationCreationInfo,
  NewSignupCode: newSignupCode,
  OverwriteThings: overwriteThings,
  PutThings: putThings,
  QueryPermissions: queryPermissions,
  RemoveApplicationRecordAuthorization: removeApplicationRecordAuthorization,
  RemoveThings: removeThings,
  SearchVocabulary: searchVocabulary,
  SelectInstance: selectInstance,
  SendDirectMessage: sendDirectMessage,
  SendInsecureMessage: sendInsecureMessage,
  SendInsecureMessageFromApplication: sendInsecureMessageFromApplication,
  SetApplicationSettings: setApplicationSettings,
  SubscribeToEvent: subscribeToEvent,
  UnsubscribeToEvent: unsubscribeToEvent,
  UpdateApplication: updateApplication,
  UpdateEventSubscription: updateEventSubscription,
  UpdateExternalId: updateExternalId,
};
