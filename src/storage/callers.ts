// Who sends a request, in one statement: each costs its way to the database and back.
import { type Awaitable, after } from '../core/awaitable.ts';
import type { CallerFacts, CallerQuery } from '../core/healthvault/sessions/ports.ts';
import type { AppSession } from '../core/healthvault/sessions/session.ts';
import type { Person, UserToken } from '../core/people/person.ts';
import { application } from './applications.ts';
import { joinReach, type ReachRow, reachColumns, readReach } from './reach.ts';
import { type Sql, type SqlValue, toNull, toUndefined } from './sql.ts';

type SessionPart = readonly [
  appId: string,
  hmac: AppSession['hmac'],
  sealedSecret: Buffer,
  thumbprint: string | null,
  expiresAt: number,
  definition: string | null,
];

type PersonPart = readonly [
  tokenAppId: string | null,
  tokenPersonId: string,
  shellHash: Buffer | null,
  tokenExpiresAt: number,
  aliasPersonId: string | null,
  state: Person['state'] | null,
];

type CallerRow = readonly [...SessionPart, ...PersonPart, ...ReachRow];

/** A session ends with the certificate that opened it: the application's own, or its master's. */
const callerBySession = `
  SELECT s.app_id, s.hmac, s.sealed_secret, s.thumbprint, s.expires_at, a.definition,
    t.app_id, t.person_id, t.shell_hash, t.expires_at, o.person_id, p.state,
    ${reachColumns}
  FROM app_session s LEFT JOIN application a ON a.id = s.app_id
  LEFT JOIN user_token t ON t.hash = ?
  LEFT JOIN person_alias o ON o.app_id = s.app_id AND o.alias = ?
  LEFT JOIN person p ON p.id = COALESCE(t.person_id, o.person_id)
  LEFT JOIN record_alias l ON l.app_id = s.app_id AND l.alias = ? ${joinReach}
  WHERE s.hash = ? AND (s.thumbprint IS NULL OR EXISTS (
    SELECT 1 FROM application_certificate c
    WHERE c.app_id IN (s.app_id, a.master_id) AND c.thumbprint = s.thumbprint))`;

export function findCaller(sql: Sql, asked: CallerQuery): Awaitable<CallerFacts | undefined> {
  return after(
    sql.rows<CallerRow>(callerBySession, ...valuesOf(asked)),
    ([row]) => row && readCaller(asked, row),
  );
}

export interface CallerAsOf {
  readonly found: CallerFacts | undefined;
  /** What stood beside it when it was looked up; undefined where nothing was found. */
  readonly asOf: SqlValue | undefined;
}

/** The same, and what a SELECT of one value finds at the same moment. */
export function findCallerAsOf(sql: Sql, asked: CallerQuery, value: string): Awaitable<CallerAsOf> {
  const text = callerBySession.replace('SELECT', `SELECT (${value}),`);
  return after(sql.rows<readonly [SqlValue, ...CallerRow]>(text, ...valuesOf(asked)), ([row]) => {
    if (!row) return { found: undefined, asOf: undefined };
    const [asOf, ...own] = row;
    return { found: readCaller(asked, own), asOf };
  });
}

function valuesOf({ hash, userHash, personAlias, recordAlias }: CallerQuery): SqlValue[] {
  return [toNull(userHash), toNull(personAlias), toNull(recordAlias), hash];
}

function readCaller({ hash, userHash }: CallerQuery, row: CallerRow): CallerFacts {
  const [appId, hmac, sealedSecret, thumbprint, expiresAt, definition, ...others] = row;
  const [tokenAppId, tokenPersonId, shellHash, tokenExpiresAt, aliasPersonId, state, ...reach] = others;
  const userToken: UserToken | undefined =
    userHash === undefined || tokenAppId === null
      ? undefined
      : {
          hash: userHash,
          appId: tokenAppId,
          personId: tokenPersonId,
          shellHash: toUndefined(shellHash),
          expiresAt: Number(tokenExpiresAt),
        };
  return {
    session: {
      hash,
      appId,
      hmac,
      sealedSecret,
      thumbprint: toUndefined(thumbprint),
      expiresAt: Number(expiresAt),
    },
    app: definition === null ? undefined : application(definition),
    userToken,
    personId: toUndefined(aliasPersonId),
    personState: toUndefined(state),
    reach: readReach(appId, reach),
  };
}
