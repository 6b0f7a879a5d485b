// The words of a section for people: a table in XHTML, as FHIR allows it.
import { escapeAttribute, escapeText } from '../../../schema/escape.ts';
import type { JsonObject } from '../json.ts';

export interface NarrativeLine {
  readonly what: string;
  readonly when: string;
  readonly note: string;
}

export interface NarrativeWords {
  /** The heads of the columns. */
  readonly what: string;
  readonly when: string;
  readonly note: string;
}

export function makeTable(
  lines: readonly NarrativeLine[],
  words: NarrativeWords,
  language: string,
): JsonObject {
  const columns = (['what', 'when', 'note'] as const).filter(
    column => column === 'what' || lines.some(line => line[column] !== ''),
  );
  const row = (cell: 'th' | 'td', texts: readonly string[]) =>
    `<tr>${texts.map(text => `<${cell}>${escapeText(dropUnwritable(text))}</${cell}>`).join('')}</tr>`;
  const head = row(
    'th',
    columns.map(column => words[column]),
  );
  const body = lines.map(line =>
    row(
      'td',
      columns.map(column => line[column]),
    ),
  );
  return makeDiv(`<table><thead>${head}</thead><tbody>${body.join('')}</tbody></table>`, language);
}

export function makeParagraph(text: string, language: string): JsonObject {
  return makeDiv(`<p>${escapeText(dropUnwritable(text))}</p>`, language);
}

function makeDiv(inside: string, language: string): JsonObject {
  const lang = escapeAttribute(language);
  return {
    status: 'generated',
    div: `<div xmlns="http://www.w3.org/1999/xhtml" lang="${lang}" xml:lang="${lang}">${inside}</div>`,
  };
}

/** A cell is never empty, and XML has no control characters. */
function dropUnwritable(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '') || '–';
}
