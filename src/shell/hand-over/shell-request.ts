// What an application asks of the Shell, from its redirect until the person is done. On the way through sign-in and
// consent it travels sealed, so it cannot be changed and needs no place on the server.
import type { Person } from '../../core/people/person.ts';
import type { Vault } from '../../core/vault.ts';
import { type ShellTargetToken, shellTargets } from '../../methods/parts/shell-targets.ts';
import { findVersion } from '../../things/index.ts';
import { makeAppMistake, makeProblem } from '../web/problem.ts';
import { sealedLengthMax } from '../web/sign-in-address.ts';
import { forwarded, isTrue, listNumbered, type Parameters } from './redirect-query.ts';
import { findTarget, guessTarget } from './redirect-target.ts';

/** Those of the redirect interface, and the request of an application by SMART, which comes by the authorization server. */
export type Target = ShellTargetToken | 'SMART';

/** What each target takes beside that. */
interface Parts {
  APPAUTH: object;
  APPREDIRECT: {
    /** Who sends. */
    readonly referrerId: string | undefined;
    /** What the other application gets. */
    readonly forward: { readonly target: string; readonly targetQs: string | undefined };
  };
  APPSIGNOUT: { readonly userToken: string | undefined };
  AUTH: {
    /** Ask for consent even if all is authorised. */
    readonly force: boolean;
  };
  CONNECT: ByCode;
  CREATEACCOUNT: ForRecord & {
    /** What the account is for. */
    readonly flow: Flow | undefined;
    /** A code to sign up with. */
    readonly signUpCode: string | undefined;
    readonly offersNoRecords: boolean;
  };
  CREATEAPPLICATION: { readonly creationToken: string | undefined; readonly instanceName: string };
  CREATERECORD: ForRecord;
  EDITRECORD: object;
  HELP: { readonly topicId: string | undefined };
  MANAGEACCOUNT: object;
  PICKUP: ByCode;
  RECONCILE: {
    /** The document that is to be taken over. */
    readonly thingId: string;
  };
  RECORDLIST: object;
  SHAREDAPPDETAILS: {
    /** The application it is about. */
    readonly sharedAppId: string | undefined;
  };
  SHARERECORD: object;
  SMART: {
    /** What is asked for: core/smart/ask.ts. */
    readonly uid: string;
  };
  VIEWITEMS: {
    /** Version-type-ids. */
    readonly typeIds: readonly string[];
    readonly addItem: boolean;
  };
}

interface ByCode {
  /** The identity code, as it was written. */
  readonly packageId: string | undefined;
  /** How far the person is with it. */
  readonly answered?: Answered;
}

interface ForRecord {
  /** Where the data lies that came with it; see core/healthvault/parked/. */
  readonly parkedId?: string | undefined;
  /** The record that was made on the way. */
  readonly madeRecordId?: string | undefined;
}

/** What every target may take. */
interface Common {
  /** The first one asked; only APPAUTH may name several. None where the target does without. */
  readonly appIds: readonly string[];
  readonly multiRecord: boolean | undefined;
  /** The record meant, by the application's id for it. */
  readonly recordAlias: string | undefined;
  readonly optionalRules: { readonly online: readonly string[]; readonly offline: readonly string[] };
  /** Return by a form instead of an address. */
  readonly post: boolean;
  readonly redirect: string | undefined;
  readonly actionQs: string | undefined;
  /** When the person came with it. */
  readonly askedAt?: number | undefined;
}

/** A request of one target, or of any. */
export type ShellRequest<T extends Target = Target> = T extends Target
  ? Common & { readonly target: T } & Parts[T]
  : never;

/** Those at whose end is a code. */
export type CodeRequest = ShellRequest<'CONNECT' | 'PICKUP'>;

/** Those on whose way a record may be made, of data that came with them. */
export type NewRecordRequest = ShellRequest<'CREATEACCOUNT' | 'CREATERECORD'>;

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
  return readAs(targetOf(parameters.get('target')), parameters);
}

/** For what came by the authorization server. */
export function newSmartRequest(appId: string, uid: string): ShellRequest<'SMART'> {
  return {
    target: 'SMART',
    uid,
    appIds: [appId],
    multiRecord: false,
    recordAlias: undefined,
    optionalRules: { online: [], offline: [] },
    post: false,
    redirect: undefined,
    actionQs: undefined,
  };
}

