// CREATEACCOUNT and CREATERECORD: first an account or a record, then consent.

import { goTo } from '../../web/respond.tsx';
import type { ShellContext } from '../../web/visit.ts';
import { resolve } from '../resolve.ts';
import { hasMadeAccount, type ShellRequest, sealRequest } from '../shell-request.ts';
import { dropPosted, findPostedFields } from './posted.ts';

type Consent = (c: ShellContext, request: ShellRequest) => Promise<Response>;

/** Whoever signs in to an account they had goes straight to consent, and what was posted is dropped. */
export async function createAccount(
  c: ShellContext,
  request: ShellRequest<'CREATEACCOUNT'>,
  consent: Consent,
): Promise<Response> {
  const { vault, person } = c.var.visit;
  await vault.store.read(db => resolve(db, vault, request));
  if (!person) return goTo(c, `/sign-up?request=${sealRequest(vault, request)}`);
  if (!hasMadeAccount(request, person)) return consent(c, await dropPosted(c, request));
  const posted = await findPostedFields(c, request);
  if (posted && hasRecord(posted)) return goTo(c, addAddress(sealRequest(vault, request)));
  return consent(c, await dropPosted(c, request));
}

export async function createRecord(
  c: ShellContext,
  request: ShellRequest<'CREATERECORD'>,
  consent: Consent,
): Promise<Response> {
  const { vault, person } = c.var.visit;
  await vault.store.read(db => resolve(db, vault, request));
  const sealed = sealRequest(vault, request);
  if (!person) return goTo(c, `/sign-in?request=${sealed}`);
  if (request.madeRecordId === undefined) return goTo(c, addAddress(sealed));
  return consent(c, request);
}

function hasRecord(fields: object): boolean {
  return Object.keys(fields).some(name => name.startsWith('Record.'));
}

function addAddress(sealed: string): string {
  return `/records/add?request=${sealed}`;
}
