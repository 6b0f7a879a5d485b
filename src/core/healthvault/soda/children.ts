// Children of a master application: registered and changed by AddApplication and UpdateApplication.
// What a child may be is in within-master.ts; its texts and pictures are in texts.ts.

import type { AppText, AppTextKind } from '../../applications/app-text.ts';
import type { Application, MethodGroup } from '../../applications/application.ts';
import { findApplicationProblem } from '../../applications/check.ts';
import { addCertificate } from '../../applications/register.ts';
import type { LocalFiles, Registration, RuleDraft } from '../../applications/registration.ts';
import {
  checkLogoFiles,
  checkStatementFiles,
  checkTexts,
  convertToPlainText,
  findDefaultText,
} from '../../applications/texts.ts';
import type { Rule } from '../../authorization/rules.ts';
import type { Limits } from '../../limits/limits.ts';
import type { Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { readDerCertificate } from '../../x509.ts';
import { fault } from '../status-fault.ts';
import {
  checkDomain,
  checkInstances,
  checkLocations,
  checkMeaningfulUse,
  checkRules,
  checkVocabularies,
  chooseMethods,
} from './within-master.ts';

/** Who asks for what, and the methods there are. */
export interface Wish {
  readonly master: Application;
  readonly given: Registration;
  readonly methods: readonly { readonly name: string; readonly group: MethodGroup }[];
}

/** @throws ACCESS_DENIED; APPLICATION_LIMIT_EXCEEDED; and what `apply` throws */
export async function addChild(db: Writer, vault: Vault, wish: Wish): Promise<Application> {
  const { master } = wish;
  demandMaster(master);
  if ((await db.applications.childCount(master.id)) >= vault.limits.childAppsMax)
    throw fault('APPLICATION_LIMIT_EXCEEDED', 'The master application has as many children as are allowed.');
  const now = vault.clock.now();
  const { recordLocations, instances } = master;
  const blank: Application = {
    id: vault.ids.guid(),
    name: '',
    description: '',
    kind: 'child',
    masterId: master.id,
    state: 'active',
    multiRecord: false,
    actionUrl: undefined,
    redirectHosts: [],
    privacyUrl: undefined,
    termsUrl: undefined,
    connectMessage: undefined,
    methodGroups: ['basic'],
    rules: [],
    ipPrefixes: [],
    createdAt: now,
    updatedAt: now,
    ...(recordLocations && { recordLocations }),
    ...(instances && { instances }),
  };
  return apply(db, vault, wish, blank, 'AddApplication');
}

/** @throws ACCESS_DENIED; INVALID_APP when there is no such application; and what `apply` throws */
export async function updateChild(
  db: Writer,
  vault: Vault,
  wish: Wish,
  childId: string,
): Promise<Application> {
  const { master } = wish;
  demandMaster(master);
  const before = await db.applications.byId(childId);
  if (!before) throw fault('INVALID_APP', 'It is the id of the application that is to change.');
  if (before.masterId !== master.id)
    throw fault('ACCESS_DENIED', 'A master application changes its own children and no others.');
  return apply(db, vault, wish, { ...before, updatedAt: vault.clock.now() }, 'UpdateApplication');
}

function demandMaster({ kind }: Application): void {
  if (kind !== 'master') throw fault('ACCESS_DENIED', 'Only a master application has children to register.');
}

/**
 * Puts what is given in the place of what there was, and checks what comes of it.
 * @throws INVALID_XML, INVALID_APPAUTH, INVALID_METHOD, INVALID_PUBLIC_KEY, BAD_CERT, INVALID_CONTENT_TYPE,
 *   INVALID_VOCABULARY_AUTHORIZATION, RECORD_LOCATION_NOT_SUPPORTED, INVALID_INSTANCE_ID,
 *   INVALID_MEANINGFUL_USE_SOURCE, DUPLICATE_MEANINGFUL_USE_SOURCES
 */
async function apply(
  db: Writer,
  vault: Vault,
  { master, given, methods }: Wish,
  before: Application,
  action: 'AddApplication' | 'UpdateApplication',
): Promise<Application> {
  const { limits } = vault;
  const texts = await textsOf(db, vault, before, given);
  const reason = texts.get('auth-reason') ?? (await db.applicationTexts.of(before.id, ['auth-reason']));
  const rules = rulesOf(before, given, findDefaultText(reason) ?? '');
  const child: Application = {
    ...withSettings(limits, before, given),
    ...(given.methods && chooseMethods(master, given.methods, methods)),
    rules,
  };
  checkRules(master, rules);
  checkDomain(master, child);
  checkLocations(master, child);
  checkInstances(vault, master, child);
  await checkVocabularies(db, master, child);
  await checkMeaningfulUse(db, master, child);
  const problem = findApplicationProblem(child, before);
  if (problem) throw fault('INVALID_XML', problem);
  await db.applications.put(child);
  for (const [kind, kept] of texts) await db.applicationTexts.replace(child.id, kind, kept);
  await demandStatements(db, vault, child);
  if (given.certificates) {
    if (given.certificates.length > limits.appCertificatesMax)
      throw fault('INVALID_XML', `public-keys: must be at most ${limits.appCertificatesMax}`);
    await db.applications.removeCertificates(child.id);
    for (const der of given.certificates) await addCertificate(db, vault, child.id, pemOf(der));
  }
  const { id: appId } = master;
  const details = { childId: child.id };
  const at = vault.clock.now();
  await db.audit.add({
    at,
    action,
    personId: undefined,
    appId,
    recordId: undefined,
    avenue: undefined,
    details,
  });
  return child;
}

/** The properties of its definition, without rules and methods. */
function withSettings(limits: Limits, before: Application, given: Registration): Application {
  const { recordLocations, instances, ...rest } = before;
  const { recordLocations: newLocations = recordLocations, instances: newInstances = instances } = given;
  return {
    ...rest,
    name: defaultOf(given.names) ?? before.name,
    description: defaultOf(given.descriptions) ?? before.description,
    actionUrl: given.actionUrl ?? before.actionUrl,
    ipPrefixes: given.ipPrefixes ?? before.ipPrefixes,
    ...(newLocations && newLocations !== 'all' && { recordLocations: newLocations }),
    ...(newInstances && newInstances !== 'all' && { instances: newInstances }),
    ...(given.domainName !== undefined && { domainName: given.domainName }),
    ...(given.restrictsUsers !== undefined && { restrictsUsers: given.restrictsUsers }),
    ...(given.persistentTokens && { persistentTokens: given.persistentTokens }),
    ...(given.attributes && { attributes: given.attributes }),
    ...(given.vocabularies && { vocabularies: given.vocabularies }),
    ...(given.meaningfulUseSources && { meaningfulUseSources: given.meaningfulUseSources }),
    ...(given.successMessage && { connectMessage: connectMessageOf(limits, given.successMessage) }),
    ...(given.bulkExtraction && { bulkExtraction: given.bulkExtraction }),
  };
}

/** What the Shell shows: plain text, in the language that stands for all. */
function connectMessageOf(
  { appTextLengthMax }: Limits,
  { contentType, files }: LocalFiles,
): string | undefined {
  const file = files.find(({ language }) => !language) ?? files[0];
  const text = file && convertToPlainText(contentType, file.content.toString());
  return text && [...text].slice(0, appTextLengthMax).join('');
}

function defaultOf(texts: Registration['names']): string | undefined {
  return texts && (texts.find(({ language }) => !language) ?? texts[0])?.text;
}

/** The rules in their order, online ones first; those of a mode that is not given stay. */
function rulesOf({ rules }: Application, given: Registration, authReason: string): readonly Rule[] {
  return (['online', 'offline'] as const).flatMap(mode => {
    const drafts = mode === 'online' ? given.onlineRules : given.offlineRules;
    if (!drafts) return rules.filter(rule => rule.mode === mode);
    return drafts.map((draft, place): Rule => {
      const { name: _, reasons: __, ...rest } = draft;
      return { ...rest, name: ruleName(draft, place), reason: defaultOf(draft.reasons) ?? authReason, mode };
    });
  });
}

/** A name is needed to keep rules apart; masters may leave it out. */
function ruleName({ name }: RuleDraft, place: number): string {
  return name ?? `rule ${place + 1}`;
}

/** The texts and pictures that are given, by kind. */
async function textsOf(
  db: Writer,
  { limits }: Vault,
  before: Application,
  given: Registration,
): Promise<Map<AppTextKind, readonly AppText[]>> {
  const found = new Map<AppTextKind, readonly AppText[]>();
  const local = {
    name: given.names,
    description: given.descriptions,
    'auth-reason': given.authReasons,
    organization: given.organizationNames,
  } as const;
  for (const [kind, texts] of Object.entries(local) as [keyof typeof local, Registration['names']][]) {
    if (texts) found.set(kind, checkTexts(limits, { kind }, texts));
  }
  const logos = { 'large-logo': given.largeLogo, 'small-logo': given.smallLogo } as const;
  for (const kind of ['large-logo', 'small-logo'] as const) {
    const files = logos[kind];
    if (files) found.set(kind, checkLogoFiles(limits, kind, files));
  }
  const statements = {
    'privacy-statement': given.privacyStatement,
    'terms-of-use': given.termsOfUse,
    'dtc-success-message': given.successMessage,
  } as const;
  for (const kind of ['privacy-statement', 'terms-of-use', 'dtc-success-message'] as const) {
    const files = statements[kind];
    if (files) found.set(kind, checkStatementFiles(limits, kind, files));
  }
  if (given.onlineRules || given.offlineRules) {
    const kept = await db.applicationTexts.of(before.id, ['rule-reason']);
    found.set('rule-reason', reasonsOf(limits, kept, given));
  }
  return found;
}

function reasonsOf(limits: Limits, before: readonly AppText[], given: Registration): AppText[] {
  return (['online', 'offline'] as const).flatMap(mode => {
    const drafts = mode === 'online' ? given.onlineRules : given.offlineRules;
    if (!drafts) return before.filter(({ item }) => item.startsWith(`${mode}:`));
    return drafts.flatMap((draft, place) =>
      checkTexts(limits, { kind: 'rule-reason', item: `${mode}:${ruleName(draft, place)}` }, draft.reasons),
    );
  });
}

/** @throws INVALID_PUBLIC_KEY for what is no certificate; whether its key can be used is another question */
function pemOf(der: Buffer): string {
  const certificate = readDerCertificate(der);
  if (certificate) return certificate.toString();
  throw fault(
    'INVALID_PUBLIC_KEY',
    'It must be a whole X.509 certificate in DER form, as hexadecimal digits.',
  );
}

/** HealthVault spelled the attribute this way. */
const hipaaAttributes = ['hippa', 'hipaa'];

/** People read what an application does with their data at its action URL, or here. @throws INVALID_XML */
async function demandStatements(db: Writer, vault: Vault, child: Application): Promise<void> {
  const { actionUrl, attributes = [] } = child;
  if (actionUrl !== undefined) {
    if (vault.mode === 'production' && new URL(actionUrl).protocol !== 'https:')
      throw fault('INVALID_XML', 'action-url: must be an https address');
    return;
  }
  if (attributes.some(attribute => hipaaAttributes.includes(attribute.toLowerCase()))) return;
  const statements = await db.applicationTexts.of(child.id, ['privacy-statement', 'terms-of-use']);
  if (new Set(statements.map(({ kind }) => kind)).size < 2)
    throw fault('INVALID_XML', 'action-url, or both privacy-statement and terms-of-use, are missing');
}
