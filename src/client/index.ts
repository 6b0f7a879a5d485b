// The SDK: what an application needs to work with a vault, in Node and in browsers. `import { connect } from 'keepwell/client'`.
export {
  BlobError,
  type BlobInfo,
  type BlobSource,
  type TransferOptions,
  type UploadedBlob,
} from './blobs.ts';
export { type BlockHash, BlockHasher } from './block-hash.ts';
export { type App, type ConnectOptions, type CreationInfo, connect } from './connect.ts';
export type { MethodName, RequestOf, ResponseOf, VersionOf } from './contracts.ts';
export {
  AnswerError,
  HealthVaultError,
  InvalidValueError,
  type StatusName,
  UnreachableError,
} from './errors.ts';
export {
  type ChangeNotification,
  NotificationError,
  type NotificationKeys,
  verifyNotification,
} from './notifications.ts';
export type { ConnectPackage, PackageOptions } from './packages.ts';
export type { PeopleQuery, Person, PersonRecord } from './people.ts';
export type { FoundThing, GetQuery, RecordClient, Thing } from './record.ts';
export type { Instance, Service } from './service.ts';
export { createApplicationUrl, type ShellTarget, shellUrl } from './shell-urls.ts';
export type { Credential } from './sign.ts';
export type { BlobToPut, PutOptions, ThingKey } from './thing-xml.ts';
export type { VocabularyItem, VocabularyName } from './vocabularies.ts';
