// Who is at the browser: the signed-in person, and the token that ties forms to this browser. Filled in for every request.
import { createHmac } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Person } from '../../core/people/person.ts';
import { findShellSession, type SignedIn } from '../../core/people/sign-in.ts';
import { sameBytes } from '../../core/secrets.ts';
import type { Vault } from '../../core/vault.ts';
import { type Language, languageAccepted, languageNamed } from './language.ts';
import type { ShellOptions } from './shell.ts';

export interface ShellEnv {
  Bindings: HttpBindings;
  Variables: { visit: Visit };
}
export type ShellContext = Context<ShellEnv>;

export interface Visit {
  readonly vault: Vault;
  readonly address: string;
  /** Served over https? */
  readonly secure: boolean;
  readonly language: Language;
  readonly person: Person | undefined;
  readonly sessionHash: Buffer | undefined;
  /** What forms of this browser carry. Asking for it gives a browser without a cookie one. */
  readonly formToken: () => string;
}

const visitorBytes = 32;

export function loadVisit({ vault, addressOf, secure }: ShellOptions): MiddlewareHandler<ShellEnv> {
  return async (c, next) => {
    const token = getCookie(c, cookieName('keepwell', secure));
    const session =
      token === undefined ? undefined : await vault.store.read(db => findShellSession(db, vault, token));
    const visitorCookie = cookieName('keepwell-visitor', secure);
    let secret = session ? token : getCookie(c, visitorCookie);
    c.set('visit', {
      vault,
      address: addressOf(c.env.incoming),
      secure,
      language: languageOf(c, session?.person.culture),
      person: session?.person,
      sessionHash: session?.hash,
      formToken() {
        if (secret === undefined) {
          secret = vault.ids.bytes(visitorBytes).toString('base64url');
          setCookie(c, visitorCookie, secret, cookieOptions(secure));
        }
        return createHmac('sha256', secret).update('keepwell form').digest('base64url');
      },
    });
    await next();
  };
}

/** What was chosen in this browser, then the account's, then the browser's. */
function languageOf(c: ShellContext, culture: string | undefined): Language {
  return (
    languageNamed(getCookie(c, languageCookie)) ??
    languageNamed(culture) ??
    languageAccepted(c.req.header('accept-language')) ??
    'en'
  );
}

const languageCookie = 'keepwell-language';

/** From here on this browser's pages are in a language, this one included. */
export function keepLanguage(c: ShellContext, language: Language): void {
  const { visit } = c.var;
  setCookie(c, languageCookie, language, { ...cookieOptions(visit.secure), maxAge: 365 * 24 * 3600 });
  c.set('visit', { ...visit, language });
}

/** The prefix makes browsers refuse such a cookie from anywhere but this host over https. */
function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** Lax, so that applications can send people here and find them signed in. */
function cookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: 'Lax', path: '/', secure } as const;
}

/** From here on this browser is the person's, already in the request at hand. */
export function keepSignedIn(c: ShellContext, { person, token, hash }: SignedIn): void {
  const { visit } = c.var;
  setCookie(c, cookieName('keepwell', visit.secure), token, cookieOptions(visit.secure));
  c.set('visit', { ...visit, person, sessionHash: hash });
}

export function forgetSignedIn(c: ShellContext): void {
  const { secure } = c.var.visit;
  deleteCookie(c, cookieName('keepwell', secure), cookieOptions(secure));
}

/** Does a form come from a page that this browser got from here? */
export function isOwnForm(c: ShellContext, form: URLSearchParams): boolean {
  const sent = form.get('form');
  return (
    sent !== null && comesFromHere(c) && sameBytes(Buffer.from(sent), Buffer.from(c.var.visit.formToken()))
  );
}

/** Browsers name the origin of a form; it must be the host they sent it to, or the vault's public address. */
function comesFromHere(c: ShellContext): boolean {
  const origin = c.req.header('origin');
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const own = new URL(c.var.visit.vault.instance.shellUrl).origin;
  return origin === own || new URL(origin).host === c.req.header('host');
}
