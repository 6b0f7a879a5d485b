// Statements as PostgreSQL takes them: `?` as `$1`, `$2`, …; a name for each text, by which it stays prepared; and one that
// adds a row as one that adds several.
import { postgresLimits } from './limits.ts';

export interface Statement {
  readonly text: string;
  /** Undefined where it is planned anew each time. */
  readonly name: string | undefined;
}

const kept = new Map<string, Statement>();

/** Its texts are few: what they depend on is which conditions there are. Those that come first get names. */
export function makeStatement(text: string): Statement {
  const known = kept.get(text);
  if (known) return known;
  const isNamed = kept.size < postgresLimits.preparedStatements && !saidOnce.test(text);
  const made = { text: limitParts(numberPlaces(text)), name: isNamed ? `k${kept.size}` : undefined };
  if (isNamed) kept.set(text, made);
  return made;
}

/** What makes tables. */
const saidOnce = /^\s*(?:CREATE|ALTER|DROP)\b/;

/** A quotation, or a place. */
const quotedOrPlace = /'(?:[^']|'')*'|\?/g;

function numberPlaces(text: string): string {
  let number = 0;
  return text.replace(quotedOrPlace, found => {
    if (found !== '?') return found;
    number += 1;
    return `$${number}`;
  });
}

const mergedUpTo = /\) AS part ORDER BY [^()]* LIMIT (\$\d+) \+ 0(?! OFFSET)/;

/** Parts that are merged are not sorted further than the whole is asked for: of one that is limited, PostgreSQL knows it. */
function limitParts(text: string): string {
  const limit = mergedUpTo.exec(text)?.[1];
  return limit === undefined ? text : text.replaceAll(') AS part', ` LIMIT ${limit} + 0) AS part`);
}

const insertOfOne = /^(INSERT INTO\s[\s\S]*?\sVALUES\s*)(\([?,\s]+\))(\s*ON CONFLICT[^?]*DO NOTHING)?$/;

/** What adds up over what a SELECT finds. */
const sumOfOne = /^(INSERT INTO\s[^?]*?\sFROM\s+\()(SELECT [^()]*)(\) AS each\s[^?]*)$/;

/** The same text for this many rows; undefined where it adds neither plain rows nor a sum. */
export function repeatRow(text: string, count: number): string | undefined {
  let known = repeated.get(text);
  if (!known) {
    if (repeated.size >= postgresLimits.preparedStatements) repeated.clear();
    const sum = sumOfOne.exec(text);
    known = { parts: sum ?? insertOfOne.exec(text), between: sum ? ' UNION ALL ' : ', ', texts: [] };
    repeated.set(text, known);
  }
  const { parts, between, texts } = known;
  if (!parts) return undefined;
  const [, head, row, tail = ''] = parts;
  texts[count] ??= `${head}${Array<string>(count)
    .fill(row ?? '')
    .join(between)}${tail}`;
  return texts[count];
}

interface Repeated {
  readonly parts: RegExpExecArray | null;
  readonly between: string;
  readonly texts: string[];
}

const repeated = new Map<string, Repeated>();
