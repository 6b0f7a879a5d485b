// What a refusal says beside its words: how to come with a token, when to come again, by which methods.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { noteRefusal } from '../../core/audit/refusals.ts';
import type { SmartAccess } from '../../core/smart/access.ts';
import type { Vault } from '../../core/vault.ts';
import { tellWait } from '../../http/refusal.ts';
import type { DoorName } from './caller.ts';

interface Refused {
  readonly vault: Vault;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly smart: SmartAccess | undefined;
  readonly door: DoorName;
  /** What the door takes. */
  readonly methods: string;
}

/** Before the answer's head is written. What is not allowed to an application is noted. */
export function headRefusal(
  { vault, request, response, smart, door, methods }: Refused,
  status: number,
  error: unknown,
): void {
  if (status === 401) response.setHeader('WWW-Authenticate', challenge(request.headers.authorization));
  if (status === 403) response.setHeader('WWW-Authenticate', 'Bearer error="insufficient_scope"');
  if (status === 405) response.setHeader('Allow', methods);
  tellWait(response, status, error);
  if (status === 403 && smart)
    noteRefusal(vault, {
      ...{ appId: smart.app.id, personId: smart.personId, recordId: smart.recordId },
      ...{ asked: door, why: 'ACCESS_DENIED' },
    });
}

/** Who sent a token is told that it is not good, who sent none what there is to send. */
function challenge(authorization: string | undefined): string {
  return authorization ? 'Bearer error="invalid_token"' : 'Bearer';
}
