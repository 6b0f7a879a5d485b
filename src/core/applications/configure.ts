// The life of an application in the hands of its developers: made, changed, switched off and on. Who may do so is in
// admins.ts; what must hold of it, in check.ts; what waits for the operator, in proposal.ts.
import { fault } from '../faults.ts';
import { hashSha256 } from '../secrets.ts';
import { findSmartProblem } from '../smart/check.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { demandOwn, demandRoomForApp, findOwnApplication, noteAppAction } from './admins.ts';
import type { AppEntry } from './app-entry.ts';
import { type Application, type Certificate, type MethodGroup, methodGroups } from './application.ts';
import { findApplicationProblem } from './check.ts';
import { applyProposal, changeThatWaits, isApproved, putProposal } from './proposal.ts';
import { readCertificate, registerApplication } from './register.ts';
import { followOriginals } from './translate.ts';

export const ownKinds = ['web', 'soda-master', 'master'] as const;
export type OwnKind = (typeof ownKinds)[number];

/**
 * In production it waits for the operator.
 * @param once of the form: the same sent once more by it leads to the application that is there
 * @throws tooManyApps; invalid with what is wrong
 */
export async function createOwnApplication(
  db: Writer,
  vault: Vault,
  personId: string,
  { name, kind, once = vault.ids.guid() }: { name: string; kind: OwnKind; once?: string | undefined },
): Promise<Application> {
  const id = idOf([personId, once, kind, name]);
  const there = await findOwnApplication(db, personId, id);
  if (there) return there;
  await demandRoomForApp(db, vault, personId);
  const state = vault.mode === 'sandbox' ? 'active' : 'pending';
  const isFree = !(await db.applications.byId(id));
  const app = await registerApplication(db, vault, { ...(isFree && { id }), name, kind, state });
  // All of it is as it is registered, but for the name.
  demandGood(vault, app, { ...app, name: '' });
  await db.appAdmins.add({ appId: app.id, personId, addedAt: vault.clock.now() });
  await db.appAdmins.putEntry(app.id, { isOfDeveloper: true });
  await noteAppAction(db, vault, {
    action: 'ConfigureApplication',
    personId,
    appId: app.id,
    details: { created: kind },
  });
  return app;
}

/** The same of the same words; of no id can anybody find words that make it. */
function idOf(words: readonly string[]): string {
  const hex = hashSha256(JSON.stringify(words)).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** What its admins change freely. State, kind and method groups have ways of their own. */
export type AppChange = Partial<
  Pick<
    Application,
    | 'name'
    | 'description'
    | 'actionUrl'
    | 'redirectHosts'
    | 'privacyUrl'
    | 'termsUrl'
    | 'connectMessage'
    | 'ipPrefixes'
    | 'multiRecord'
    | 'rules'
    | 'domainName'
    | 'smart'
  >
>;

/**
 * Of an approved application in production, some changes wait for the operator: see proposal.ts.
 * @throws accessDenied; invalid with what is wrong
 */
export async function changeApplication(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, change }: { appId: string; change: AppChange },
): Promise<Application> {
  const before = await demandOwn(db, personId, appId);
  const entry = await db.appAdmins.entry(appId);
  const wished = changed(applyProposal(before, entry), change);
  demandGood(vault, wished, before);
  const waits = isApproved(vault, before, entry) ? changeThatWaits(before, wished) : {};
  const asBefore = Object.keys(waits).map(name => [name, before[name as keyof Application]]);
  const app = { ...changed(wished, Object.fromEntries(asBefore)), updatedAt: vault.clock.now() };
  await db.applications.put(app);
  await followOriginals(db, app);
  const { website } = entry.proposed?.change ?? {};
  const waiting = { ...waits, ...(website && { website }) };
  await putProposal(db, vault, appId, { change: waiting, texts: entry.proposed?.texts ?? [] });
  const details = { changed: Object.keys(change), waits: Object.keys(waits) };
  await noteAppAction(db, vault, { action: 'ConfigureApplication', personId, appId, details });
  return app;
}

/** The first thing that is wrong with a change; undefined when nothing is. */
export function changeProblem(vault: Vault, before: Application, change: AppChange): string | undefined {
  const app = changed(before, change);
  const { appRulesMax, appRuleSetsMax, appRuleTypesMax, appTextLengthMax, appListMax } = vault.limits;
  const sets = app.rules.flatMap(({ targets, exceptions }) => [...targets, ...exceptions]);
  const types = sets.reduce((sum, { typeIds }) => sum + (typeIds === 'all' ? 1 : typeIds.length), 0);
  if (app.rules.length > appRulesMax) return `There may be at most ${appRulesMax} rules.`;
  if (sets.length > appRuleSetsMax || types > appRuleTypesMax)
    return `The rules name more than ${appRuleSetsMax} sets, or more than ${appRuleTypesMax} types.`;
  const texts = [
    app.name,
    app.description,
    app.connectMessage ?? '',
    ...app.rules.map(({ reason }) => reason),
  ];
  if (texts.some(text => [...text].length > appTextLengthMax))
    return `A text may have at most ${appTextLengthMax} characters.`;
  if (app.redirectHosts.length > appListMax || app.ipPrefixes.length > appListMax)
    return `A list may have at most ${appListMax} entries.`;
  return findApplicationProblem(app, before) ?? (app.smart && findSmartProblem(vault, app.smart));
}

/** An empty domain name takes it away. */
function changed(before: Application, change: AppChange): Application {
  const { domainName, ...app } = { ...before, ...change };
  return domainName ? { ...app, domainName } : app;
}

