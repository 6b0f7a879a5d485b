// The statements of an application that people read in the Shell, where it has no address of its own for them.
import type { Reader } from '../store.ts';
import type { Application } from './application.ts';
import { convertToPlainText, pickText } from './texts.ts';

const kinds = ['privacy-statement', 'terms-of-use'] as const;
export type ReadKind = (typeof kinds)[number];

/** Whose statements they are: what devices made has those of its master. */
export function getStatementOwner({ id, kind, masterId }: Application): string {
  return kind === 'soda-child' ? (masterId ?? id) : id;
}

export async function listStoredStatements(db: Reader, app: Application): Promise<ReadonlySet<ReadKind>> {
  const there = await db.applicationTexts.kinds(getStatementOwner(app));
  return new Set(kinds.filter(kind => there.includes(kind)));
}

export interface Statement {
  /** Without tags. */
  readonly text: string;
  /** Empty when it is not known. */
  readonly language: string;
}

/**
 * Only of what works: nobody's words stand under the address of the vault before an operator's yes, or after their no.
 * @param culture tags from the narrowest on
 */
export async function findStatement(
  db: Reader,
  app: Application,
  kind: ReadKind,
  culture: readonly string[],
): Promise<Statement | undefined> {
  const owner = await db.applications.byId(getStatementOwner(app));
  if (app.state !== 'active' || owner?.state !== 'active') return undefined;
  const found = pickText(await db.applicationTexts.of(owner.id, [kind]), culture);
  if (!found) return undefined;
  const text = convertToPlainText(found.contentType ?? 'text/plain', found.content.toString());
  return { text, language: found.language };
}
