// What becomes of the applications of developers, and of those that were made to try a sandbox with, when a vault starts in
// another way than before: in production for the first time, or with a mail server. What a sandbox gave on asking is then
// for an operator to give. Applications that an operator registered stay as they are.
import { dropNamedOperators, suspendDemo } from '../operator/operator.ts';
import { hasBeenInProduction, noteProduction } from '../production.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { isOfDevelopers, noteAppAction } from './admins.ts';
import type { AppEntry } from './app-entry.ts';
import type { Application, MethodGroup } from './application.ts';
import { dropProposal } from './proposal.ts';

/**
 * Before the server answers anything.
 * @param wasProduction does the data folder say that the vault has been in production? The database's word counts first
 */
export async function reviewApplications(
  db: Writer,
  vault: Vault,
  { wasProduction }: { wasProduction: boolean },
): Promise<void> {
  if (vault.mode === 'production' && !(await hasBeenInProduction(db))) {
    if (!wasProduction) await enterProduction(db, vault);
    await noteProduction(db, vault);
  }
  if (vault.mode === 'sandbox' && vault.mail.mailer !== undefined) await recallMail(db, vault);
}

/** What a sandbox let work waits, and no approval of before counts; nor does what it believed, of whom its mail could be read by all. */
async function enterProduction(db: Writer, vault: Vault): Promise<void> {
  await db.sessions.forgetAll();
  // Traces of a sandbox show values.
  await db.tracing.sweep(Number.MAX_SAFE_INTEGER);
  await dropNamedOperators(db, vault);
  await suspendDemo(db, vault);
  for (const app of await notOfOperators(db)) {
    const { approvedAt: _, mailAllowedAt: __, ...before } = await db.appAdmins.entry(app.id);
    const entry = await dropProposal(db, app.id, before);
    const state = app.state === 'active' ? 'pending' : app.state;
    await takeBack(db, vault, { app: { ...app, state }, entry, groups: app.methodGroups });
  }
}

/** Mail really goes out from now on: an operator says who may send some. */
async function recallMail(db: Writer, vault: Vault): Promise<void> {
  for (const app of await notOfOperators(db)) {
    const entry = await db.appAdmins.entry(app.id);
    if (app.methodGroups.includes('e-mail') && entry.mailAllowedAt === undefined)
      await takeBack(db, vault, { app, entry, groups: ['e-mail'] });
  }
}

async function notOfOperators(db: Writer): Promise<Application[]> {
  const found: Application[] = [];
  for (const app of await db.applications.all()) {
    if (await isOfDevelopers(db, app)) found.push(app);
  }
  return found;
}

interface Back {
  readonly app: Application;
  readonly entry: AppEntry;
  /** Asked for from now on, not given. */
  readonly groups: readonly MethodGroup[];
}

async function takeBack(db: Writer, vault: Vault, { app, entry, groups }: Back): Promise<void> {
  const taken = groups.filter(group => group !== 'basic');
  const methodGroups = app.methodGroups.filter(group => group === 'basic' || !groups.includes(group));
  const askedGroups = [...new Set([...(entry.askedGroups ?? []), ...taken])];
  await db.applications.put({ ...app, methodGroups, updatedAt: vault.clock.now() });
  await db.appAdmins.putEntry(app.id, { ...entry, askedGroups });
  const details = { state: app.state, asked: askedGroups };
  await noteAppAction(db, vault, { action: 'AwaitApproval', personId: undefined, appId: app.id, details });
}
