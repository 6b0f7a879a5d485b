// Who is at the browser: the signed-in person, and the token that ties forms to them, or to a browser where nobody is signed
// in. Filled in for every request.
import { createHmac } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type AccessibleRecord, listAccessibleRecords } from '../../core/authorization/consent-choice.ts';
import type { NameDamaged } from '../../core/authorization/grant.ts';
import { countUnread } from '../../core/direct/inbox/inbox.ts';
import { fault } from '../../core/faults.ts';
import type { Person, ShellSession, SignInPlace } from '../../core/people/person.ts';
import { findShellSession, type SignedIn, touchShellSession } from '../../core/people/sessions.ts';
import { relationship } from '../../core/records/create.ts';
import { isSameBytes } from '../../core/secrets.ts';
import type { Vault } from '../../core/vault.ts';
import { chooseLanguage, findLanguage, type Language } from '../../locales/language.ts';
import { findZone, zoneCookie } from './clock.ts';
import { getCookieName, getCookieOptions } from './cookies.ts';
import { readPlace } from './device.ts';
import { checkCopy, endCopy, type KeptCopy } from './offline.ts';
import type { ShellOptions } from './options.ts';
import { type Notice, openNotice } from './sealed-notice.ts';

export interface ShellEnv {
  Bindings: HttpBindings;
  Variables: {
    visit: Visit;
    options: ShellOptions;
    /** Of a form that came with nobody signed in. */
    formRead?: URLSearchParams;
    /** For an answer that was begun and could not be ended. */
    noteBrokenOff: (error: unknown) => void;
  };
}
export type ShellContext = Context<ShellEnv>;

export interface Visit {
  readonly vault: Vault;
  readonly address: string;
  /** Of the page at hand. */
  readonly path: string;
  /** The browser and where it is. */
  readonly place: SignInPlace;
  /** Served over https? */
  readonly secure: boolean;
  readonly language: Language;
  /** Of the browser's clock, as far as it is known: `Europe/Berlin`. */
  readonly zone: string;
  readonly person: Person | undefined;
  readonly session: ShellSession | undefined;
  readonly sessionHash: Buffer | undefined;
  /** What the person can reach today; none when nobody is signed in. */
  readonly records: readonly AccessibleRecord[];
  /** The one that the pages are about: chosen in this browser, or the person's own, or the first. */
  readonly record: AccessibleRecord | undefined;
  /** Messages by Direct that they have not read. */
  readonly unread: number;
  /** The records that the page at hand looked into, and the item that it shows of each, for their logs. */
  readonly reached: Map<string, { readonly id: string; readonly typeId: string } | undefined>;
  /** The items that the lists of the page at hand leave out; undefined for a form, whose lists leave none out. */
  readonly damaged: DamagedItems | undefined;
  /** The copy that this browser keeps for when there is no network. */
  readonly keptCopy: KeptCopy | undefined;
  /** What the page before left to be told, once. */
  readonly notice: Notice | undefined;
  /** What forms carry. Asking for it gives a browser where nobody is signed in a cookie, if it has none. */
  readonly formToken: () => string;
}

/** Items that cannot be opened. An answer says that they are missing, or is refused. */
export class DamagedItems {
  readonly #typeIds = new Map<string, string>();
  #told = 0;
  #isAnswered = false;

