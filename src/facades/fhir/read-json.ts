// JSON as it is sent: what would take long is refused before it is parsed, and a long text is parsed in pieces, between which others
// get their turn. Numbers keep the digits that they were written with (formats/fhir/digits.ts).

import type { fhirLimits } from '../../core/fhir/limits.ts';
import { FhirProblem } from '../../core/fhir/problem.ts';
import { isObject } from '../../core/fhir/values.ts';
import { takeBreaks } from '../../core/limits/turns.ts';
import { isOutOfReach } from '../../formats/clinical/amounts.ts';
import { hasOwnDigits, markDigits, unmarkDigits } from '../../formats/fhir/digits.ts';
import { findQuote, isName, OpenNames } from '../../http/json-names.ts';
import { depthMax } from './read-resource.ts';

type Limits = Pick<typeof fhirLimits, 'fhirNodesMax' | 'fhirResourceNodesMax' | 'fhirDigitsMax'>;

/** @throws FhirProblem */
export async function readJson(bytes: Buffer, limits: Limits): Promise<unknown> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FhirProblem(400, 'structure', 'The body is not UTF-8.');
  }
  const { pieces, numbers } = findPieces(text, limits);
  try {
    return await parseInPieces(new Marked(text, numbers), text.length > wholeMax ? pieces : []);
  } catch {
    throw new FhirProblem(400, 'structure', 'The body is not well-formed JSON.');
  }
}

/** Characters up to which a text is parsed at once. */
const wholeMax = 65_536;

type Piece = readonly [from: number, to: number];

interface Found {
  /** The objects in lists at the top of the text: entries of a Bundle, operations of a patch. */
  readonly pieces: readonly Piece[];
  /** Numbers whose digits are kept. */
  readonly numbers: readonly Piece[];
}

/** Looks at each character once. */
function findPieces(text: string, limits: Limits): Found {
  const pieces: Piece[] = [];
  const numbers: Piece[] = [];
  const pieceDepth = /^\s*\[/.test(text) ? 2 : 3;
  let isInList = false;
  let depth = 0;
  let from = -1;
  let nodes = 1;
  const nodesOf = { piece: 0, rest: 1 };
  const names = new OpenNames();
  const count = () => {
    if (++nodes > limits.fhirNodesMax) throw tooMany('body', limits.fhirNodesMax);
    if (++nodesOf[from < 0 ? 'rest' : 'piece'] > limits.fhirResourceNodesMax)
      throw tooMany('resource', limits.fhirResourceNodesMax);
  };
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) {
      const end = findQuote(text, i + 1);
      if (isName(text, end + 1) && !names.add(text.slice(i, end + 1)))
        throw new FhirProblem(400, 'structure', 'An object of the body has the same name twice.');
      i = end;
    } else if (c === comma) count();
    else if (c === brace || c === bracket) {
      count();
      depth++;
      names.begin();
      if (depth > depthMax)
        throw new FhirProblem(400, 'too-costly', `The body has more than ${depthMax} levels of elements.`);
      if (depth === pieceDepth - 1) isInList = c === bracket;
      else if (depth === pieceDepth && isInList && c === brace) {
        from = i;
        nodesOf.piece = 0;
      }
    } else if (c === brace + 2 || c === bracket + 2) {
      depth--;
      names.end();
      if (depth === pieceDepth - 1 && from >= 0) {
        pieces.push([from, i + 1]);
        from = -1;
      }
    } else if (c === minus || isDigit(c)) {
      const end = findEnd(text, i + 1, limits);
      if (isOutOfReach(text.slice(i, end)))
        throw new FhirProblem(
          400,
          'value',
          'A number is larger, or nearer to 0, than any that is kept here.',
        );
      if (hasOwnDigits(text.slice(i, end))) numbers.push([i, end]);
      i = end - 1;
    }
  }
  return { pieces, numbers };
}

/** The end of a number. @throws FhirProblem where it has more digits in a row than it may have */
function findEnd(text: string, from: number, { fhirDigitsMax }: Limits): number {
  let row = 1;
  for (let at = from; ; at++) {
    const c = text.charCodeAt(at);
    if (isDigit(c)) row++;
    else if (numberSigns.has(c)) row = 0;
    else return at;
    if (row > fhirDigitsMax)
      throw new FhirProblem(400, 'value', `A number has at most ${fhirDigitsMax} digits in a row.`);
  }
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}

const [quote, brace, bracket, comma, minus] = [0x22, 0x7b, 0x5b, 0x2c, 0x2d];
const numberSigns = new Set([...'.eE+-'].map(sign => sign.charCodeAt(0)));

/** A text that is parsed from its beginning to its end, with the numbers whose digits are kept. */
class Marked {
  readonly text: string;
  readonly #numbers: readonly Piece[];
  #next = 0;

  constructor(text: string, numbers: readonly Piece[]) {
    this.text = text;
    this.#numbers = numbers;
  }

  get hasNumbers(): boolean {
    return this.#numbers.length > 0;
  }

  /** What comes next, up to a place. */
  take(from: number, to: number): string {
    let taken = '';
    let at = from;
    for (
      let number = this.#numbers[this.#next];
      number && number[1] <= to;
      number = this.#numbers[++this.#next]
    ) {
      taken += this.text.slice(at, number[0]) + markDigits(this.text.slice(...number));
      at = number[1];
    }
    return taken + this.text.slice(at, to);
  }

  parse(text: string): unknown {
    const value: unknown = JSON.parse(text);
    if (this.hasNumbers) unmarkDigits(value);
    return value;
  }
}

/** In the text that is parsed last, each piece is an object that says which one it is. @throws SyntaxError */
async function parseInPieces(marked: Marked, pieces: readonly Piece[]): Promise<unknown> {
  const takeBreak = takeBreaks();
  const values: unknown[] = [];
  let rest = '';
  let at = 0;
  for (const [from, to] of pieces) {
    rest += `${marked.take(at, from)}{"at":${values.length}}`;
    values.push(marked.parse(marked.take(from, to)));
    at = to;
    await takeBreak();
  }
  const whole = marked.parse(rest + marked.take(at, marked.text.length));
  const lists = Array.isArray(whole) ? [whole] : isObject(whole) ? Object.values(whole) : [];
  for (const list of pieces.length > 0 ? lists : [])
    if (Array.isArray(list))
      for (const [i, one] of list.entries()) if (isObject(one)) list[i] = values[Number(one.at)];
  return whole;
}

function tooMany(what: string, max: number): FhirProblem {
  const text = `A ${what} has at most ${max} elements. Send it in parts, or a large document as a Binary.`;
  return new FhirProblem(413, 'too-costly', text);
}
