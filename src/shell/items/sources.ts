// Where the items of a record came from, by name.
import type { Grant } from '../../core/authorization/grant.ts';
import type { Reader } from '../../core/store.ts';
import type { Language } from '../../locales/language.ts';
import { dataWords } from '../../locales/words.ts';

export interface Source {
  /** The application's; `here` for the pages of the vault. */
  readonly id: string;
  readonly name: string;
}

export async function listSources(db: Reader, grant: Grant, language: Language): Promise<Source[]> {
  // What brought an item tells of it, and others do not see all items.
  if (!grant.seesEverything) return [];
  const w = dataWords(language);
  const found: Source[] = [];
  for (const id of await db.things(grant).sources()) {
    const name = id === undefined ? w.byHand : ((await db.applications.byId(id))?.name ?? w.unknownApp);
    found.push({ id: id ?? 'here', name });
  }
  return found;
}
