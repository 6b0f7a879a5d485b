// How far a request of FHIR reaches: a grant on one record, and what of it its scopes open. Made by the facade from a token; every
// way to a resource asks it.
import type { Grant } from '../authorization/grant.ts';
import { allows, narrow, type Scopes } from '../smart/scopes.ts';
import type { Reader } from '../store.ts';
import { FhirProblem } from './problem.ts';

/** Create, read, update, delete, search. */
export type Interaction = 'c' | 'r' | 'u' | 'd' | 's';

export interface FhirAccess extends WithinScopes {
  readonly grant: Grant;
  /** The record, as the application knows it. */
  readonly patientId: string;
  /** Of this server's FHIR, without a slash at its end. */
  readonly baseUrl: string;
}

/** What scopes open of all that a grant does. */
export interface WithinScopes {
  allows(resourceType: string, interaction: Interaction): boolean;
  /** What a resource must be beside its kind: alternatives, in each of which all must hold; undefined where there is none. */
  narrow(
    resourceType: string,
    interaction: Interaction,
  ): readonly (readonly { readonly param: string; readonly value: string }[])[] | undefined;
}

export function keepWithin(scopes: Scopes): WithinScopes {
  return {
    allows: (type, interaction) => allows(scopes, type, interaction),
    narrow: (type, interaction) => narrow(scopes, type, interaction),
  };
}

/**
 * Gives the access as the person's authorization is at this moment; undefined where it ended. Every write asks within its transaction:
 * a request may have waited for its turn since its token was read.
 */
export type ReopenAccess = (db: Reader) => Promise<FhirAccess | undefined>;

/** @throws FhirProblem 403 where the access ended, or its scopes changed, since the request was made ready */
export async function demandUnchanged(
  db: Reader,
  { access, reopen }: { readonly access: FhirAccess; readonly reopen: ReopenAccess },
): Promise<Grant> {
  const now = await reopen(db);
  if (!now) throw new FhirProblem(403, 'forbidden', 'Nothing was done: the access ended meanwhile.');
  if (listScopes(now) !== listScopes(access))
    throw new FhirProblem(403, 'forbidden', 'Nothing was done: the access changed meanwhile. Send it again.');
  return now.grant;
}

function listScopes({ grant }: FhirAccess): string {
  return JSON.stringify(grant.scopes?.resources);
}

const words: Record<Interaction, string> = { c: 'create', r: 'read', u: 'update', d: 'delete', s: 'search' };

/** @throws FhirProblem */
export function demandScope(access: FhirAccess, resourceType: string, interaction: Interaction): void {
  if (!access.allows(resourceType, interaction))
    throw new FhirProblem(
      403,
      'forbidden',
      `No scope of the token lets it ${words[interaction]} ${resourceType}. Ask for patient/${resourceType}.${interaction}.`,
    );
}
