// What an application asks of the Shell, from its redirect until the person is done. On the way through sign-in and
// consent it travels sealed, so it cannot be changed and needs no place on the server.
import type { Vault } from '../../core/vault.ts';
import { shellTargets } from '../../methods/parts/shell-targets.ts';
import { appMistake, Problem } from './problem.ts';
import { isTrue, numbered, type Parameters } from './redirect-query.ts';

export interface ShellRequest {
  readonly target: 'AUTH' | 'APPAUTH' | 'CREATEAPPLICATION' | 'APPSIGNOUT';
  /** The first one asked; only APPAUTH may name several. */
  readonly appIds: readonly string[];
  readonly multiRecord: boolean | undefined;
  /** Ask for consent even if all is authorised. */
  readonly force: boolean;
  /** The record meant, by the application's id for it. */
  readonly recordAlias: string | undefined;
  readonly optionalRules: { readonly online: readonly string[]; readonly offline: readonly string[] };
  /** Return by a form instead of an address. */
  readonly post: boolean;
  readonly redirect: string | undefined;
  readonly actionQs: string | undefined;
  readonly creationToken: string | undefined;
  readonly instanceName: string;
  readonly userToken: string | undefined;
}

/** @throws Problem for a target that is not there or an application id that cannot be one */
export function readShellRequest(parameters: Parameters): ShellRequest {
  const target = targetOf(parameters.get('target'));
  const text = (name: string) => parameters.get(name)?.trim() || undefined;
  const actionQs = parameters.get('actionqs') || undefined;
  if (actionQs !== undefined && actionQs.length > actionQsMax)
    throw appMistake(`actionqs is longer than ${actionQsMax} characters.`);
  const ismra = text('ismra');
  return {
    target,
    appIds: appIdsOf(text('appid'), target),
    multiRecord: ismra === undefined ? undefined : isTrue(ismra),
    // The second spelling is the documented one.
    force: isTrue(text('forceappauth')) || isTrue(text('foreceappauth')),
    recordAlias: text('extrecordid')?.toLowerCase(),
    optionalRules: { online: numbered(parameters, 'onopt'), offline: numbered(parameters, 'offopt') },
    post: text('trm')?.toLowerCase() === 'post',
    redirect: text('redirect'),
    actionQs,
    creationToken: text('appcreationtoken'),
    instanceName: text('instancename') ?? '',
    userToken: userTokenOf(text('credtoken') ?? text('cred_token')),
  };
}

const actionQsMax = 4096;

function targetOf(given: string | undefined): ShellRequest['target'] {
  const name = given?.trim().toUpperCase() ?? '';
  if (name === 'AUTH' || name === 'APPAUTH' || name === 'CREATEAPPLICATION' || name === 'APPSIGNOUT')
    return name;
  const known = shellTargets.find(({ token }) => token === name);
  if (known) {
    const text = `The app sent you to a page for this: ${known.description} It will come in a later release of Keepwell.`;
    throw new Problem(501, 'This page is not built yet', text, `target ${known.token}`);
  }
  const names = shellTargets.map(({ token }) => token).join(', ');
  throw appMistake(
    name === '' ? 'The parameter target is missing.' : `There is no such target. It must be one of ${names}.`,
  );
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function appIdsOf(given: string | undefined, target: ShellRequest['target']): string[] {
  const ids = (given ?? '')
    .toLowerCase()
    .split(',')
    .map(id => id.trim())
    .filter(id => id !== '');
  if (ids.length === 0) throw appMistake('The parameter appid is missing.');
  if (ids.some(id => !guid.test(id))) throw appMistake('The parameter appid is not a GUID.');
  if (ids.length > 1 && target !== 'APPAUTH')
    throw appMistake('Only the target APPAUTH takes several values in appid.');
  if (ids.length > appIdsMax)
    throw appMistake(`The parameter appid may name at most ${appIdsMax} applications.`);
  return [...new Set(ids)];
}

const appIdsMax = 10;

/** A plus sign that was not encoded arrives as a blank. */
function userTokenOf(given: string | undefined): string | undefined {
  return given?.replaceAll(' ', '+');
}

const kind = 'shell-request';
const sealedForMs = 2 * 3_600_000;

/** Addresses and headers have an end, here as in browsers. */
const sealedLengthMax = 8000;

/** @throws Problem when the parameters are more than an address can carry */
export function sealRequest({ keys, clock }: Vault, request: ShellRequest): string {
  const inside = { kind, request, expiresAt: clock.now() + sealedForMs };
  const sealed = keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url');
  if (sealed.length > sealedLengthMax) throw appMistake('Its parameters are longer than an address may be.');
  return sealed;
}

/** Undefined for nothing. @throws Problem for what was not sealed here or is too old */
export function openRequest(
  { keys, clock }: Vault,
  sealed: string | null | undefined,
): ShellRequest | undefined {
  if (!sealed) return undefined;
  try {
    const inside = JSON.parse(keys.open(Buffer.from(sealed, 'base64url')).toString());
    if (inside.kind === kind && inside.expiresAt > clock.now()) return inside.request;
  } catch {
    // Not sealed here, which is told as if it were too old.
  }
  throw new Problem(
    400,
    'This page is too old',
    'Go back to the app and start again from there. Nothing was shared.',
  );
}

/** Where somebody signs in to go on with a request that came along sealed. What cannot be one is left behind. */
export function signInAddress(sealed: string | null | undefined): string {
  const isSealed = sealed && sealed.length <= sealedLengthMax && /^[\w-]+$/.test(sealed);
  return isSealed ? `/sign-in?request=${sealed}` : '/sign-in';
}
