// The way to a provider and back: to sign in, to link an account, to show again who one is. What is kept meanwhile lies
// sealed in this browser, so that nobody else's way back ends here.

import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { Fault } from '../../../core/faults.ts';
import { countAnonymousCall } from '../../../core/limits/rate-limit.ts';
import { addIdentity, proveIdentity, signInByIdentity } from '../../../core/people/identities.ts';
import type { IdentityProvider, Vouched } from '../../../core/people/identity-provider.ts';
import { hashSha256 } from '../../../core/secrets.ts';
import { ownRows } from '../../../core/store.ts';
import { signInWords } from '../../../locales/words.ts';
import { Layout } from '../../kit/layout.tsx';
import { getCookieName, getCookieOptions } from '../../web/cookies.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound, Problem } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';
import { isSignedIn, type SignedInContext } from '../../web/visit.ts';
import { addOnward, enter, type Onward, readOnwardOfForm } from './onward.tsx';
import { finishProof, nextOf } from './prove.tsx';
import { beginFlow, endFlow, type Flow } from './provider.ts';
import { showSignInCode } from './sign-in-code.tsx';
import { makeSuspended } from './suspended.ts';
import { keepVouched } from './vouched.ts';

export function leaveToSignIn(c: ShellContext, form: URLSearchParams): Promise<Response> {
  return leaveFor(c, form, { aim: 'sign-in', onward: readOnwardOfForm(form) });
}

export function leaveToProve(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { id } = c.var.visit.person;
  return leaveFor(c, form, { aim: 'prove', personId: id, next: nextOf(form.get('next')) });
}

/** What is to be done when the person comes back. */
export type Errand =
  | { readonly aim: 'sign-in'; readonly onward: Onward }
  | { readonly aim: 'link'; readonly personId: string }
  | { readonly aim: 'prove'; readonly personId: string; readonly next: string };

const kind = 'provider';
const keptForMs = 15 * 60_000;

interface Parked {
  readonly kind: string;
  readonly flow: Flow;
  readonly errand: Errand;
  readonly expiresAt: number;
}

export async function leaveFor(c: ShellContext, form: URLSearchParams, errand: Errand): Promise<Response> {
  const { vault, address } = c.var.visit;
  const provider = vault.identityProviders.find(({ name }) => name === form.get('provider'));
  if (!provider) throw notFound();
  countAnonymousCall({ vault, address }, 'provider');
  const begun = await beginFlow(vault, provider, { fresh: errand.aim === 'prove' }).catch(error => {
    throw failed(c, provider, error);
  });
  park(c, begun.flow, errand);
  return onTo(c, provider, begun.address);
}

const flowCookie = 'keepwell-provider';

/** Browsers drop a cookie of more than 4096 characters, so what an application asked, sealed already, is in parts. */
const requestCookies = [1, 2, 3].map(part => `keepwell-provider-request-${part}`);
const partLengthMax = 3500;

function park(c: ShellContext, flow: Flow, errand: Errand): void {
  const { vault, secure } = c.var.visit;
  const request = errand.aim === 'sign-in' ? errand.onward.request : undefined;
  const inside = { kind, flow, errand: withoutRequest(errand), expiresAt: vault.clock.now() + keptForMs };
  const sealed = vault.keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url');
  const options = { ...getCookieOptions(secure), maxAge: keptForMs / 1000 };
  setCookie(c, getCookieName(flowCookie, secure), sealed, options);
  for (const [index, name] of requestCookies.entries()) {
    const part = request?.slice(index * partLengthMax, (index + 1) * partLengthMax);
    if (part) setCookie(c, getCookieName(name, secure), part, options);
    else take(c, name);
  }
}

function withoutRequest(errand: Errand): Errand {
  return errand.aim === 'sign-in' ? { ...errand, onward: { ...errand.onward, request: undefined } } : errand;
}

function takeUp(c: ShellContext): Parked | undefined {
  const { vault } = c.var.visit;
  const sealed = take(c, flowCookie);
  const request = requestCookies.map(name => take(c, name)).join('');
  if (sealed === '') return undefined;
  try {
    const parked: Parked = JSON.parse(vault.keys.open(Buffer.from(sealed, 'base64url')).toString());
    if (parked.kind !== kind || parked.expiresAt <= vault.clock.now()) return undefined;
    const { errand } = parked;
    if (errand.aim !== 'sign-in' || request === '') return parked;
    return { ...parked, errand: { ...errand, onward: { ...errand.onward, request } } };
  } catch {
    return undefined;
  }
}

