// Vocabularies that the operator keeps to the applications registered for them. All others are open to everybody.
import type { Application, VocabularyGrant } from '../applications/application.ts';
import { fault } from '../faults.ts';
import type { Vault } from '../vault.ts';

/** @throws vocabularyClosed */
export function demandOpen(
  { restrictedVocabularies }: Vault,
  { vocabularies = [] }: Application,
  vocabulary: { readonly family: string; readonly name: string },
): void {
  if (isAmong(restrictedVocabularies, vocabulary) && !isAmong(vocabularies, vocabulary))
    throw fault('vocabularyClosed', 'The application is not registered for it.');
}

/** Is it kept to applications, so that the pages do not show it? */
export function isRestricted(
  { restrictedVocabularies }: Vault,
  vocabulary: { readonly family: string; readonly name: string },
): boolean {
  return isAmong(restrictedVocabularies, vocabulary);
}

function isAmong(
  grants: readonly VocabularyGrant[],
  { family, name }: { readonly family: string; readonly name: string },
): boolean {
  return grants.some(grant => grant.family === family && (grant.name === undefined || grant.name === name));
}

/** `snomed` for a family, `wc:weight-units` for one of its vocabularies. */
export function readVocabularyGrant(text: string): VocabularyGrant {
  const [family = '', name] = text.split(':');
  return name === undefined ? { family } : { family, name };
}
