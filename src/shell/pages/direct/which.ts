// Which messages an address is about: those of Direct where the vault has it, those in the record where it has not.

import { readerAtHand } from '../../items/at-hand.ts';
import { goTo } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { showMessages } from '../messages/messages.tsx';
import { showDirectOff } from './address.tsx';
import { showFolder } from './inbox.tsx';
import { recordMailPath } from './paths.ts';

const showInRecord = readerAtHand.page(showMessages);
const showInbox = showFolder('inbox');

/** Links to a place in the list of the record are from before there was another. */
export async function showFirst(c: SignedInContext): Promise<Response> {
  if (!c.var.visit.vault.direct) return showInRecord(c);
  const after = c.req.query('after');
  return after === undefined ? showInbox(c) : goTo(c, `${recordMailPath}?after=${encodeURIComponent(after)}`);
}

/** @param handle a page that is there with Direct alone */
export function withDirect<Of extends readonly unknown[]>(
  handle: (c: SignedInContext, ...of: Of) => Promise<Response>,
): (c: SignedInContext, ...of: Of) => Promise<Response> {
  return async (c, ...of) => (c.var.visit.vault.direct ? handle(c, ...of) : showDirectOff(c));
}
