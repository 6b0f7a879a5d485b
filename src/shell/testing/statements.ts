// What applications say of privacy and terms, for tests.
import type { ReadKind } from '../../core/applications/statements.ts';
import type { TestServer } from '../../testing/server.ts';

/** @param texts by language, empty for all */
export async function giveStatement(
  { vault }: TestServer,
  appId: string,
  {
    kind,
    texts,
    contentType = 'text/plain',
  }: { kind: ReadKind; texts: Record<string, string>; contentType?: string },
): Promise<void> {
  const rows = Object.entries(texts).map(([language, text]) => ({
    kind,
    item: '',
    language,
    contentType,
    content: Buffer.from(text),
  }));
  await vault.store.write(db => db.applicationTexts.replace(appId, kind, rows));
}