function demandGood(vault: Vault, app: Application, before: Application): void {
  const problem = changeProblem(vault, before, app);
  if (problem !== undefined) throw fault('invalid', problem);
}

/** Changes what is kept beside the definition. A new website of an approved application waits. @throws accessDenied */
export async function changeEntry(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, change }: { appId: string; change: Partial<AppEntry> },
): Promise<void> {
  const app = await demandOwn(db, personId, appId);
  const entry = await db.appAdmins.entry(appId);
  const { website, ...atOnce } = change;
  const waits = Boolean(website) && website !== entry.website && isApproved(vault, app, entry);
  await db.appAdmins.putEntry(appId, { ...entry, ...(waits ? atOnce : change) });
  if (website !== undefined) {
    const { website: _, ...others } = entry.proposed?.change ?? {};
    const waiting = { ...others, ...(waits && { website }) };
    await putProposal(db, vault, appId, { change: waiting, texts: entry.proposed?.texts ?? [] });
  }
  const details = { changed: Object.keys(change), waits: waits ? ['website'] : [] };
  await noteAppAction(db, vault, { action: 'ConfigureApplication', personId, appId, details });
}

/** In a sandbox, groups are given on asking; in production the operator gives those that are new. @throws accessDenied */
export async function chooseMethodGroups(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, groups }: { appId: string; groups: readonly string[] },
): Promise<void> {
  const app = await demandOwn(db, personId, appId);
  const wanted = methodGroups.filter(group => group === 'basic' || groups.includes(group));
  // Mail that really goes out is for an operator to allow, in a sandbox too; so is what goes out in people's names.
  const isFree = (group: MethodGroup) =>
    vault.mode === 'sandbox' && group !== 'direct' && (group !== 'e-mail' || vault.mail.mailer === undefined);
  const given = wanted.filter(group => isFree(group) || app.methodGroups.includes(group));
  await putGroups(db, vault, app, given);
  const askedGroups = wanted.filter(group => !given.includes(group));
  await db.appAdmins.putEntry(appId, { ...(await db.appAdmins.entry(appId)), askedGroups });
  const details = { given, asked: askedGroups };
  await noteAppAction(db, vault, { action: 'ChooseMethodGroups', personId, appId, details });
}

async function putGroups(
  db: Writer,
  { clock }: Vault,
  app: Application,
  groups: readonly MethodGroup[],
): Promise<void> {
  await db.applications.put({ ...app, methodGroups: groups, updatedAt: clock.now() });
}

/** @throws accessDenied, also where the operator switched it off */
export async function setEnabled(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, isEnabled }: { appId: string; isEnabled: boolean },
): Promise<void> {
  const app = await demandOwn(db, personId, appId);
  const entry = await db.appAdmins.entry(appId);
  if (isEnabled === (app.state !== 'disabled')) return;
  if (isEnabled && !entry.isDisabledByAdmin)
    throw fault('accessDenied', 'The operator disabled the application.');
  const mayWork = vault.mode === 'sandbox' || isApproved(vault, app, entry);
  const state = isEnabled ? (mayWork ? 'active' : 'pending') : 'disabled';
  await db.applications.put({ ...app, state, updatedAt: vault.clock.now() });
  await db.appAdmins.putEntry(appId, {
    ...(isApproved(vault, app, entry) && { approvedAt: app.createdAt }),
    ...entry,
    isDisabledByAdmin: !isEnabled,
  });
  const action = isEnabled ? 'EnableApplication' : 'DisableApplication';
  await noteAppAction(db, vault, { action, personId, appId });
}

/**
 * One that is there stays whose it was.
 * @param file what its file is called, where it came as one
 * @throws accessDenied; certificateUnusable, also for one too many
 */
export async function addOwnCertificate(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, pem, file }: { appId: string; pem: string; file?: string | undefined },
): Promise<Certificate> {
  await demandOwn(db, personId, appId);
  const { appCertificatesMax } = vault.limits;
  const certificate = { ...readCertificate(pem), appId, addedAt: vault.clock.now(), addedBy: personId };
  const present = await db.applications.certificates(appId);
  const there = present.find(({ thumbprint }) => thumbprint === certificate.thumbprint);
  if (file !== undefined) await putFile(db, appId, certificate.thumbprint, file);
  if (there) return there;
  if (present.length >= appCertificatesMax)
    throw fault('certificateUnusable', `An application has at most ${appCertificatesMax}.`);
  await db.applications.addCertificate(certificate);
  const details = { thumbprint: certificate.thumbprint };
  await noteAppAction(db, vault, { action: 'AddCertificate', personId, appId, details });
  return certificate;
}

async function putFile(
  db: Writer,
  appId: string,
  thumbprint: string,
  file: string | undefined,
): Promise<void> {
  const { certificateFiles = {}, ...entry } = await db.appAdmins.entry(appId);
  if (certificateFiles[thumbprint] === file) return;
  const { [thumbprint]: before, ...others } = certificateFiles;
  const files = file === undefined ? others : { ...others, [thumbprint]: file };
  await db.appAdmins.putEntry(appId, { ...entry, certificateFiles: files });
}

/** @throws accessDenied */
export async function removeOwnCertificate(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, thumbprint }: { appId: string; thumbprint: string },
): Promise<void> {
  await demandOwn(db, personId, appId);
  const all = await db.applications.certificates(appId);
  if (!all.some(other => other.thumbprint === thumbprint)) return;
  await db.applications.removeCertificate(appId, thumbprint);
  await putFile(db, appId, thumbprint, undefined);
  await noteAppAction(db, vault, { action: 'RemoveCertificate', personId, appId, details: { thumbprint } });
}
