// Whom a provider vouched for and who has no account yet: kept in this browser, sealed, until they sign up.
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Vouched } from '../../../core/people/identity-provider.ts';
import { getCookieName, getCookieOptions } from '../../web/cookies.ts';
import type { ShellContext } from '../../web/visit.ts';

const keptForMs = 30 * 60_000;
const kind = 'vouched';

function nameOf(c: ShellContext): string {
  return getCookieName('keepwell-vouched', c.var.visit.secure);
}

export function keepVouched(c: ShellContext, vouched: Vouched): void {
  const { vault, secure } = c.var.visit;
  const inside = { kind, vouched, expiresAt: vault.clock.now() + keptForMs };
  const sealed = vault.keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url');
  setCookie(c, nameOf(c), sealed, { ...getCookieOptions(secure), maxAge: keptForMs / 1000 });
}

export function readVouched(c: ShellContext): Vouched | undefined {
  const { keys, clock } = c.var.visit.vault;
  const sealed = getCookie(c, nameOf(c));
  if (!sealed) return undefined;
  try {
    const inside = JSON.parse(keys.open(Buffer.from(sealed, 'base64url')).toString());
    return inside.kind === kind && inside.expiresAt > clock.now() ? inside.vouched : undefined;
  } catch {
    return undefined;
  }
}

export function forgetVouched(c: ShellContext): void {
  if (getCookie(c, nameOf(c)) !== undefined) deleteCookie(c, nameOf(c), getCookieOptions(c.var.visit.secure));
}
