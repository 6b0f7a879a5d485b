// One request of FHIR, of its own or an entry of a Bundle: what an interaction is given, and what it answers.
import type { FhirAccess, ReopenAccess } from '../../core/fhir/access.ts';
import { FhirProblem } from '../../core/fhir/problem.ts';
import type { FoundOne } from '../../core/fhir/read.ts';
import type { Resource } from '../../core/fhir/values.ts';
import type { Within } from '../../core/fhir/write.ts';
import type { Vault } from '../../core/vault.ts';
import type { SentBytes } from '../streaming/download.ts';
import type { Route } from './route.ts';

/** What a client may say beside the address and the body, as HTTP or an entry of a Bundle says it. */
export interface Conditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly ifModifiedSince?: string | undefined;
  readonly ifNoneExist?: string | undefined;
}

export interface FhirCall {
  readonly vault: Vault;
  readonly access: FhirAccess;
  readonly route: Route;
  readonly conditions: Conditions;
  readonly body: Resource | undefined;
  /** A patch comes as no resource, too. */
  readonly patch?: readonly unknown[] | undefined;
  readonly prefer: Prefer;
  /** Of a Binary: is its resource asked for, and not its bytes? */
  readonly wantsResource?: boolean | undefined;
  /** The transaction that it is a part of. */
  readonly within?: Transaction | undefined;
  readonly reopen: ReopenAccess;
}

/** What a transaction is going to do, as far as its entries were looked at. */
export interface Transaction extends Within {
  /** The resources that it creates, each under its id. */
  readonly made: readonly Resource[];
  /** Does it create the Patient? */
  readonly makesPatient: boolean;
  /** Which resource the entry means, where others had to know that before. */
  readonly identity: Identity | undefined;
}

/** Which resource is meant by what is to be created, or changed by a condition. */
export interface Identity {
  /** The one that is there. */
  readonly there?: FoundOne | undefined;
  /** The id of one that the same transaction creates. */
  readonly made?: string | undefined;
  /** Of a new one, where there is none. */
  readonly newId: string;
}

export interface Prefer {
  readonly return: 'minimal' | 'representation' | 'OperationOutcome';
  readonly isStrict: boolean;
  readonly isLenient: boolean;
  readonly isAsync: boolean;
}

export interface FhirAnswer {
  readonly status: number;
  readonly resource?: Resource | undefined;
  /** `Type/id/_history/version`, below the base. */
  readonly location?: string | undefined;
  readonly versionId?: string | undefined;
  /** What is no resource. */
  readonly json?: object | undefined;
  /** What is sent as it is, in its own form. */
  readonly bytes?: SentBytes | undefined;
  readonly kept?: { readonly contentType: string; readonly bytes: Buffer } | undefined;
  /** Lines of JSON, as many as there are. */
  readonly lines?: AsyncGenerator<string> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds, UTC. */
  readonly lastModified?: number | undefined;
}

export type Interaction = (call: FhirCall) => Promise<FhirAnswer>;

/** @throws FhirProblem */
export function demandBody({ body, route }: FhirCall): Resource {
  if (!body) throw new FhirProblem(400, 'required', 'The request has no body. Send the resource.');
  if (body.resourceType !== route.type)
    throw new FhirProblem(
      400,
      'invalid',
      `The address is of ${route.type}, and the resource is another kind.`,
      'resourceType',
    );
  return body;
}

/** The stamp in `W/"stamp"`; undefined for none. @throws FhirProblem */
export function readEntityTag(text: string | undefined, header: string): string | undefined {
  if (text === undefined) return undefined;
  const [, tag] = /^\s*(?:W\/)?"([^"]+)"\s*$/.exec(text) ?? [];
  if (tag === undefined)
    throw new FhirProblem(
      400,
      'value',
      `${header} is to be the ETag of the version that was read, as W/"…".`,
    );
  return tag;
}
