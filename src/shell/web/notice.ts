// What one page leaves for the next to tell: that something was done, and how to undo it. It travels in a sealed cookie,
// so that no address holds a name, and is shown once.
import { deleteCookie, setCookie } from 'hono/cookie';
import { cookieName, cookieOptions } from './cookies.ts';
import { type Notice, noticeCookie } from './sealed-notice.ts';
import type { ShellContext } from './visit.ts';

const keptForSeconds = 120;

/** Tells on the page that comes next. */
export function leaveNotice(c: ShellContext, notice: Notice): void {
  const { vault, secure } = c.var.visit;
  const sealed = vault.keys.seal(Buffer.from(JSON.stringify({ kind: 'notice', notice })));
  setCookie(c, cookieName(noticeCookie, secure), sealed.toString('base64url'), {
    ...cookieOptions(secure),
    maxAge: keptForSeconds,
  });
}

/** After it was shown. */
export function dropNotice(c: ShellContext): void {
  const { secure } = c.var.visit;
  deleteCookie(c, cookieName(noticeCookie, secure), cookieOptions(secure));
}
