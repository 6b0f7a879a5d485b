// The logos and statements of an application, as its admins give them in the Shell: one picture or text of a kind in one
// language. What masters register of their children comes by children.ts; both are held to the same bounds in texts.ts.
import { fault } from '../errors.ts';
import type { Reader, Writer } from '../ports.ts';
import type { Vault } from '../vault.ts';
import { auditApp, demandOwn } from './admins.ts';
import type { Application } from './application.ts';
import type { AppText } from './ports.ts';
import { inLanguage, logosToKeep, statementsToKeep } from './texts.ts';

export const logoKinds = ['small-logo', 'large-logo'] as const;
export type LogoKind = (typeof logoKinds)[number];
export const statementKinds = ['privacy-statement', 'terms-of-use', 'dtc-success-message'] as const;
export type StatementKind = (typeof statementKinds)[number];
export const ownFileKinds = [...logoKinds, ...statementKinds] as const;
export type OwnFileKind = LogoKind | StatementKind;

export interface OwnFile {
  readonly appId: string;
  readonly kind: OwnFileKind;
  /** A tag in lower case; empty for what stands for all languages without one. */
  readonly language: string;
  /** Undefined takes it away. */
  readonly file: { readonly contentType: string; readonly content: Buffer } | undefined;
}

/**
 * Puts a logo or a statement in the place of the one in its language. All languages of a kind are of one content type.
 * @throws ACCESS_DENIED; INVALID_CONTENT_TYPE, also where another language has another; INVALID_XML
 */
export async function changeOwnFile(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, kind, language, file }: OwnFile,
): Promise<void> {
  await demandOwn(db, personId, appId);
  const others = (await db.applicationTexts.of(appId, [kind])).filter(other => other.language !== language);
  if (file && others.some(({ contentType }) => contentType !== file.contentType))
    throw fault('INVALID_CONTENT_TYPE', `${kind}: must be of the same kind in all languages.`);
  const files = [
    ...others,
    ...(file ? [{ language, content: file.content, contentType: file.contentType }] : []),
  ];
  const contentType = files[0]?.contentType ?? '';
  const local = {
    contentType,
    files: files.map(other => ({ language: other.language, content: other.content })),
  };
  const kept =
    files.length === 0
      ? []
      : isLogo(kind)
        ? logosToKeep(vault.limits, kind, local)
        : statementsToKeep(vault.limits, kind, local);
  await db.applicationTexts.replace(appId, kind, kept);
  const details = { kind, language, change: file ? 'put' : 'removed' };
  await auditApp(db, vault, { action: 'ConfigureApplication', personId, appId, details });
}

export function isLogo(kind: OwnFileKind): kind is LogoKind {
  return logoKinds.some(other => other === kind);
}

/** The small logo that people see. What devices made has that of its master. */
export async function smallLogo(
  db: Reader,
  app: Application,
  culture: readonly string[],
): Promise<AppText | undefined> {
  const texts = await db.applicationTexts.of(app.id, ['small-logo']);
  const all =
    texts.length === 0 && app.masterId !== undefined
      ? await db.applicationTexts.of(app.masterId, ['small-logo'])
      : texts;
  return inLanguage(all, culture);
}

/** Which of some applications have a small logo, by id. */
export async function withSmallLogo(db: Reader, apps: Iterable<Application>): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const app of apps) if (await smallLogo(db, app, [])) found.add(app.id);
  return found;
}
