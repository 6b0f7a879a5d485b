// The logos of an application: which one people see, and those that wait. A logo can imitate somebody, so like a name it is
// part of what an operator approved: in production a new one, and the loss of one, wait (proposal.ts). Called by own-files.ts
// and approval.ts; the bounds are in texts.ts.
import type { Limits } from '../limits/limits.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { AppText } from './app-text.ts';
import type { Application } from './application.ts';
import { checkLogoFiles, demandOneType, pickText } from './texts.ts';

export const logoKinds = ['small-logo', 'large-logo'] as const;
export type LogoKind = (typeof logoKinds)[number];

export function getProposedKind(kind: LogoKind) {
  return `proposed-${kind}` as const;
}

/** What is in a row of a proposal that takes the present logo away. */
const nothing = { contentType: undefined, content: Buffer.alloc(0) };

export function isRemoval({ content }: AppText): boolean {
  return content.length === 0;
}

/**
 * A logo in one language; no file takes it away.
 * @returns what waits then of the kind; as it is now, nothing waits
 * @throws contentTypeUnsupported, also where another language has another; invalid
 */
export function makeWaitingLogos(
  limits: Limits,
  { kind, language, file }: Pick<AppText, 'language'> & { kind: LogoKind; file: LogoFile | undefined },
  { present, proposed }: { present: readonly AppText[]; proposed: readonly AppText[] },
): AppText[] {
  const there = present.find(logo => logo.language === language);
  const isAsItIs = file ? (there?.content.equals(file.content) ?? false) : there === undefined;
  const others = proposed.filter(logo => logo.language !== language);
  const waiting = isAsItIs
    ? others
    : [...others, { kind: getProposedKind(kind), item: '', language, ...(file ?? nothing) }];
  checkLogos(limits, kind, replaceWithProposedLogos(kind, present, waiting));
  return waiting;
}

export interface LogoFile {
  readonly contentType: string;
  readonly content: Buffer;
}

/** The logos of a kind with what waits in its place. */
export function replaceWithProposedLogos(
  kind: LogoKind,
  present: readonly AppText[],
  proposed: readonly AppText[],
): AppText[] {
  const kept = present.filter(logo => !proposed.some(({ language }) => language === logo.language));
  return [...kept, ...proposed.filter(logo => !isRemoval(logo)).map(logo => ({ ...logo, kind }))];
}

/** @throws contentTypeUnsupported for languages with different types; invalid */
export function checkLogos(limits: Limits, kind: LogoKind, logos: readonly AppText[]): AppText[] {
  return checkLogoFiles(limits, kind, demandOneType(kind, logos));
}

/** The operator's yes to what waited. @returns the kinds that changed */
export async function acceptLogos(db: Writer, { limits }: Vault, appId: string): Promise<LogoKind[]> {
  const changed: LogoKind[] = [];
  for (const kind of logoKinds) {
    const proposed = await db.applicationTexts.of(appId, [getProposedKind(kind)]);
    if (proposed.length === 0) continue;
    const wished = replaceWithProposedLogos(kind, await db.applicationTexts.of(appId, [kind]), proposed);
    await db.applicationTexts.replace(appId, kind, checkLogos(limits, kind, wished));
    changed.push(kind);
  }
  return changed;
}

/** The small logo that people see. */
export async function findSmallLogo(
  db: Reader,
  app: Application,
  culture: readonly string[],
): Promise<AppText | undefined> {
  const owner = await logoOwner(db, app);
  return owner === undefined
    ? undefined
    : pickText(await db.applicationTexts.of(owner, ['small-logo']), culture);
}

/** Lists ask for one application after the other, so no picture is read. */
export async function hasSmallLogo(db: Reader, app: Application): Promise<boolean> {
  return (await logoOwner(db, app)) !== undefined;
}

/** Only of what works: nobody approved another's. What devices made has that of its master. */
async function logoOwner(db: Reader, { id, masterId, state }: Application): Promise<string | undefined> {
  if (state !== 'active') return undefined;
  for (const owner of [id, masterId])
    if (owner !== undefined && (await db.applicationTexts.kinds(owner)).includes('small-logo')) return owner;
  return undefined;
}
