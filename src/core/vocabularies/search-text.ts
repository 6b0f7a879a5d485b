// How texts are compared when a vocabulary is searched: without case, accents and runs of spaces.
// The index holds folded texts and is asked with folded texts, so every store finds the same.
import { boundMarks } from '../../spelling.ts';

/** The text as it is compared. */
export function foldText(text: string): string {
  return boundMarks(text)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** Its words: letters and digits that stand together. */
export function splitWords(foldedText: string): string[] {
  return foldedText.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
