// The operator's word on applications that developers made: which wait for it, what it is about, yes, no, and never.
// What waits while an application works is in proposal.ts.
import { fault } from '../faults.ts';
import type { Person } from '../people/person.ts';
import { hashSha256 } from '../secrets.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { isOfDevelopers, listActiveAdmins, noteAppAction } from './admins.ts';
import type { AppEntry, Refusal } from './app-entry.ts';
import type { AppText } from './app-text.ts';
import { appTextKinds, proposedLogoKinds } from './app-text.ts';
import { type Application, type Certificate, type MethodGroup, methodGroups } from './application.ts';
import { findApplicationProblem } from './check.ts';
import { acceptLogos } from './logos.ts';
import { applyProposal, dropProposal, getWishedWebsite } from './proposal.ts';
import { acceptTexts, followOriginals } from './translate.ts';

/** An application the operator has something to decide about, and what. */
export interface WaitingApplication {
  readonly app: Application;
  readonly entry: AppEntry;
}

/** Those that asked to go live; of those that work, the ones that asked for method groups or changes. Oldest first. */
export async function listWaitingApplications(db: Reader): Promise<WaitingApplication[]> {
  const found: WaitingApplication[] = [];
  for (const [appId, entry] of await db.appAdmins.entries()) {
    const { approvalAskedAt, askedGroups = [], proposed } = entry;
    if (approvalAskedAt === undefined && askedGroups.length === 0 && !proposed) continue;
    const app = await db.applications.byId(appId);
    if (app && isWaiting(app, entry)) found.push({ app, entry });
  }
  return found.sort((a, b) => a.app.createdAt - b.app.createdAt);
}

export function isWaiting({ state }: Application, { approvalAskedAt, askedGroups = [], proposed }: AppEntry) {
  if (state === 'pending') return approvalAskedAt !== undefined;
  return state === 'active' && (askedGroups.length > 0 || proposed !== undefined);
}

/** The operator's last word, where it was a no and nothing waits again. */
export function findRefusal(app: Application, entry: AppEntry): Refusal | undefined {
  return isWaiting(app, entry) ? undefined : entry.refused;
}

/** All that the operator's word is about. */
export interface ApplicationInFull extends WaitingApplication {
  readonly waits: boolean;
  readonly wished: Application;
  /** The present ones, and the logos that are proposed. */
  readonly texts: readonly AppText[];
  readonly admins: readonly Pick<Person, 'name' | 'email'>[];
  readonly certificates: readonly Certificate[];
  /** Stands for all of this: an answer is to what was seen. */
  readonly seen: string;
}

/** Undefined for what a device made too: its name is for its owner alone. */
export async function readApplicationInFull(
  db: Reader,
  appId: string,
): Promise<ApplicationInFull | undefined> {
  const app = await db.applications.byId(appId);
  if (!app || app.kind === 'soda-child') return undefined;
  const entry = await db.appAdmins.entry(appId);
  const certificates = await db.applications.certificates(appId);
  const texts = await db.applicationTexts.of(appId, [...appTextKinds, ...proposedLogoKinds]);
  const admins = (await listActiveAdmins(db, appId)).map(({ name, email }) => ({ name, email }));
  const shown = [
    app,
    entry,
    admins,
    certificates.map(({ thumbprint }) => thumbprint),
    texts.map(text => ({ ...text, content: text.content.toString('base64') })),
  ];
  const seen = hashSha256(JSON.stringify(shown)).toString('base64url');
  const [waits, wished] = [isWaiting(app, entry), applyProposal(app, entry)];
  return { app, entry, waits, wished, texts, admins, certificates, seen };
}

/** Undefined for one that does not wait. */
export async function findAsking(db: Reader, appId: string): Promise<ApplicationInFull | undefined> {
  const found = await readApplicationInFull(db, appId);
  return found?.waits ? found : undefined;
}

/**
 * The operator's yes: the application works in production, as its admins want it, with the method groups that it asked
 * for. Who is the operator is for the caller to know.
 * @throws appNotFound; appStateFixed for one that is disabled; invalid and
 *   contentTypeUnsupported for changes that are no longer sound
 */
