// What one page leaves for the next to tell: that something was done, and how to undo it. It travels in a sealed cookie,
// so that no address holds a name, and is shown once.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Vault } from '../../core/vault.ts';
import { cookieName, cookieOptions } from './cookies.ts';
import type { ShellContext } from './visit.ts';

export interface Notice {
  readonly text: string;
  readonly undo?: Undo;
}

/** A form with one button. */
export interface Undo {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly label: string;
}

const noticeCookie = 'keepwell-notice';

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

/** What the page before left. Undefined for nothing, and for what was not sealed here. */
export function openNotice(c: Context, { keys }: Vault, secure: boolean): Notice | undefined {
  const sealed = getCookie(c, cookieName(noticeCookie, secure));
  if (!sealed) return undefined;
  try {
    const inside = JSON.parse(keys.open(Buffer.from(sealed, 'base64url')).toString());
    return inside.kind === 'notice' ? inside.notice : undefined;
  } catch {
    return undefined;
  }
}
