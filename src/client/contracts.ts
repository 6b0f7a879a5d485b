// What every method takes and answers, by name and version: the very schemas the platform runs by.
import { contracts } from '../methods/contracts/all.ts';
import type { Schema } from '../schema/schema.ts';

type Contracts = typeof contracts;

export type MethodName = keyof Contracts;

export type VersionOf<M extends MethodName> = keyof Contracts[M] & number;

type ContractOf<M extends MethodName, V> = V extends keyof Contracts[M] ? Contracts[M][V] : never;

/** What a version of a method takes. */
export type RequestOf<M extends MethodName, V extends VersionOf<M>> =
  ContractOf<M, V> extends { request: Schema<infer Request> } ? Request : never;

/** What it answers; nothing where its status is all. */
export type ResponseOf<M extends MethodName, V extends VersionOf<M>> =
  ContractOf<M, V> extends { response: Schema<infer Response> } ? Response : undefined;

export interface Contract {
  readonly request: Schema<unknown>;
  readonly response?: Schema<unknown>;
}

export function getContract(method: MethodName, version: number): Contract {
  const versions: Readonly<Record<number, Contract>> = contracts[method];
  const found = versions[version];
  if (!found) throw new TypeError(`${method} has no version ${version}.`);
  return found;
}

/** The methods that are called before there is a session. */
export const sessionless: ReadonlySet<string> = new Set<MethodName>([
  'CreateAuthenticatedSessionToken',
  'GetServiceDefinition',
  'NewApplicationCreationInfo',
]);

/** What reads may be asked again, whether the answer was lost or the question. */
export function mayRepeat(method: string): boolean {
  return /^(Get|Query|Search)/.test(method) || repeatable.has(method);
}

/** What sets a thing to what it is set to already, or makes what costs nothing when nobody takes it up. */
const repeatable: ReadonlySet<string> = new Set<MethodName>([
  'BeginPutBlob',
  'BeginPutConnectPackageBlob',
  'NewApplicationCreationInfo',
  'SelectInstance',
  'SetApplicationSettings',
]);
