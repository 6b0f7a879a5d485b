// Keeps what a statement says there is none of, in the words of its document.
import type { CodableValue } from '../../things/common/codable.ts';
import { type Denial, findDenial } from '../../things/common/denials.ts';
import { isBare } from '../clinical/codes.ts';
import { makeDenial } from '../clinical/denials.ts';
import type { Element } from '../clinical/element.ts';
import type { Finding } from '../format.ts';
import { readWords, type SectionContext } from './context.ts';
import { readExact } from './data-types.ts';
import { describe } from './statement.ts';

/** Longer words say more than that there is none. */
const wordsMax = 200;

/**
 * @param said how the document says it; undefined where a negation does
 * @param otherwise words for it where the document has none
 */
export function keepDenial(
  denial: Denial,
  statement: Element,
  said: CodableValue | undefined,
  otherwise: string,
  context: SectionContext,
): Finding {
  const told = readWords(statement.find('text'), context);
  const words = [told, said && !isBare(said) ? said.text : undefined].find(
    (text, at) =>
      text !== undefined && text.length <= wordsMax && (at > 0 || findDenial({ text }) === 'none'),
  );
  const when = readExact(statement.find('author', 'time')) ?? context.written;
  const denied = { what: context.title, words: words ?? otherwise, when, by: context.source };
  return makeDenial(denial, denied, describe(statement, context));
}
