// What an application asks of the Shell, from its redirect until the person is done. On the way through sign-in and
// consent it travels sealed, so it cannot be changed and needs no place on the server.
import type { Person } from '../../core/people/person.ts';
import type { Vault } from '../../core/vault.ts';
import { type ShellTargetToken, shellTargets } from '../../methods/parts/shell-targets.ts';
import { findVersion } from '../../things/index.ts';
import { appMistake, problem } from '../web/problem.ts';
import { sealedLengthMax } from '../web/sign-in-address.ts';
import { forwarded, isTrue, numbered, type Parameters } from './redirect-query.ts';
import { targetLike, targetNamed } from './redirect-target.ts';

export type Target = ShellTargetToken;

export interface ShellRequest {
  readonly target: Target;
  /** The first one asked; only APPAUTH may name several. None where the target does without. */
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
  /** With CONNECT and PICKUP: the identity code, as it was written. */
  readonly packageId: string | undefined;
  /** With CREATEACCOUNT: what the account is for, a code to sign up with, and whether further records are offered. */
  readonly flow?: Flow | undefined;
  readonly signUpCode?: string | undefined;
  readonly offersNoRecords?: boolean | undefined;
  /** With APPREDIRECT: who sends, and what the other application gets. */
  readonly referrerId?: string | undefined;
  readonly forward?: { readonly target: string; readonly targetQs: string | undefined } | undefined;
  readonly topicId?: string | undefined;
  /** With VIEWITEMS: version-type-ids. */
  readonly typeIds?: readonly string[] | undefined;
  readonly addItem?: boolean | undefined;
  /** With SHAREDAPPDETAILS: the application it is about. */
  readonly sharedAppId?: string | undefined;
  /** When the person came with it. */
  readonly askedAt?: number | undefined;
  /** Where the data lies that came with it; see core/healthvault/parked/. */
  readonly parkedId?: string | undefined;
  /** The record that was made on the way. */
  readonly madeRecordId?: string | undefined;
  /** How far the person is with it. */
  readonly answered?: Answered;
}

export type Flow = 'eprep' | 'wmgmt';

/** Who answered the question of which connect request or package. */
export interface Answered {
  readonly id: string;
  readonly personId: string;
  /** What opens the package. */
  readonly secret?: string;
  /** All is done, and only to be told. */
  readonly isDone?: boolean;
}

/** Targets that do without an application; some name one all the same. A code says by itself whose it is. */
const withoutApp: readonly Target[] = ['CONNECT', 'PICKUP', 'HELP', 'MANAGEACCOUNT', 'RECORDLIST'];
const ignoringApp: readonly Target[] = ['CONNECT', 'PICKUP', 'HELP'];

const notReturning: readonly Target[] = [...withoutApp, 'SHAREDAPPDETAILS', 'VIEWITEMS'];

/** Those with no answer for the application whose extrecordid is wrong. */
const withoutAnswer: readonly Target[] = ['RECONCILE', 'SHAREDAPPDETAILS', 'VIEWITEMS'];

/** Does the person go back to the application in the end? */
export function isReturning({ target }: ShellRequest): boolean {
  return !notReturning.includes(target);
}

/** @throws Problem for a target that is not there or parameters that cannot be meant */
export function readShellRequest(parameters: Parameters): ShellRequest {
  const target = targetOf(parameters.get('target'));
  const text = (name: string) => parameters.get(name)?.trim() || undefined;
  const actionQs = parameters.get('actionqs') || undefined;
  if (actionQs !== undefined && actionQs.length > actionQsMax)
    throw appMistake(`actionqs is longer than ${actionQsMax} characters.`);
  const ismra = text('ismra');
  const sharedAppId = target === 'SHAREDAPPDETAILS' ? idOf(parameters, 'sappid') : undefined;
  return {
    target,
    appIds: appIdsOf(text('appid') ?? sharedAppId, target),
    multiRecord: ismra === undefined ? undefined : isTrue(ismra),
    // The second spelling is the documented one.
    force: isTrue(text('forceappauth')) || isTrue(text('foreceappauth')),
    recordAlias: withoutAnswer.includes(target)
      ? idOf(parameters, 'extrecordid')
      : text('extrecordid')?.toLowerCase(),
    optionalRules: { online: numbered(parameters, 'onopt'), offline: numbered(parameters, 'offopt') },
    post: text('trm')?.toLowerCase() === 'post',
    redirect: text('redirect'),
    actionQs,
    creationToken: text('appcreationtoken'),
    instanceName: text('instancename') ?? '',
    userToken: userTokenOf(text('credtoken') ?? text('cred_token')),
    packageId: text('packageid'),
    sharedAppId,
    ...partOf(target, parameters),
  };
}

