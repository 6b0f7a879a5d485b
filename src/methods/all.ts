// Every method, one file each. Written by `npm run gen`: do not edit.
import createAuthenticatedSessionToken from './create-authenticated-session-token.ts';
import getApplicationInfo from './get-application-info.ts';
import getApplicationSettings from './get-application-settings.ts';
import getAuthorizedPeople from './get-authorized-people.ts';
import getAuthorizedRecords from './get-authorized-records.ts';
import getPersonInfo from './get-person-info.ts';
import getRecordOperations from './get-record-operations.ts';
import getServiceDefinition from './get-service-definition.ts';
import getThingType from './get-thing-type.ts';
import getThings from './get-things.ts';
import getUpdatedRecordsForApplication from './get-updated-records-for-application.ts';
import getVocabulary from './get-vocabulary.ts';
import newApplicationCreationInfo from './new-application-creation-info.ts';
import overwriteThings from './overwrite-things.ts';
import putThings from './put-things.ts';
import queryPermissions from './query-permissions.ts';
import removeApplicationRecordAuthorization from './remove-application-record-authorization.ts';
import removeThings from './remove-things.ts';
import searchVocabulary from './search-vocabulary.ts';
import selectInstance from './select-instance.ts';
import setApplicationSettings from './set-application-settings.ts';

export const allMethods = [
  createAuthenticatedSessionToken,
  getApplicationInfo,
  getApplicationSettings,
  getAuthorizedPeople,
  getAuthorizedRecords,
  getPersonInfo,
  getRecordOperations,
  getServiceDefinition,
  getThingType,
  getThings,
  getUpdatedRecordsForApplication,
  getVocabulary,
  newApplicationCreationInfo,
  overwriteThings,
  putThings,
  queryPermissions,
  removeApplicationRecordAuthorization,
  removeThings,
  searchVocabulary,
  selectInstance,
  setApplicationSettings,
] as const;
