// What one page leaves for the next to tell: that something was done, and how to undo it. It travels in a sealed cookie,
// so that no address holds a name, and is shown once.
import { deleteCookie, setCookie } from 'hono/cookie';
import type { Vault } from '../../core/vault.ts';
import { cookieOptions } from './cookies.ts';
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

export const noticeCookie = 'keepwell-notice';

const keptForSeconds = 120;

/** Tells on the page that comes next. */
export function leaveNotice(c: ShellContext, notice: Notice): void {
  const { vault, secure } = c.var.visit;
  const sealed = vault.keys.seal(Buffer.from(JSON.stringify({ kind: 'notice', notice })));
  setCookie(c, noticeCookie, sealed.toString('base64url'), {
    ...cookieOptions(secure),
    maxAge: keptForSeconds,
  });
}

/** After it was shown. */
export function dropNotice(c: ShellContext): void {
  const { secure } = c.var.visit;
  deleteCookie(c, noticeCookie, cookieOptions(secure));
}

/** Undefined for none, and for what was not sealed here. */
export function openNotice({ keys }: Vault, sealed: string | undefined): Notice | undefined {
  if (!sealed) return undefined;
  try {
    const inside = JSON.parse(keys.open(Buffer.from(sealed, 'base64url')).toString());
    return inside.kind === 'notice' ? inside.notice : undefined;
  } catch {
    return undefined;
  }
}