  readonly note: NameDamaged = ({ id, typeId }) => {
    // What is read for a download comes after its page could say anything.
    if (this.#isAnswered) throw fault('thingDamaged', `The item ${id} is damaged.`);
    this.#typeIds.set(id, typeId);
  };

  get some(): boolean {
    return this.#typeIds.size > 0;
  }

  /** The type of each, for a page that says so. */
  tell(): string[] {
    this.#told = this.#typeIds.size;
    return [...this.#typeIds.values()];
  }

  /** @throws thingDamaged where the answer did not tell of all */
  demandTold(): void {
    this.#isAnswered = true;
    if (this.#told < this.#typeIds.size) throw fault('thingDamaged');
  }
}

/** Of a person who is signed in. */
export interface SignedInVisit extends Visit {
  readonly person: Person;
  readonly session: ShellSession;
  readonly sessionHash: Buffer;
}
export type SignedInContext = ShellContext & { readonly var: { readonly visit: SignedInVisit } };

export function isSignedIn(c: ShellContext): c is SignedInContext {
  return c.var.visit.person !== undefined;
}

const visitorBytes = 32;

export function loadVisit(options: ShellOptions): MiddlewareHandler<ShellEnv> {
  const { vault, addressOf, secure } = options;
  return async (c, next) => {
    c.set('options', options);
    const token = getCookie(c, getCookieName('keepwell', secure));
    const signedIn =
      token === undefined ? undefined : await vault.store.read(db => findShellSession(db, vault, token));
    const { person, session } = signedIn ?? {};
    if (session) await touchShellSession(vault, session);
    const address = addressOf(c.env.incoming);
    const damaged = c.req.method === 'POST' ? undefined : new DamagedItems();
    const now = vault.clock.now();
    const { records, unread } = person
      ? await vault.store.read(async db => ({
          records: await listAccessibleRecords(db, person.id, now),
          unread: vault.direct ? await countUnread(db, person.id) : 0,
        }))
      : { records: [], unread: 0 };
    c.set('visit', {
      vault,
      address,
      path: c.req.path,
      place: readPlace(c.req.header('user-agent'), address),
      secure,
      language: languageOf(c, secure, person?.culture),
      zone: findZone(getCookie(c, getCookieName(zoneCookie, secure))),
      person,
      session,
      sessionHash: session?.hash,
      records,
      unread,
      record: currentRecord(records, getCookie(c, getCookieName(recordCookie, secure))),
      reached: new Map(),
      damaged,
      keptCopy: checkCopy(c, person?.id, { secure, now }),
      notice: openNotice(c, vault, secure),
      formToken: once(() => (person ? personsToken(vault, person) : visitorsToken(c, vault, secure))),
    });
    await next();
    if (!c.error) damaged?.demandTold();
  };
}

const formKind = 'form';

/** A page that was open for longer was forgotten. */
const formTtlMs = 7 * 24 * 3_600_000;

/** The person's and not the session's: who is signed out while they type goes on once they have signed in again. */
function personsToken({ keys, clock }: Vault, { id }: Person): string {
  const inside = { kind: formKind, personId: id, expiresAt: clock.now() + formTtlMs };
  return keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url');
}

function visitorsToken(c: ShellContext, { ids }: Vault, secure: boolean): string {
  const name = getCookieName('keepwell-visitor', secure);
  let secret = getCookie(c, name);
  if (secret === undefined) {
    secret = ids.bytes(visitorBytes).toString('base64url');
    setCookie(c, name, secret, getCookieOptions(secure));
  }
  return createHmac('sha256', secret).update('keepwell form').digest('base64url');
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What was chosen in this browser, then the account's, then the browser's. */
function languageOf(c: ShellContext, secure: boolean, culture: string | undefined): Language {
  return (
    findLanguage(getCookie(c, getCookieName(languageCookie, secure))) ??
    findLanguage(culture) ??
    chooseLanguage(c.req.header('accept-language')) ??
    'en'
  );
}

const languageCookie = 'keepwell-language';

/** From here on this browser's pages are in a language, this one included; for a visit only, until the browser closes. */
export function keepLanguage(c: ShellContext, language: Language, { forVisitOnly = false } = {}): void {
  const { visit } = c.var;
  setCookie(c, getCookieName(languageCookie, visit.secure), language, {
    ...getCookieOptions(visit.secure),
    ...(!forVisitOnly && { maxAge: 365 * 24 * 3600 }),
  });
  c.set('visit', { ...visit, language });
}

const recordCookie = 'keepwell-record';

function currentRecord(
  records: readonly AccessibleRecord[],
  chosen: string | undefined,
): AccessibleRecord | undefined {
  return (
    records.find(({ record }) => record.id === chosen) ??
    records.find(({ access }) => access.relationship === relationship.self) ??
    records[0]
  );
}

/** From here on the pages are about another record, in the request at hand too. */
export function chooseRecord(c: ShellContext, record: AccessibleRecord): void {
  const { visit } = c.var;
  setCookie(c, getCookieName(recordCookie, visit.secure), record.record.id, getCookieOptions(visit.secure));
  c.set('visit', { ...visit, record });
}

/** From here on this browser is the person's, already in the request at hand. */
export function keepSignedIn(c: ShellContext, { person, token, session }: SignedIn): void {
  const { visit } = c.var;
  setCookie(c, getCookieName('keepwell', visit.secure), token, getCookieOptions(visit.secure));
  const formToken = once(() => personsToken(visit.vault, person));
  c.set('visit', { ...visit, person, session, sessionHash: session.hash, formToken });
}

export function forgetSignedIn(c: ShellContext): void {
  const { secure, keptCopy } = c.var.visit;
  deleteCookie(c, getCookieName('keepwell', secure), getCookieOptions(secure));
  if (keptCopy) endCopy(c, secure);
}

/** Does a form come from a page that this person, or this browser with nobody signed in, got from here? */
export function isOwnForm(c: ShellContext, form: URLSearchParams): boolean {
  const { person, formToken } = c.var.visit;
  if (person) return getPersonOfForm(c, form) === person.id;
  const sent = form.get('form');
  return sent !== null && comesFromHere(c) && isSameBytes(Buffer.from(sent), Buffer.from(formToken()));
}

/** For whom the page of a form was drawn, whoever is signed in now. Undefined for nobody, and for what comes from elsewhere. */
export function getPersonOfForm(c: ShellContext, form: URLSearchParams): string | undefined {
  if (!comesFromHere(c)) return undefined;
  const { keys, clock } = c.var.visit.vault;
  try {
    const inside = JSON.parse(keys.open(Buffer.from(form.get('form') ?? '', 'base64url')).toString());
    return inside.kind === formKind && inside.expiresAt > clock.now() ? inside.personId : undefined;
  } catch {
    return undefined;
  }
}

/** Browsers name the origin of a form; it must be the host they sent it to, or the vault's public address. */
function comesFromHere(c: ShellContext): boolean {
  const origin = c.req.header('origin');
  if (origin === undefined) return true;
  // Pages whose address holds a token send no referrer, and then browsers hide the origin too, but not this.
  if (origin === 'null') return c.req.header('sec-fetch-site') === 'same-origin';
  if (!URL.canParse(origin)) return false;
  const own = new URL(c.var.visit.vault.instance.shellUrl).origin;
  const { protocol, host } = new URL(origin);
  const isSafe = !c.var.visit.secure || protocol === 'https:';
  return origin === own || (isSafe && host === c.req.header('host'));
}
