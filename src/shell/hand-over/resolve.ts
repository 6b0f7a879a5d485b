// From the ids in a request to what they stand for: the applications, and the place the person goes back to.
import { getFirst } from '../../assume.ts';
import type { Application } from '../../core/applications/application.ts';
import { addInheritance } from '../../core/applications/inheritance.ts';
import { Fault } from '../../core/faults.ts';
import { type ChildToBe, readChildToBe } from '../../core/healthvault/soda/soda.ts';
import { type StatusFault, statusOf } from '../../core/healthvault/status-fault.ts';
import type { Reader } from '../../core/store.ts';
import type { Vault } from '../../core/vault.ts';
import { isLoopback, isWebAddress } from '../../core/web-address.ts';
import { makeAppMistake, makeProblem, type Problem } from '../web/problem.ts';
import { isReturning, type ShellRequest } from './shell-request.ts';

export interface Resolved {
  readonly request: ShellRequest;
  /** At least one; the person returns to the first. */
  readonly apps: readonly [Application, ...Application[]];
  /** With CREATEAPPLICATION: the only application, not stored yet. */
  readonly child: ChildToBe | undefined;
  /** Where the person goes back to; undefined for the Shell's own last page. */
  readonly returnUrl: string | undefined;
  readonly multiRecord: boolean;
}

/** @throws Problem when an application is not there or may not do this */
export async function resolve(db: Reader, vault: Vault, request: ShellRequest): Promise<Resolved> {
  if (request.appIds.length === 0)
    throw makeAppMistake('There is no application that a person could agree to.');
  const child = request.target === 'CREATEAPPLICATION' ? await childOf(db, vault, request) : undefined;
  const apps: Application[] = child ? [child.app] : [];
  if (!child) for (const id of request.appIds) apps.push(await appOf(db, vault, id));
  const [first, ...others] = apps as [Application, ...Application[]];
  return {
    request,
    apps: [first, ...others],
    child,
    returnUrl: findReturnUrl(vault, first, request),
    multiRecord: request.multiRecord ?? first.multiRecord,
  };
}

function findReturnUrl(vault: Vault, app: Application, request: ShellRequest): string | undefined {
  // It goes back by way of the authorization server.
  if (request.target === 'SMART') return vault.instance.shellUrl;
  return isReturning(request) ? returnUrl(vault, app, request.redirect) : undefined;
}

async function childOf(
  db: Reader,
  vault: Vault,
  { appIds, creationToken, instanceName }: ShellRequest<'CREATEAPPLICATION'>,
): Promise<ChildToBe> {
  if (creationToken === undefined)
    throw makeAppMistake('The parameter appCreationToken is missing.', 'device');
  try {
    return await readChildToBe(db, vault, { masterId: getFirst(appIds), creationToken, instanceName });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const refusal = statusOf(error);
    if (refusal.status !== 'APPLICATION_CREATION_TOKEN_INVALID')
      throw makeAppMistake(refusal.message, 'device');
    throw makeUsedLink(refusal);
  }
}

export function makeUsedLink(fault: StatusFault): Problem {
  return makeProblem(400, 'usedLink', `Code ${fault.code}: ${fault.message}`, 'device');
}

async function appOf(db: Reader, vault: Vault, id: string): Promise<Application> {
  const stored = await db.applications.byId(id);
  const app = stored && (await addInheritance(db, stored));
  if (!app) throw makeAppMistake(`There is no application ${id} here.`);
  if (app.state === 'disabled' || (vault.mode === 'production' && app.state !== 'active')) {
    const mistake = app.state === 'disabled' ? 'disabled' : 'approval';
    throw makeAppMistake(`The application ${id} is not active here.`, mistake);
  }
  if (app.kind === 'soda-master') {
    throw makeAppMistake(
      `The application ${id} is a SODA master: only its children can be authorised, each after CREATEAPPLICATION.`,
      'device',
    );
  }
  return app;
}

/** A vault in production goes by the action URL alone, and hands no token to an address without https. */
function returnUrl(vault: Vault, app: Application, redirect: string | undefined): string | undefined {
  const { actionUrl } = app;
  if (actionUrl !== undefined && !isWebAddress(actionUrl)) {
    throw makeAppMistake(
      'The action URL it is registered with is not an http or https address.',
      'action-url',
    );
  }
  if (vault.mode === 'production') {
    if (actionUrl !== undefined && new URL(actionUrl).protocol !== 'https:')
      throw makeAppMistake('The action URL it is registered with is not an https address.', 'action-url');
    return actionUrl && inAscii(actionUrl);
  }
  if (redirect === undefined) return actionUrl && inAscii(actionUrl);
  if (!isWebAddress(redirect))
    throw makeAppMistake('The parameter redirect must be an http or https address.', 'redirect');
  const { hostname, host } = new URL(redirect);
  const registered = [...app.redirectHosts, ...(actionUrl === undefined ? [] : [new URL(actionUrl).host])];
  if (isLoopback(hostname) || registered.some(name => [hostname, host].includes(name.toLowerCase()))) {
    return inAscii(redirect);
  }
  throw makeAppMistake(
    'The parameter redirect must lead to this computer or to a host that is registered with the application.',
    'redirect',
  );
}

/** As it is written where a header can hold that: what is encoded already must not be encoded again. */
function inAscii(url: string): string {
  return /^[!-~]*$/.test(url) ? url : new URL(url).href;
}
