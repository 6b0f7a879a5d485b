// The logos and statements of an application, as its admins give them in the Shell: one picture or text of a kind in one
// language. What masters register of their children comes by children.ts; both are held to the same bounds in texts.ts.
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { demandOwn, noteAppAction } from './admins.ts';
import { checkLogos, getProposedKind, type LogoKind, logoKinds, makeWaitingLogos } from './logos.ts';
import { isApproved, putProposal } from './proposal.ts';
import { checkStatementFiles, demandOneType } from './texts.ts';

export const statementKinds = ['privacy-statement', 'terms-of-use', 'dtc-success-message'] as const;
export type StatementKind = (typeof statementKinds)[number];
export const ownFileKinds = [...logoKinds, ...statementKinds] as const;
export type OwnFileKind = LogoKind | StatementKind;

export interface OwnFile<Kind extends OwnFileKind = OwnFileKind> {
  readonly appId: string;
  readonly kind: Kind;
  /** A tag in lower case; empty for what stands for all languages without one. */
  readonly language: string;
  /** Undefined takes it away. */
  readonly file: { readonly contentType: string; readonly content: Buffer } | undefined;
}

/**
 * Puts a logo or a statement in the place of the one in its language. All languages of a kind are of one content type.
 * A logo of an approved application waits for the operator.
 * @returns whether it waits
 * @throws accessDenied; contentTypeUnsupported, also where another language has another; invalid
 */
export async function changeOwnFile(
  db: Writer,
  vault: Vault,
  personId: string,
  given: OwnFile,
): Promise<boolean> {
  const { appId, kind, language, file } = given;
  const app = await demandOwn(db, personId, appId);
  const waits = isLogo(kind) && isApproved(vault, app, await db.appAdmins.entry(appId));
  if (waits) await propose(db, vault, { ...given, kind });
  else await putAtOnce(db, vault, given);
  const details = { kind, language, change: file ? 'put' : 'removed', ...(waits && { waits: 'yes' }) };
  await noteAppAction(db, vault, { action: 'ConfigureApplication', personId, appId, details });
  return waits;
}

async function propose(db: Writer, vault: Vault, given: OwnFile<LogoKind>): Promise<void> {
  const { appId, kind } = given;
  const present = await db.applicationTexts.of(appId, [kind]);
  const proposed = await db.applicationTexts.of(appId, [getProposedKind(kind)]);
  const waiting = makeWaitingLogos(vault.limits, given, { present, proposed });
  await db.applicationTexts.replace(appId, getProposedKind(kind), waiting);
  const { change = {}, texts = [] } = (await db.appAdmins.entry(appId)).proposed ?? {};
  await putProposal(db, vault, appId, { change, texts });
}

async function putAtOnce(
  db: Writer,
  { limits }: Vault,
  { appId, kind, language, file }: OwnFile,
): Promise<void> {
  const others = (await db.applicationTexts.of(appId, [kind])).filter(other => other.language !== language);
  const files = [...others, ...(file ? [{ kind, item: '', language, ...file }] : [])];
  const kept = isLogo(kind)
    ? checkLogos(limits, kind, files)
    : files.length === 0
      ? []
      : checkStatementFiles(limits, kind, demandOneType(kind, files));
  await db.applicationTexts.replace(appId, kind, kept);
}

/** A logo goes on as it is: what waits in its place is forgotten. @throws accessDenied; contentTypeUnsupported */
export async function takeBackLogo(
  db: Writer,
  vault: Vault,
  personId: string,
  of: Omit<OwnFile<LogoKind>, 'file'>,
): Promise<void> {
  await demandOwn(db, personId, of.appId);
  const present = await db.applicationTexts.of(of.appId, [of.kind]);
  const there = present.find(({ language }) => language === of.language);
  const file = there && { contentType: there.contentType ?? '', content: there.content };
  await propose(db, vault, { ...of, file });
  const details = { kind: of.kind, language: of.language };
  await noteAppAction(db, vault, { action: 'WithdrawProposal', personId, appId: of.appId, details });
}

export function isLogo(kind: OwnFileKind): kind is LogoKind {
  return logoKinds.some(other => other === kind);
}
