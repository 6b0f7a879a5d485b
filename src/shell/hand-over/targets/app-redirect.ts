// APPREDIRECT: one application sends the person to another, to the address that one is registered with.

import { makeAppMistake } from '../../web/problem.ts';
import type { ShellContext } from '../../web/visit.ts';
import { sendOn } from '../leave/leave.tsx';
import { resolve } from '../resolve.ts';
import type { ShellRequest } from '../shell-request.ts';

export async function redirectToApp(
  c: ShellContext,
  request: ShellRequest<'APPREDIRECT'>,
): Promise<Response> {
  const { vault } = c.var.visit;
  const { referrerId, forward } = request;
  const resolved = await vault.store.read(async db => {
    if (referrerId !== undefined && !(await db.applications.byId(referrerId)))
      throw makeAppMistake('The parameter refappid names no application here.');
    return resolve(db, vault, request);
  });
  if (resolved.returnUrl === undefined)
    throw makeAppMistake(`The application ${resolved.apps[0].id} has no action URL to go to.`, 'action-url');
  const { target, targetQs } = forward;
  return sendOn(c, resolved, { target, ...(targetQs !== undefined && { targetqs: targetQs }) });
}
