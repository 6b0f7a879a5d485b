// Who is signed in: a cookie for the browser, and what goes with it here. The person's token never leaves this program.
import { randomBytes } from 'node:crypto';

export interface Session {
  readonly id: string;
  /** Goes to the Shell and comes back. */
  readonly state: string;
  /** The person's token, from the Shell. */
  token?: string | undefined;
  /** The record on the page. */
  recordId?: string | undefined;
}

const sessions = new Map<string, Session>();
const sessionsMax = 10_000;

export function newSession(): Session {
  const session = { id: secret(), state: secret() };
  sessions.set(session.id, session);
  const [oldest] = sessions.keys();
  if (sessions.size > sessionsMax) sessions.delete(oldest!);
  return session;
}

export function sessionOf(cookies: string | undefined): Session | undefined {
  const id = /(?:^|;\s*)diary=([\w-]+)/.exec(cookies ?? '')?.[1];
  return id === undefined ? undefined : sessions.get(id);
}

/** On a site with https it has `Secure` too. */
export function cookieOf({ id }: Session): string {
  return `diary=${id}; Path=/; HttpOnly; SameSite=Lax`;
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}
