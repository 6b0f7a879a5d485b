// What one page leaves for the next to tell: that something was done, and how to undo it. It travels in a sealed cookie,
// so that no address holds a name, and is shown once.
import { deleteCookie, setCookie } from 'hono/cookie';
import { getCookieName, getCookieOptions } from './cookies.ts';
import { type Notice, noticeCookie } from './sealed-notice.ts';
import type { ShellContext } from './visit.ts';

const keptForSeconds = 120;

/** Tells on the page that comes next. */
export function leaveNotice(c: ShellContext, notice: Notice): void {
  const { vault, secure } = c.var.visit;
  const sealed = vault.keys.seal(Buffer.from(JSON.stringify({ kind: 'notice', notice })));
  setCookie(c, getCookieName(noticeCookie, secure), sealed.toString('base64url'), {
    ...getCookieOptions(secure),
    maxAge: keptForSeconds,
  });
}

/** After it was shown. */
export function dropNotice(c: ShellContext): void {
  const { secure } = c.var.visit;
  deleteCookie(c, getCookieName(noticeCookie, secure), getCookieOptions(secure));
}