/** For a code that no application sent. */
export function newCodeRequest(target: CodeRequest['target']): CodeRequest {
  return readAs(target, new Map());
}

function readAs<T extends ShellTargetToken>(target: T, parameters: Parameters): ShellRequest<T> {
  const text = textOf(parameters);
  const actionQs = parameters.get('actionqs') || undefined;
  if (actionQs !== undefined && actionQs.length > actionQsMax)
    throw makeAppMistake(`actionqs is longer than ${actionQsMax} characters.`);
  const ismra = text('ismra');
  const sharedAppId = target === 'SHAREDAPPDETAILS' ? idOf(parameters, 'sappid') : undefined;
  const common: Common = {
    appIds: appIdsOf(text('appid') ?? sharedAppId, target),
    multiRecord: ismra === undefined ? undefined : isTrue(ismra),
    recordAlias: withoutAnswer.includes(target)
      ? idOf(parameters, 'extrecordid')
      : text('extrecordid')?.toLowerCase(),
    optionalRules: { online: listNumbered(parameters, 'onopt'), offline: listNumbered(parameters, 'offopt') },
    post: text('trm')?.toLowerCase() === 'post',
    redirect: text('redirect'),
    actionQs,
  };
  return { target, ...common, ...readers[target](parameters) } as ShellRequest<T>;
}

function textOf(parameters: Parameters): (name: string) => string | undefined {
  return name => parameters.get(name)?.trim() || undefined;
}

const actionQsMax = 4096;

function targetOf(given: string | undefined): ShellTargetToken {
  const known = findTarget(given);
  if (known) return known;
  if (!given?.trim()) throw makeAppMistake('The parameter target is missing.');
  const meant = guessTarget(given);
  if (meant) throw makeAppMistake(`There is no target ${given.trim().toUpperCase()}: did you mean ${meant}?`);
  const names = shellTargets.map(({ token }) => token).join(', ');
  throw makeAppMistake(`There is no such target. It must be one of ${names}.`);
}

const readers: { readonly [T in ShellTargetToken]: (parameters: Parameters) => Parts[T] } = {
  APPAUTH: takeNothing,
  APPREDIRECT: parameters => ({
    referrerId: idOf(parameters, 'refappid'),
    forward: forwardOf(parameters),
  }),
  APPSIGNOUT: parameters => {
    const text = textOf(parameters);
    return { userToken: userTokenOf(text('credtoken') ?? text('cred_token')) };
  },
  AUTH: parameters => {
    const text = textOf(parameters);
    // The second spelling is the documented one.
    return { force: isTrue(text('forceappauth')) || isTrue(text('foreceappauth')) };
  },
  CONNECT: codeOf,
  CREATEACCOUNT: parameters => {
    const text = textOf(parameters);
    return {
      flow: flowOf(text('flow')),
      signUpCode: text('signupcode'),
      offersNoRecords: isTrue(text('daddrec')),
    };
  },
  CREATEAPPLICATION: parameters => {
    const text = textOf(parameters);
    return { creationToken: text('appcreationtoken'), instanceName: text('instancename') ?? '' };
  },
  CREATERECORD: takeNothing,
  EDITRECORD: takeNothing,
  HELP: parameters => ({ topicId: textOf(parameters)('topicid') }),
  MANAGEACCOUNT: takeNothing,
  PICKUP: codeOf,
  RECONCILE: parameters => {
    if (textOf(parameters)('extrecordid') === undefined)
      throw makeAppMistake('The parameter extrecordid is missing.');
    const thingId = idOf(parameters, 'thingid');
    if (thingId === undefined) throw makeAppMistake('The parameter thingid is missing.');
    return { thingId };
  },
  RECORDLIST: takeNothing,
  SHAREDAPPDETAILS: parameters => ({ sharedAppId: idOf(parameters, 'sappid') }),
  SHARERECORD: takeNothing,
  VIEWITEMS: parameters => {
    const text = textOf(parameters);
    return { typeIds: typeIdsOf(text('typeid')), addItem: isTrue(text('additem')) };
  },
};

function takeNothing(): object {
  return {};
}

