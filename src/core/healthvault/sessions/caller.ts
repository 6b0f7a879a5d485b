// Who sends a request: all that its header says of it, looked up together. Whether it is true is judged one after the other:
// by sign.ts, people/tokens.ts and authorization/grants.ts.
import { addInheritance } from '../../applications/inheritance.ts';
import { type Awaitable, after } from '../../awaitable.ts';
import { hashToken } from '../../secrets.ts';
import type { Reader } from '../../store.ts';
import { fault } from '../status-fault.ts';
import type { CallerFacts } from './ports.ts';

/** As the header has it. */
export interface CallerClaims {
  readonly authToken: string;
  readonly userToken: string | undefined;
  readonly offlinePersonId: string | undefined;
  readonly recordId: string | undefined;
}

export interface Caller extends CallerFacts {
  /** Undefined for what cannot be a token. */
  readonly userHash: Buffer | undefined;
}

/** @throws INVALID_TOKEN for what cannot be a token, AUTHENTICATED_SESSION_TOKEN_EXPIRED for one that is not known or over */
export function findCaller(
  db: Reader,
  { authToken, userToken, offlinePersonId, recordId }: CallerClaims,
  now: number,
): Awaitable<Caller> {
  const hash = hashToken(authToken, 'session');
  if (!hash) throw fault('INVALID_TOKEN', 'It is the session token.');
  const userHash = userToken === undefined ? undefined : hashToken(userToken, 'user');
  const asked = { hash, userHash, personAlias: offlinePersonId, recordAlias: recordId };
  return after(db.sessions.caller(asked), found => {
    if (!found || found.session.expiresAt <= now) throw fault('AUTHENTICATED_SESSION_TOKEN_EXPIRED');
    const { session, userToken, personId, personState, reach } = found;
    // One by one: spread into one, they take longer than all else here.
    const of = (app: Caller['app']) => ({
      session,
      app,
      userToken,
      personId,
      personState,
      reach,
      userHash,
    });
    return found.app ? after(addInheritance(db, found.app), of) : of(undefined);
  });
}
