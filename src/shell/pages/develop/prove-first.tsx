// Before somebody gets or takes power over an application, by a certificate, a secret or as an admin: whoever left the browser open shows who
// they are. Looking at the page needs nothing more, so a link stands where the form would be.

import { goTo } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { isProved, showProve } from '../accounts/prove.tsx';
import { type OwnApp, type Tab, tabHref } from './own.tsx';

/** Where the link leads; the person comes back to the tab. */
export function proveFirst(tab: Tab) {
  return async (c: SignedInContext, of: OwnApp): Promise<Response> => {
    const next = tabHref(of, tab);
    return isProved(c) ? goTo(c, next) : showProve(c, { next });
  };
}

/** For a form that was open all the while. */
export function proveAgain(c: SignedInContext, of: OwnApp, tab: Tab): Promise<Response> {
  return showProve(c, { next: tabHref(of, tab), status: 403 });
}

/** The person comes to the page that asks whether to delete or disable an application. */
export function proveBefore(
  question: 'delete' | 'disable',
  c: SignedInContext,
  { app }: OwnApp,
  status: 200 | 403,
): Promise<Response> {
  return showProve(c, { next: `/develop/${app.id}/${question}`, status });
}

export function ProveLink({ of, tab, text }: { of: OwnApp; tab: Tab; text: string }) {
  return (
    <p>
      <a class="button" href={`${tabHref(of, tab)}/add`}>
        {text}
      </a>
    </p>
  );
}