function codeOf(parameters: Parameters): ByCode {
  return { packageId: textOf(parameters)('packageid') };
}

const flows: readonly Flow[] = ['eprep', 'wmgmt'];

function flowOf(given: string | undefined): Flow | undefined {
  if (given === undefined) return undefined;
  const flow = flows.find(name => name === given.toLowerCase());
  if (!flow) throw makeAppMistake('There is no such flow. It must be eprep or WMgmt.');
  return flow;
}

const forwardMax = 4096;

function forwardOf(parameters: Parameters): Parts['APPREDIRECT']['forward'] {
  const target = parameters.get(forwarded.target);
  if (!target) throw makeAppMistake('APPREDIRECT needs a parameter target within targetqs.');
  const targetQs = parameters.get(forwarded.targetQs);
  if (target.length + (targetQs?.length ?? 0) > forwardMax)
    throw makeAppMistake(`The target and targetqs to pass on are longer than ${forwardMax} characters.`);
  return { target, targetQs };
}

const typesMax = 100;

function typeIdsOf(given: string | undefined): string[] {
  const ids = listOf(given);
  if (ids.length === 0) throw makeAppMistake('The parameter typeid is missing.');
  if (ids.length > typesMax) throw makeAppMistake(`The parameter typeid may name at most ${typesMax} types.`);
  if (ids.some(id => !guid.test(id))) throw makeAppMistake('The parameter typeid is not a GUID.');
  if (ids.some(id => !findVersion(id)))
    throw makeAppMistake('The parameter typeid names a type that is not known here.');
  return [...new Set(ids)];
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function idOf(parameters: Parameters, name: string): string | undefined {
  const id = parameters.get(name)?.trim().toLowerCase() || undefined;
  if (id !== undefined && !guid.test(id)) throw makeAppMistake(`The parameter ${name} is not a GUID.`);
  return id;
}

function listOf(given: string | undefined): string[] {
  return (given ?? '')
    .toLowerCase()
    .split(',')
    .map(id => id.trim())
    .filter(id => id !== '');
}

function appIdsOf(given: string | undefined, target: ShellTargetToken): string[] {
  if (ignoringApp.includes(target)) return [];
  const ids = listOf(given);
  if (ids.length === 0 && !withoutApp.includes(target))
    throw makeAppMistake('The parameter appid is missing.');
  if (ids.some(id => !guid.test(id))) throw makeAppMistake('The parameter appid is not a GUID.');
  if (ids.length > 1 && target !== 'APPAUTH')
    throw makeAppMistake('Only the target APPAUTH takes several values in appid.');
  if (ids.length > appIdsMax)
    throw makeAppMistake(`The parameter appid may name at most ${appIdsMax} applications.`);
  return [...new Set(ids)];
}

const appIdsMax = 10;

/** A plus sign that was not encoded arrives as a blank. */
function userTokenOf(given: string | undefined): string | undefined {
  return given?.replaceAll(' ', '+');
}

/** Was the account made on the way of this request, by whatever way of signing up? */
export function hasMadeAccount({ askedAt }: ShellRequest, person: Person | undefined): boolean {
  return person !== undefined && askedAt !== undefined && person.createdAt >= askedAt;
}

const kind = 'shell-request';
export const sealedForMs = 2 * 3_600_000;

/** @throws Problem when the parameters are more than an address can carry */
export function sealRequest({ keys, clock }: Vault, request: ShellRequest): string {
  const inside = { kind, request, expiresAt: clock.now() + sealedForMs };
  const sealed = keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url');
  if (sealed.length > sealedLengthMax)
    throw makeAppMistake('Its parameters are longer than an address may be.');
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
  throw makeProblem(400, 'tooOld');
}

/** The same where only one with a code is meant; undefined for any other. @throws Problem */
export function openCodeRequest(vault: Vault, sealed: string | null | undefined): CodeRequest | undefined {
  const request = openRequest(vault, sealed);
  return request?.target === 'CONNECT' || request?.target === 'PICKUP' ? request : undefined;
}

export function mayMakeRecord(request: ShellRequest): request is NewRecordRequest {
  return request.target === 'CREATEACCOUNT' || request.target === 'CREATERECORD';
}
