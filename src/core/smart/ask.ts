// What an application asks for, from its request until the person has decided, and what they decided. Between facades/oauth/,
// which the browser comes from and goes back to, and the page of consent. The answer is told by an id that only the browser of
// the person has, so that whoever began a request in another browser learns nothing of it.
import { fault } from '../faults.ts';
import { getFhirUrl } from '../instance.ts';
import type { Vault } from '../vault.ts';
import { findSmartApp } from './access.ts';
import { dropKept, findKept, keepSmart } from './kept.ts';

export interface SmartAsk {
  /** As the authorization server calls the step that waits. */
  readonly uid: string;
  readonly appId: string;
  /** Those it may ask for, separated by spaces. */
  readonly scopes: string;
  /** Where the person goes in the end, for the page to say so and to allow it. */
  readonly redirectUri: string;
  /** Of a launch from the pages: who, and which record. */
  readonly launch?: { readonly personId: string; readonly recordId: string } | undefined;
}

export type SmartAnswer = {
  /** Of the ask. */
  readonly uid: string;
} & (
  | { readonly isGranted: false }
  | {
      readonly isGranted: true;
      readonly personId: string;
      /** As the application knows the person. */
      readonly personAlias: string;
      readonly recordId: string | undefined;
      readonly scopes: string;
      readonly isOffline: boolean;
      readonly shellId: string | undefined;
    }
);

/** What a person opened in the pages, for the application that takes it up. */
export interface SmartLaunch {
  readonly appId: string;
  readonly personId: string;
  readonly recordId: string;
}

const idBytes = 24;

export async function keepAsk(vault: Vault, ask: SmartAsk): Promise<void> {
  await keepSmart(
    vault,
    { kind: 'Ask', id: ask.uid, payload: { ask } as object },
    vault.limits.smartAskTtlMs,
  );
}

/** Undefined when it is over, or never was. */
export async function findAsk(vault: Vault, uid: string): Promise<SmartAsk | undefined> {
  return (await findKept<{ ask: SmartAsk }>(vault, 'Ask', uid))?.ask;
}

/** @returns by what it is told */
export async function keepAnswer(vault: Vault, answer: SmartAnswer): Promise<string> {
  const id = vault.ids.bytes(idBytes).toString('base64url');
  await keepSmart(vault, { kind: 'Answer', id, payload: { answer } as object }, vault.limits.smartCodeTtlMs);
  return id;
}

/** Once. */
export async function takeAnswer(vault: Vault, id: string): Promise<SmartAnswer | undefined> {
  const found = await findKept<{ answer: SmartAnswer }>(vault, 'Answer', id);
  if (!found) return undefined;
  await dropKept(vault, 'Answer', id);
  await dropKept(vault, 'Ask', found.answer.uid);
  return found.answer;
}

/** @returns where the person goes, with what the application hands back as `launch` @throws accessDenied for an application without an address for it */
export async function beginLaunch(vault: Vault, launch: SmartLaunch): Promise<string> {
  const id = vault.ids.bytes(idBytes).toString('base64url');
  const app = await vault.store.read(db => findSmartApp(db, vault, launch.appId));
  if (app?.smart?.launchUrl === undefined) throw fault('accessDenied', 'The application is not launched.');
  await keepSmart(
    vault,
    { kind: 'Launch', id, payload: { launch } as object },
    vault.limits.smartLaunchTtlMs,
  );
  const address = new URL(app.smart.launchUrl);
  address.searchParams.set('iss', getFhirUrl(vault.instance));
  address.searchParams.set('launch', id);
  return address.href;
}

/** Undefined for one of another application, or that is over. */
export async function findLaunch(vault: Vault, id: string, appId: string): Promise<SmartLaunch | undefined> {
  const launch = (await findKept<{ launch: SmartLaunch }>(vault, 'Launch', id))?.launch;
  return launch?.appId === appId ? launch : undefined;
}

export async function endLaunch(vault: Vault, id: string): Promise<void> {
  await dropKept(vault, 'Launch', id);
}

const mistakeKind = 'smart-mistake';
const mistakeTtlMs = 10 * 60_000;

/** What was wrong with a request, for the page that tells the person; sealed, so that nobody writes on our pages. */
export function sealMistake({ keys, clock }: Pick<Vault, 'keys' | 'clock'>, detail: string): string {
  const inside = { kind: mistakeKind, detail: detail.slice(0, 500), expiresAt: clock.now() + mistakeTtlMs };
  return keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url');
}

/** Undefined for what was not sealed here, or is too old. */
export function openMistake(
  { keys, clock }: Pick<Vault, 'keys' | 'clock'>,
  sealed: string,
): string | undefined {
  try {
    const inside = JSON.parse(keys.open(Buffer.from(sealed, 'base64url')).toString());
    return inside.kind === mistakeKind && inside.expiresAt > clock.now() ? inside.detail : undefined;
  } catch {
    return undefined;
  }
}
