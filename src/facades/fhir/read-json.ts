// JSON as it is sent: what would take long is refused before it is parsed, and a long text is parsed in pieces, between which others
// get their turn.
import type { fhirLimits } from '../../core/fhir/limits.ts';
import { FhirProblem } from '../../core/fhir/problem.ts';
import { isObject } from '../../core/fhir/values.ts';
import { takeBreaks } from '../../core/limits/turns.ts';
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
  const pieces = findPieces(text, limits);
  try {
    return await parseInPieces(text, text.length > wholeMax ? pieces : []);
  } catch {
    throw new FhirProblem(400, 'structure', 'The body is not well-formed JSON.');
  }
}

/** Characters up to which a text is parsed at once. */
const wholeMax = 65_536;

type Piece = readonly [from: number, to: number];

/**
 * Looks at each character once.
 * @returns the objects in lists at the top of the text: entries of a Bundle, operations of a patch
 */
function findPieces(text: string, limits: Limits): Piece[] {
  const pieces: Piece[] = [];
  const pieceDepth = /^\s*\[/.test(text) ? 2 : 3;
  let isInList = false;
  let depth = 0;
  let from = -1;
  let nodes = 1;
  const nodesOf = { piece: 0, rest: 1 };
  const count = () => {
    if (++nodes > limits.fhirNodesMax) throw tooMany('body', limits.fhirNodesMax);
    if (++nodesOf[from < 0 ? 'rest' : 'piece'] > limits.fhirResourceNodesMax)
      throw tooMany('resource', limits.fhirResourceNodesMax);
  };
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) i = findQuote(text, i + 1);
    else if (c === comma) count();
    else if (c === brace || c === bracket) {
      count();
      depth++;
      if (depth > depthMax)
        throw new FhirProblem(400, 'too-costly', `The body has more than ${depthMax} levels of elements.`);
      if (depth === pieceDepth - 1) isInList = c === bracket;
      else if (depth === pieceDepth && isInList && c === brace) {
        from = i;
        nodesOf.piece = 0;
      }
    } else if (c === brace + 2 || c === bracket + 2) {
      depth--;
      if (depth === pieceDepth - 1 && from >= 0) {
        pieces.push([from, i + 1]);
        from = -1;
      }
    } else if (isDigit(c)) {
      const first = i;
      while (isDigit(text.charCodeAt(i + 1))) i++;
      if (i - first >= limits.fhirDigitsMax)
        throw new FhirProblem(400, 'value', `A number has at most ${limits.fhirDigitsMax} digits in a row.`);
    }
  }
  return pieces;
}

/** The end of a string. */
function findQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === backslash) at++;
    else if (c === quote) return at;
  }
  return text.length;
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}

const [quote, backslash, brace, bracket, comma] = [0x22, 0x5c, 0x7b, 0x5b, 0x2c];

/** In the text that is parsed last, each piece is an object that says which one it is. @throws SyntaxError */
async function parseInPieces(text: string, pieces: readonly Piece[]): Promise<unknown> {
  const takeBreak = takeBreaks();
  const values: unknown[] = [];
  let rest = '';
  let at = 0;
  for (const [from, to] of pieces) {
    values.push(JSON.parse(text.slice(from, to)));
    rest += `${text.slice(at, from)}{"at":${values.length - 1}}`;
    at = to;
    await takeBreak();
  }
  const whole: unknown = JSON.parse(rest + text.slice(at));
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
