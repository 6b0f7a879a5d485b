// The SDK: what an application needs to work with a vault, in Node and in browsers. `import { connect } from 'keepwell/client'`.
export { type App, type ConnectOptions, connect } from './connect.ts';
export { HealthVaultError, UnreachableError } from './errors.ts';
export type { Person, PersonRecord } from './people.ts';
export type { FoundThing, GetQuery, PutOptions, RecordClient, Thing, ThingKey } from './record.ts';
export type { Instance, Service } from './service.ts';
export { createApplicationUrl, type ShellTarget, shellUrl } from './shell-urls.ts';
export type { Credential } from './sign.ts';
