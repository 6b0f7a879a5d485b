// Who signed in with this browser before: kept in it, sealed, for longer than a session. There tries to sign in are counted
// apart from those of strangers (core/people/tries.ts).
import { getCookie, setCookie } from 'hono/cookie';
import type { KnownBrowser } from '../../../core/people/tries.ts';
import { cookieName, cookieOptions } from '../cookies.ts';
import type { ShellContext } from '../visit.ts';

const kind = 'known browser';
const markBytes = 16;

/** Of a family that shares a browser; who signed in there longest ago is forgotten first. */
const peopleMax = 10;

function nameOf(c: ShellContext): string {
  return cookieName('keepwell-known', c.var.visit.secure);
}

export function knownBrowser(c: ShellContext): KnownBrowser | undefined {
  const { keys, clock } = c.var.visit.vault;
  const sealed = getCookie(c, nameOf(c));
  if (sealed === undefined) return undefined;
  try {
    const inside = JSON.parse(keys.open(Buffer.from(sealed, 'base64url')).toString());
    return inside.kind === kind && inside.expiresAt > clock.now() ? inside : undefined;
  } catch {
    return undefined;
  }
}

/** Call it only for who has shown that the account is theirs. */
export function rememberBrowser(c: ShellContext, personId: string): void {
  const { vault, secure } = c.var.visit;
  const { keys, ids, clock, limits } = vault;
  const before = knownBrowser(c);
  const others = (before?.personIds ?? []).filter(id => id !== personId);
  const personIds = [personId, ...others].slice(0, peopleMax);
  const mark = before?.mark ?? ids.bytes(markBytes).toString('base64url');
  const inside = { kind, mark, personIds, expiresAt: clock.now() + limits.knownBrowserTtlMs };
  const sealed = keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url');
  const maxAge = Math.floor(limits.knownBrowserTtlMs / 1000);
  setCookie(c, nameOf(c), sealed, { ...cookieOptions(secure), maxAge });
}
