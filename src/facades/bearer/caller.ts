// Who calls: from the bearer token of a request to the application and the person it works for.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { countAnonymousCall, countOfApp, TooManyTries } from '../../core/limits/rate-limit.ts';
import { findSmartAccess, type SmartAccess } from '../../core/smart/access.ts';
import type { Vault } from '../../core/vault.ts';
import { findNote } from '../../http/request-note.ts';
import { allowOrigin } from './cors.ts';
import { BearerProblem } from './problem.ts';

/** As they are counted and noted. */
export type DoorName = 'FHIR' | 'DICOMweb';

/**
 * Once they are known, the log says so and pages of the application may read the answer.
 * @throws BearerProblem 401
 */
export async function findCaller(
  vault: Vault,
  request: IncomingMessage,
  response: ServerResponse,
  address: string,
): Promise<SmartAccess> {
  const token = readToken(request);
  if (token === undefined)
    throw new BearerProblem(
      401,
      'Send the access token: Authorization: Bearer …. How to get one stands at .well-known/smart-configuration.',
    );
  const smart = await findSmartAccess(vault, token, address);
  if (!smart)
    throw new BearerProblem(
      401,
      'The access token is not good, or not any more. Get a new one, by the refresh token if there is one.',
    );
  const note = findNote(response);
  if (note) note.appId = smart.app.id;
  allowOrigin(request, response, smart.app);
  return smart;
}

function readToken({ headers }: IncomingMessage): string | undefined {
  return /^Bearer +([\w\-.~+/]{1,8192}=*)$/i.exec(headers.authorization ?? '')?.[1];
}

/**
 * All doors have one allowance between them.
 * @throws limitReached
 */
export function countCalls(vault: Vault, appId: string | undefined, amount = 1): void {
  const max = vault.limits.fhirCallsPerMinuteMax;
  if (appId !== undefined) countOfApp({ vault, appId }, 'FHIR', { max, amount });
}

/** What is refused to who is not known counts for where it comes from. @returns the refusal */
export function countUnknown(
  error: unknown,
  caller: { readonly vault: Vault; readonly address: string },
  door: DoorName,
): unknown {
  if (error instanceof TooManyTries) return error;
  try {
    countAnonymousCall(caller, door);
    return error;
  } catch (tooMany) {
    return tooMany;
  }
}
