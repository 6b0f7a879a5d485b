// What this browser keeps from having been signed in with, for longer than a session; core/people/known-browsers.ts.
import { getCookie, setCookie } from 'hono/cookie';
import { makeMark, rememberBrowser as remember } from '../../../core/people/known-browsers.ts';
import type { SignInPlace } from '../../../core/people/person.ts';
import { ofPerson } from '../../../core/turns.ts';
import { getCookieName, getCookieOptions } from '../../web/cookies.ts';
import type { ShellContext } from '../../web/visit.ts';

function nameOf(c: ShellContext): string {
  return getCookieName('keepwell-known', c.var.visit.secure);
}

export function readKnownMark(c: ShellContext): string | undefined {
  const mark = getCookie(c, nameOf(c));
  return mark !== undefined && /^[\w-]{22}$/.test(mark) ? mark : undefined;
}

/**
 * Call it only for who has shown that the account is theirs. A family that shares a browser shares its mark.
 * @param place of who signed in just now, whose person is told where the browser is new to the account
 */
export async function rememberBrowser(c: ShellContext, personId: string, place?: SignInPlace): Promise<void> {
  const { vault, secure } = c.var.visit;
  const mark = readKnownMark(c) ?? makeMark(vault);
  await vault.store.write(db => remember(db, vault, { personId, mark, place }), ofPerson(personId));
  const maxAge = Math.floor(vault.limits.knownBrowserTtlMs / 1000);
  setCookie(c, nameOf(c), mark, { ...getCookieOptions(secure), maxAge });
}