export async function approveApplication(
  db: Writer,
  vault: Vault,
  {
    appId,
    operatorId,
    groups,
  }: { appId: string; operatorId: string | undefined; groups?: readonly MethodGroup[] },
): Promise<Application> {
  const app = await demandApp(db, appId);
  if (app.state === 'disabled') throw fault('appStateFixed');
  const entry = await db.appAdmins.entry(appId);
  const { askedGroups = [], proposed } = entry;
  const given = askedGroups.filter(group => groups === undefined || groups.includes(group));
  const now = vault.clock.now();
  const all = methodGroups.filter(group => app.methodGroups.includes(group) || given.includes(group));
  const approved: Application = {
    ...applyProposal(app, entry),
    state: 'active',
    methodGroups: all,
    updatedAt: now,
  };
  const problem = findApplicationProblem(approved, app);
  if (problem !== undefined) throw fault('invalid', problem);
  await db.applications.put(approved);
  await followOriginals(db, approved);
  await acceptTexts(db, vault, approved, proposed?.texts ?? []);
  const logos = await acceptLogos(db, vault, appId);
  const { approvalAskedAt: _, askedGroups: __, refused: ___, ...rest } = await dropProposal(db, appId, entry);
  const website = getWishedWebsite(entry);
  await db.appAdmins.putEntry(appId, {
    ...rest,
    ...(website !== undefined && { website }),
    ...approvalIn(vault),
    ...(given.includes('e-mail') && { mailAllowedAt: now }),
  });
  const details = { groups: given, changed: [...Object.keys(proposed?.change ?? {}), ...logos] };
  await noteAppAction(db, vault, { action: 'ApproveApplication', personId: operatorId, appId, details });
  return approved;
}

/** A sandbox is no place to approve anything for production. */
function approvalIn({ mode, clock }: Vault): Pick<AppEntry, 'approvedAt'> {
  return mode === 'production' ? { approvedAt: clock.now() } : {};
}

/** The operator's no, and why: the application stays what it was, and may ask again. @throws appNotFound */
export async function refuseApplication(
  db: Writer,
  vault: Vault,
  { appId, operatorId, reason }: { appId: string; operatorId: string | undefined; reason: string },
): Promise<void> {
  await demandApp(db, appId);
  const { approvalAskedAt: _, askedGroups: groups = [], ...entry } = await db.appAdmins.entry(appId);
  const refused: Refusal = { at: vault.clock.now(), reason, proposed: entry.proposed, groups };
  await db.appAdmins.putEntry(appId, { ...(await dropProposal(db, appId, entry)), refused });
  await noteAppAction(db, vault, { action: 'RefuseApplication', personId: operatorId, appId });
}

/**
 * The operator's never: its admins cannot enable it again, whoever disabled it before, and what they change meanwhile
 * waits as before. @throws appNotFound
 */
export async function blockApplication(
  db: Writer,
  vault: Vault,
  { appId, operatorId }: { appId: string; operatorId: string | undefined },
): Promise<Application> {
  const app = await demandApp(db, appId);
  const blocked: Application = { ...app, state: 'disabled', updatedAt: vault.clock.now() };
  await db.applications.put(blocked);
  const entry = await db.appAdmins.entry(appId);
  await db.appAdmins.putEntry(appId, {
    ...(app.state === 'active' && approvalIn(vault)),
    ...entry,
    isDisabledByAdmin: false,
  });
  await noteAppAction(db, vault, { action: 'BlockApplication', personId: operatorId, appId });
  return blocked;
}

/**
 * Lets an application work as it is, whoever disabled it and whether it asked or not. Method groups and changes that wait
 * go on waiting. @throws appNotFound
 */
export async function enableApplication(
  db: Writer,
  vault: Vault,
  { appId, operatorId }: { appId: string; operatorId: string | undefined },
): Promise<Application> {
  const app = await demandApp(db, appId);
  const enabled: Application = { ...app, state: 'active', updatedAt: vault.clock.now() };
  await db.applications.put(enabled);
  const { isDisabledByAdmin: _, approvalAskedAt: __, ...entry } = await db.appAdmins.entry(appId);
  await db.appAdmins.putEntry(appId, { ...entry, ...approvalIn(vault) });
  await noteAppAction(db, vault, { action: 'ApproveApplication', personId: operatorId, appId });
  return enabled;
}

/**
 * Takes a block back: what was approved before works again, and so does what the operator or a master registered. What
 * never was waits for approval as before. @throws appNotFound
 */
export async function unblockApplication(
  db: Writer,
  vault: Vault,
  { appId, operatorId }: { appId: string; operatorId: string | undefined },
): Promise<void> {
  const app = await demandApp(db, appId);
  const { approvedAt } = await db.appAdmins.entry(appId);
  const isFree = vault.mode === 'sandbox' || approvedAt !== undefined || !(await isOfDevelopers(db, app));
  const state = isFree ? 'active' : 'pending';
  await db.applications.put({ ...app, state, updatedAt: vault.clock.now() });
  await noteAppAction(db, vault, { action: 'UnblockApplication', personId: operatorId, appId });
}

/** @throws appNotFound */
async function demandApp(db: Reader, appId: string): Promise<Application> {
  const app = await db.applications.byId(appId);
  if (!app) throw fault('appNotFound');
  return app;
}
