// Whom a file of several people tells of, beside the person whose record it is brought into.
import { foldText } from '../../spelling.ts';
import type { Found } from './import.ts';

/** Those who are not to be added unless somebody ticks them; nobody where a file is about one person. */
export function listOtherPeople({ about = [] }: Pick<Found, 'about'>, recordName: string): string[] {
  return about.map(({ name }) => name).filter(name => !isLikeName(name, recordName));
}

/** Have two names a word in common? */
export function isLikeName(one: string, other: string): boolean {
  const words = new Set(listWords(other));
  return listWords(one).some(word => words.has(word));
}

function listWords(name: string): string[] {
  return foldText(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word.length > 1);
}
