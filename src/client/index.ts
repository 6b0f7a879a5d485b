// The SDK: what an application needs to work with a vault, in Node and in browsers. `import { connect } from '@keepwell/client'`.
export type { NewThing, NextVersion, ToPut } from './batch.ts';
export {
  BlobError,
  type BlobInfo,
  type BlobSource,
  type TransferOptions,
  type UploadedBlob,
  type UploadOptions,
  type UploadState,
} from './blobs.ts';
export { type BlockHash, BlockHasher } from './block-hash.ts';
export type { Change, ChangeOf, ChangesQuery } from './changes.ts';
export { type App, type CreationInfo, connect } from './connect.ts';
export type { MethodName, RequestOf, ResponseOf, VersionOf } from './contracts.ts';
export type { DirectMessage, DirectStatus } from './direct.ts';
export {
  AnswerError,
  CallError,
  HealthVaultError,
  InvalidValueError,
  type Status,
  type StatusName,
  UnreachableError,
  WrongTypeError,
} from './errors.ts';
export {
  type ChangeNotification,
  NotificationError,
  type NotificationKeys,
  verifyNotification,
} from './notifications.ts';
export type { Attempt, CallFor, CallOptions, ConnectOptions, Observe, Outcome } from './options.ts';
export type { ConnectPackage, PackageOptions } from './packages.ts';
export type { PeopleQuery, Person, PersonRecord } from './people.ts';
export type { RecordClient, TypeQuery } from './record.ts';
export type { Instance, Service } from './service.ts';
export { createApplicationUrl, type ShellTarget, shellUrl } from './shell-urls.ts';
export type { Credential } from './sign.ts';
export { type FoundThing, type GetQuery, isOf, type Thing } from './thing-query.ts';
export type { BlobToPut, PutOptions, ThingKey } from './thing-xml.ts';
export type { VocabularyItem, VocabularyName } from './vocabularies.ts';