const actionQsMax = 4096;

function targetOf(given: string | undefined): Target {
  const known = targetNamed(given);
  if (known) return known;
  if (!given?.trim()) throw appMistake('The parameter target is missing.');
  const meant = targetLike(given);
  if (meant) throw appMistake(`There is no target ${given.trim().toUpperCase()}: did you mean ${meant}?`);
  const names = shellTargets.map(({ token }) => token).join(', ');
  throw appMistake(`There is no such target. It must be one of ${names}.`);
}

/** What only one target takes. */
function partOf(target: Target, parameters: Parameters): Partial<ShellRequest> {
  const text = (name: string) => parameters.get(name)?.trim() || undefined;
  switch (target) {
    case 'CREATEACCOUNT':
      return {
        flow: flowOf(text('flow')),
        signUpCode: text('signupcode'),
        offersNoRecords: isTrue(text('daddrec')),
      };
    case 'APPREDIRECT':
      return { referrerId: idOf(parameters, 'refappid'), forward: forwardOf(parameters) };
    case 'HELP':
      return { topicId: text('topicid') };
    case 'VIEWITEMS':
      return { typeIds: typeIdsOf(text('typeid')), addItem: isTrue(text('additem')) };
    case 'RECONCILE':
      if (text('extrecordid') === undefined) throw appMistake('The parameter extrecordid is missing.');
      if (idOf(parameters, 'thingid') === undefined) throw appMistake('The parameter thingid is missing.');
      return {};
    default:
      return {};
  }
}

const flows: readonly Flow[] = ['eprep', 'wmgmt'];

function flowOf(given: string | undefined): Flow | undefined {
  if (given === undefined) return undefined;
  const flow = flows.find(name => name === given.toLowerCase());
  if (!flow) throw appMistake('There is no such flow. It must be eprep or WMgmt.');
  return flow;
}

const forwardMax = 4096;

function forwardOf(parameters: Parameters): ShellRequest['forward'] {
  const target = parameters.get(forwarded.target);
  if (!target) throw appMistake('APPREDIRECT needs a parameter target within targetqs.');
  const targetQs = parameters.get(forwarded.targetQs);
  if (target.length + (targetQs?.length ?? 0) > forwardMax)
    throw appMistake(`The target and targetqs to pass on are longer than ${forwardMax} characters.`);
  return { target, targetQs };
}

const typesMax = 100;

function typeIdsOf(given: string | undefined): string[] {
  const ids = listOf(given);
  if (ids.length === 0) throw appMistake('The parameter typeid is missing.');
  if (ids.length > typesMax) throw appMistake(`The parameter typeid may name at most ${typesMax} types.`);
  if (ids.some(id => !guid.test(id))) throw appMistake('The parameter typeid is not a GUID.');
  if (ids.some(id => !findVersion(id)))
    throw appMistake('The parameter typeid names a type that is not known here.');
  return [...new Set(ids)];
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function idOf(parameters: Parameters, name: string): string | undefined {
  const id = parameters.get(name)?.trim().toLowerCase() || undefined;
  if (id !== undefined && !guid.test(id)) throw appMistake(`The parameter ${name} is not a GUID.`);
  return id;
}

function listOf(given: string | undefined): string[] {
  return (given ?? '')
    .toLowerCase()
    .split(',')
    .map(id => id.trim())
    .filter(id => id !== '');
}

function appIdsOf(given: string | undefined, target: Target): string[] {
  if (ignoringApp.includes(target)) return [];
  const ids = listOf(given);
  if (ids.length === 0 && !withoutApp.includes(target)) throw appMistake('The parameter appid is missing.');
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

/** Was the account made on the way of this request, by whatever way of signing up? */
export function madeAccount({ askedAt }: ShellRequest, person: Person | undefined): boolean {
  return person !== undefined && askedAt !== undefined && person.createdAt >= askedAt;
}

const kind = 'shell-request';
export const sealedForMs = 2 * 3_600_000;

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
  throw problem(400, 'tooOld');
}
