// What a page left for this one, as the cookie holds it. Opened with the visit; left and dropped by notice.ts.
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Vault } from '../../core/vault.ts';
import { getCookieName } from './cookies.ts';

export interface Notice {
  readonly text: string;
  readonly undo?: Undo | undefined;
}

/** A form with one button. */
export interface Undo {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly label: string;
}

export const noticeCookie = 'keepwell-notice';

/** What the page before left. Undefined for nothing, and for what was not sealed here. */
export function openNotice(c: Context, { keys }: Vault, secure: boolean): Notice | undefined {
  const sealed = getCookie(c, getCookieName(noticeCookie, secure));
  if (!sealed) return undefined;
  try {
    const inside = JSON.parse(keys.open(Buffer.from(sealed, 'base64url')).toString());
    return inside.kind === 'notice' ? inside.notice : undefined;
  } catch {
    return undefined;
  }
}
