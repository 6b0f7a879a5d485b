// One request of FHIR, of its own or an entry of a Bundle: what an interaction is given, and what it answers.
import type { FhirAccess } from '../../core/fhir/access.ts';
import { catchUp } from '../../core/fhir/catch-up.ts';
import { FhirProblem } from '../../core/fhir/problem.ts';
import type { Resource } from '../../core/fhir/values.ts';
import type { Writer } from '../../core/store.ts';
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
  readonly db?: Writer | undefined;
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

/** Is it a search, or on the condition of one? */
export function asksIndex({ route, conditions }: Pick<FhirCall, 'route' | 'conditions'>): boolean {
  const { kind, id } = route;
  const changes = kind === 'update' || kind === 'patch' || kind === 'delete';
  return kind === 'search' || conditions.ifNoneExist !== undefined || (changes && id === undefined);
}

/** Within its transaction, or one of its own. What is on a condition is looked for in a whole index. */
export async function write<T>(call: FhirCall, work: (db: Writer) => Promise<T>): Promise<T> {
  const { vault, access, db } = call;
  if (db) return work(db);
  if (asksIndex(call)) await catchUp(vault, access.grant.recordId);
  return vault.store.write(work, access.grant);
}

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
