// Where imports are shown, and what a file is called there.
import type { Import } from '../../core/imports/import.ts';
import type { Language } from '../../locales/language.ts';
import { importsWords } from '../../locales/words.ts';
import { makeTable } from '../../schema/table.ts';

export const importsPath = '/imports';

/** Where a document of the record is sent to be read. */
export const importDocumentPath = `${importsPath}/document`;

/** Where apps send readings by themselves. */
export const intakePath = '/intake';

/** What the address of an import must look like. */
export const importPath = `${importsPath}/:id{[0-9a-f]+-[0-9a-f-]+}`;

export function importHref(id: string): string {
  return `${importsPath}/${id}`;
}

/** With what the application asked, as it was sealed. */
export function withRequest(address: string, request: string | undefined): string {
  return request === undefined ? address : `${address}?request=${encodeURIComponent(request)}`;
}

/** `Apple Health export`. */
export function sayFormat({ about: { format } }: Pick<Import, 'about'>, language: Language): string {
  const w = importsWords(language);
  return makeTable(w.formats)[format ?? ''] ?? w.unknownFormat;
}