function take(c: ShellContext, name: string): string {
  const { secure } = c.var.visit;
  const value = getCookie(c, getCookieName(name, secure)) ?? '';
  if (value !== '') deleteCookie(c, getCookieName(name, secure), getCookieOptions(secure));
  return value;
}

/** Chromium holds redirects after a form to the form's policy; a page that moves on by itself ends that chain. */
function onTo(c: ShellContext, { label }: IdentityProvider, address: string): Promise<Response> {
  const w = signInWords(c.var.visit.language);
  const page = (
    <Layout title={w.provider(label)} visit={c.var.visit} plain refreshTo={address}>
      <div class="narrow">
        <h1>{w.provider(label)}</h1>
        <p>
          <a class="button" href={address}>
            {w.withProvider(label)}
          </a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page, { token: true });
}

export async function comeBackFromProvider(c: ShellContext): Promise<Response> {
  const { vault, language } = c.var.visit;
  const parked = takeUp(c);
  const asked = c.req.param('name');
  const provider = vault.identityProviders.find(
    ({ name }) => name === parked?.flow.provider && name === asked,
  );
  if (!parked || !provider)
    throw new Problem(400, signInWords(language).tooOld, signInWords(language).tooOld);
  const { flow, errand } = parked;
  if (!(await isFirstReturn(c, parked))) throw failed(c, provider, undefined);
  if (c.req.query('error') !== undefined) {
    leaveNotice(c, { text: signInWords(language).providerRefused(provider.label) });
    return goTo(c, errand.aim === 'sign-in' ? addOnward('/sign-in', errand.onward) : '/account');
  }
  const vouched = await endFlow(vault, provider, flow, new URL(c.req.url).search).catch(error => {
    throw failed(c, provider, error);
  });
  if (errand.aim === 'sign-in') return signInWith(c, vouched, errand.onward);
  // Somebody else may have signed in here meanwhile.
  if (!isSignedIn(c) || c.var.visit.person.id !== errand.personId) return goTo(c, '/sign-in');
  if (errand.aim === 'link') return link(c, provider, vouched);
  const person = await proveIdentity(vault, vouched);
  if (person?.id !== errand.personId) throw failed(c, provider, undefined);
  return finishProof(c, errand.next);
}

/** All providers came back here once; none does that is registered as the README says. */
export async function refuseOldAddress(c: ShellContext): Promise<Response> {
  const { providerFailedText, tooOld } = signInWords(c.var.visit.language);
  const detail =
    'The provider must send people back to <public-url>/sign-in/back/<name>: register that address there.';
  throw new Problem(400, tooOld, providerFailedText, detail);
}

/** A way back that was written down is worth nothing. */
function isFirstReturn(c: ShellContext, { flow, expiresAt }: Parked): Promise<boolean> {
  const { vault } = c.var.visit;
  return vault.store.write(
    db => db.sessions.useOnce('provider state', hashSha256(flow.state), vault.clock.now(), expiresAt),
    ownRows,
  );
}

function failed(c: ShellContext, { label }: IdentityProvider, error: unknown): Problem {
  const w = signInWords(c.var.visit.language);
  const { code } = (error ?? {}) as { code?: unknown };
  const detail = typeof code === 'string' ? code : undefined;
  return new Problem(400, w.providerFailed(label), w.providerFailedText, detail);
}

async function signInWith(c: ShellContext, vouched: Vouched, onward: Onward): Promise<Response> {
  const { vault, place } = c.var.visit;
  const result = await signInByIdentity(vault, vouched, place);
  if (!result) {
    keepVouched(c, vouched);
    return goTo(c, addOnward('/sign-up', onward));
  }
  if (result === 'suspended') throw makeSuspended(c);
  return 'pending' in result ? showSignInCode(c, onward, result.pending) : enter(c, result, onward);
}

async function link(c: SignedInContext, { label }: IdentityProvider, vouched: Vouched): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const w = signInWords(language);
  try {
    await vault.store.write(db => addIdentity(db, vault, person, vouched));
    leaveNotice(c, { text: w.providerLinked(label) });
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'credentialTaken') throw error;
    leaveNotice(c, { text: w.providerTaken(label) });
  }
  return goTo(c, '/account');
}
