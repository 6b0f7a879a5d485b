// What only this browser knows, so that a mailed link tells whether it is opened where it was asked for.
import { getCookie, setCookie } from 'hono/cookie';
import { getCookieName, getCookieOptions } from '../../web/cookies.ts';
import type { ShellContext } from '../../web/visit.ts';

const markBytes = 32;

function nameOf(c: ShellContext): string {
  return getCookieName('keepwell-mark', c.var.visit.secure);
}

export function readBrowserMark(c: ShellContext): string | undefined {
  return getCookie(c, nameOf(c));
}

/** The mark, made where there is none; a browser keeps it as long as the links that it asks for. */
export function markBrowser(c: ShellContext): string {
  const { vault, secure } = c.var.visit;
  const mark = readBrowserMark(c) ?? vault.ids.bytes(markBytes).toString('base64url');
  setCookie(c, nameOf(c), mark, {
    ...getCookieOptions(secure),
    maxAge: vault.limits.mailedLinkTtlMs / 1000,
  });
  return mark;
}
