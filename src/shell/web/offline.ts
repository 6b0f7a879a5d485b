// Whether this browser keeps a copy of what is needed without a network. That is chosen in it, by whoever is signed in there, and
// noted in a cookie: the copy itself lies in the browser, put there by a script (browser/parts/keep-copy.ts), and is told to go by
// Clear-Site-Data when the person signs out, and at the next visit with nobody or somebody else signed in.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { hashSha256 } from '../../core/secrets.ts';
import { getCookieName, getCookieOptions } from './cookies.ts';

const offlineCookie = 'keepwell-offline';
const keptForSeconds = 365 * 24 * 3600;

/** A copy that is younger is good. */
const goodForMs = 5 * 60_000;

/** Caches and service workers of this origin; cookies stay. */
const dropStorage = '"storage"';

/** Who is at the browser, and when, in milliseconds. */
interface Moment {
  readonly secure: boolean;
  readonly now: number;
}

export interface KeptCopy {
  /** Is it to be made anew? */
  readonly isDue: boolean;
}

/** The copy that is kept here for who is signed in. That of anybody else goes. */
export function checkCopy(
  c: Context,
  personId: string | undefined,
  { secure, now }: Moment,
): KeptCopy | undefined {
  const [mark, madeAt = '0'] = getCookie(c, getCookieName(offlineCookie, secure))?.split('.') ?? [];
  if (mark === undefined) return undefined;
  if (personId !== undefined && mark === markOf(personId))
    return { isDue: now - Number(madeAt) >= goodForMs };
  if (personId !== undefined) endCopy(c, secure);
  else {
    // The choice stays, for when they come back.
    keep(c, secure, mark, 0);
    c.header('Clear-Site-Data', dropStorage);
  }
  return undefined;
}

function markOf(personId: string): string {
  return hashSha256(`keeps a copy ${personId}`).toString('base64url').slice(0, 22);
}

function keep(c: Context, secure: boolean, mark: string, madeAt: number): void {
  setCookie(c, getCookieName(offlineCookie, secure), `${mark}.${madeAt}`, {
    ...getCookieOptions(secure),
    maxAge: keptForSeconds,
  });
}

/** From here on one is kept. */
export function beginCopy(c: Context, secure: boolean, personId: string): void {
  keep(c, secure, markOf(personId), 0);
}

/** The one that is being sent. */
export function noteCopy(c: Context, personId: string, { secure, now }: Moment): void {
  keep(c, secure, markOf(personId), now);
}

export function endCopy(c: Context, secure: boolean): void {
  deleteCookie(c, getCookieName(offlineCookie, secure), getCookieOptions(secure));
  c.header('Clear-Site-Data', dropStorage);
}
