// Where a person goes once signed in: on with what an application or an invitation brought them for, or home.

import type { Child } from 'hono/jsx';
import { type SignedIn, signOut } from '../../../core/people/sessions.ts';
import { signInWords } from '../../../locales/words.ts';
import { listFormTargets } from '../../hand-over/leave/leave.tsx';
import { type Resolved, resolve } from '../../hand-over/resolve.ts';
import { openRequest } from '../../hand-over/shell-request.ts';
import { serve } from '../../hand-over/targets.ts';
import { Form } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo } from '../../web/respond.tsx';
import { keepSignedIn, type ShellContext, type Visit } from '../../web/visit.ts';
import { rememberBrowser } from './known-browser.ts';
import { forgetVouched } from './vouched.ts';

export interface Onward {
  /** What an application asks, sealed. */
  readonly request: string | undefined;
  /** The code of an invitation's link. */
  readonly invitation: string | undefined;
  /** The address of a page that was opened without being signed in. */
  readonly page?: string | undefined;
}

/** From the query of a page or from a form. */
export function readOnward(get: (name: string) => string | null | undefined): Onward {
  const code = get('invitation') ?? '';
  const page = get('page');
  return {
    request: get('request') || undefined,
    invitation: /^[\w-]{1,200}$/.test(code) ? code : undefined,
    page: isOwnPage(page) ? page : undefined,
  };
}

const pageLengthMax = 1000;
const here = 'http://here';

/** An address without its host, as browsers write it: what they would read as another one is none. */
export function isOwnPage(address: string | null | undefined): address is string {
  if (address == null || address.length > pageLengthMax || !URL.canParse(address, here)) return false;
  const { origin, pathname, search } = new URL(address, here);
  return origin === here && `${pathname}${search}` === address;
}

export function isAccountPage(path: string | null | undefined): boolean {
  return path != null && /^\/account(\/[a-z-]+)*$/.test(path);
}

export function readOnwardOfPage(c: ShellContext): Onward {
  return readOnward(name => c.req.query(name));
}

export function readOnwardOfForm(form: URLSearchParams): Onward {
  return readOnward(name => form.get(name));
}

/** An address within the Shell that leads on too. */
export function addOnward(path: string, { request, invitation, page }: Onward): string {
  if (request !== undefined) return `${path}?request=${encodeURIComponent(request)}`;
  if (invitation !== undefined) return `${path}?invitation=${invitation}`;
  return page === undefined ? path : `${path}?page=${encodeURIComponent(page)}`;
}

interface OnwardFormProps {
  readonly visit: Visit;
  readonly action: string;
  readonly onward: Onward;
  readonly children?: Child;
}

/** A form that carries on where the person is going. */
export function OnwardForm({ visit, action, onward, children }: OnwardFormProps) {
  return (
    <Form visit={visit} action={action} request={onward.request}>
      {onward.invitation !== undefined && <input type="hidden" name="invitation" value={onward.invitation} />}
      {onward.page !== undefined && <input type="hidden" name="page" value={onward.page} />}
      {children}
    </Form>
  );
}

export async function goOnward(
  c: ShellContext,
  { request, invitation, page = '/' }: Onward,
): Promise<Response> {
  const asked = openRequest(c.var.visit.vault, request);
  if (asked) return serve(c, asked);
  return goTo(c, invitation === undefined ? page : `/invitations/${invitation}`);
}

/** To what the person came for, or home. */
export function goOn(c: ShellContext, sealed: string | null | undefined): Promise<Response> {
  return goOnward(c, { request: sealed ?? undefined, invitation: undefined });
}

/** Makes this browser the person's and goes on. Whoever was signed in here before is not any more. */
export async function enter(c: ShellContext, signedIn: SignedIn, onward: Onward): Promise<Response> {
  const { vault, session, place, language } = c.var.visit;
  if (session) await signOut(vault, session);
  keepSignedIn(c, signedIn);
  await rememberBrowser(c, signedIn.person.id, place);
  // It is nobody else's who comes to this browser.
  forgetVouched(c);
  if (signedIn.cameBack) leaveNotice(c, { text: signInWords(language).cameBack });
  return goOnward(c, onward);
}

/** The application a person signs in for, to name it and to be let back to it. */
export async function findPurpose(c: ShellContext, { request }: Onward): Promise<Resolved | undefined> {
  const { vault } = c.var.visit;
  const asked = openRequest(vault, request);
  // Who comes with a code learns from the code what it is for.
  if (!asked || asked.appIds.length === 0) return undefined;
  return vault.store.read(db => resolve(db, vault, asked));
}

export function listPurposeTargets(resolved: Resolved | undefined): readonly string[] {
  return resolved ? listFormTargets(resolved) : ["'self'"];
}

export function Purpose({ visit, of }: { visit: Visit; of: Resolved | undefined }) {
  if (!of) return null;
  const [before, after] = signInWords(visit.language).purpose;
  return (
    <p class="lead">
      {before} <strong>{of.apps[0].name}</strong>
      {after}
    </p>
  );
}
