// A row of the table of routes: a method and an address, who may come, how much they may send, and the page. Who may come
// decides what the page is handed: where it is the signed-in, it has a person; where it is about a record, that.
import { noteLook } from '../../core/audit/reads.ts';
import { type BodyBound, formBody } from './bounded.ts';
import { demandOwnForm, readForm } from './form.ts';
import { goTo } from './respond.tsx';
import { signInAddress } from './sign-in-address.ts';
import { isSignedIn, type ShellContext, type SignedInContext, type Visit } from './visit.ts';

export type Handler = (c: ShellContext) => Promise<Response>;

/** Who may come. All others are answered here, and the page is not asked. */
export interface Who<C extends ShellContext = ShellContext, Of extends readonly unknown[] = []> {
  readonly name: string;
  readonly page: (handle: (c: C, ...of: Of) => Promise<Response>) => Handler;
  /** For a form that this browser got from here. */
  readonly form: (handle: (c: C, ...of: [...Of, form: URLSearchParams]) => Promise<Response>) => Handler;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** In hono's notation: `/items/:id`. */
  readonly address: string;
  readonly who: string;
  readonly body: BodyBound;
  readonly handle: Handler;
}

/** What is looked at. */
export function page<C extends ShellContext, Of extends readonly unknown[]>(
  address: string,
  who: Who<C, Of>,
  handle: NoInfer<(c: C, ...of: Of) => Promise<Response>>,
): Route {
  const own = who.page(handle);
  return { method: 'GET', address, who: who.name, body: formBody, handle: noteLooks(address, own) };
}

/**
 * Told all the time while something goes on, with nothing of the record in it; and frames of a study, whose addresses nobody has
 * but from a page that is told of.
 */
export const untold: readonly string[] = [
  '/export/progress',
  '/imports/:id/progress',
  '/pictures/frames/:ticket/:file/:frame',
];

/** Whoever was shown something of a record is in its log, with the address of the page, but for what stands in its place. */
function noteLooks(address: string, handle: Handler): Handler {
  const page = address.replace(/\{[^}]*\}/g, '');
  if (untold.includes(page)) return handle;
  return async c => {
    const response = await handle(c);
    // Absent where nobody is asked who they are, as for the stylesheet.
    const { vault, person, reached } = (c.var.visit as Visit | undefined) ?? {};
    if (vault && person && reached && response.ok)
      for (const [recordId, item] of reached)
        noteLook(vault, { personId: person.id, recordId }, { page, item });
    return response;
  };
}

/** A form of such a page. Most answer with another address; whoever is shown something at once has looked. */
export function form<C extends ShellContext, Of extends readonly unknown[]>(
  address: string,
  who: Who<C, Of>,
  handle: NoInfer<(c: C, ...of: [...Of, form: URLSearchParams]) => Promise<Response>>,
  body: BodyBound = formBody,
): Route {
  return { method: 'POST', address, who: who.name, body, handle: noteLooks(address, who.form(handle)) };
}

/** What is sent besides: a file, or something of a script or of an application. Its handler reads it, and sees whose it is. */
export function sent<C extends ShellContext, Of extends readonly unknown[]>(
  address: string,
  who: Who<C, Of>,
  handle: NoInfer<(c: C, ...of: Of) => Promise<Response>>,
  body: BodyBound = formBody,
): Route {
  return { method: 'POST', address, who: who.name, body, handle: noteLooks(address, who.page(handle)) };
}

export const anybody: Who = {
  name: 'anybody',
  page: handle => handle,
  form: handle => async c => {
    const form = await readForm(c);
    demandOwnForm(c, form);
    return handle(c, form);
  },
};

/** Others sign in first, and come back. */
export const signedIn: Who<SignedInContext> = {
  name: 'signed in',
  page: handle => async c => (isSignedIn(c) ? handle(c) : goTo(c, signInAddress(c.req.query('request')))),
  form: handle => async c => {
    const form = await readForm(c);
    if (isSignedIn(c)) {
      demandOwnForm(c, form);
      return handle(c, form);
    }
    c.set('formRead', form);
    return goTo(c, signInAddress(form.get('request')));
  },
};
