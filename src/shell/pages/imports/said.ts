// Imports in words: what a file is, and what became of it.
import type { Fault } from '../../../core/faults.ts';
import { decisions, type Import } from '../../../core/imports/import.ts';
import type { Language } from '../../../locales/language.ts';
import { importsWords } from '../../../locales/words.ts';
import { saySize } from '../../web/sizes.ts';

/** What it did, a line each; nothing of what it did not. */
export function sayTally({ tally, state }: Import, language: Language): string[] {
  const w = importsWords(language);
  if (state === 'undoing' || state === 'undone')
    return [
      ...(tally.removed > 0 ? [w.removed(tally.removed)] : []),
      ...(tally.reverted > 0 ? [w.reverted(tally.reverted)] : []),
      ...(tally.kept > 0 ? [w.keptText(tally.kept)] : []),
    ];
  return [...decisions, 'leftToChoose' as const, 'unticked' as const].flatMap(name =>
    tally[name] > 0 ? [w.tally[name](tally[name])] : [],
  );
}

/** How far it is, in per cent. */
export function countPercent({ done, total }: Pick<Import, 'done' | 'total'>): number {
  return total <= 0 ? 0 : Math.min(100, Math.floor((done / total) * 100));
}

/** Undefined for what is no matter of the file. */
export function sayImportFault({ reason }: Fault, bytesMax: number, language: Language): string | undefined {
  const w = importsWords(language);
  if (reason === 'tooLarge') return w.tooLong(saySize(bytesMax, language));
  if (reason === 'limitReached') return w.tooMany;
  if (reason === 'accessDenied') return w.refused;
  if (reason === 'invalid') return w.empty;
  if (reason === 'blobIncomplete' || reason === 'blobTaken') return w.broken;
  return undefined;
}
