// The XPath that a filter may hold: XPath 1.0 within one thing, by the steps child, attribute, self and parent. What is
// outside of that is found here, from the signs alone; what it means is libxml2's to say, in xpath-worker.ts.
import { getOf } from '../../../assume.ts';
import { fault } from '../status-fault.ts';

const start = '/thing/data-xml';
const nestingMax = 50;

/**
 * An expression as the engine is to get it.
 * @throws INVALID_FILTER saying what is wrong with it
 */
export function checkXPath(expression: string, lengthMax: number): string {
  const written = expression.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  if (written.length > lengthMax) throw makeWrongXPath(`it is longer than ${lengthMax} characters`);
  if (!/^\/thing\/data-xml(?![\w.-])/.test(written)) throw makeWrongXPath(`it must start with ${start}`);
  const all = tokens(written);
  refuseReach(all);
  checkCalls(all);
  return written;
}

export function makeWrongXPath(problem: string): Error {
  return fault('INVALID_FILTER', `In the xpath ${problem}.`);
}

interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'sign' | 'operator';
  readonly text: string;
}

const lexeme =
  /[ \t\r\n]*(?:("[^"]*"|'[^']*')|((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(::|\.\.|!=|<=|>=|[/@.,()[\]|+\-=<>:*$])|([\p{L}_][\p{L}\p{N}\p{M}_.\-·]*))/uy;

const operatorNames = new Set(['and', 'or', 'div', 'mod']);
/** Signs that no operand ends with; after all others an operator is due. */
const beforeOperands = new Set([
  '::',
  '/',
  '@',
  ',',
  '(',
  '[',
  '!=',
  '<=',
  '>=',
  '|',
  '+',
  '-',
  '=',
  '<',
  '>',
]);

function tokens(expression: string): Token[] {
  const found: Token[] = [];
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < expression.length) {
    const at = lexeme.lastIndex;
    const match = lexeme.exec(expression);
    if (!match) throw makeWrongXPath(`the character at ${at + 1} is not understood`);
    const [, string, number, sign, name = ''] = match;
    const before = found.at(-1);
    const isOperatorDue =
      before !== undefined && before.kind !== 'operator' && !beforeOperands.has(before.text);
    if (string !== undefined) found.push({ kind: 'string', text: string });
    else if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (sign !== undefined)
      found.push({ kind: sign === '*' && isOperatorDue ? 'operator' : 'sign', text: sign });
    else found.push({ kind: isOperatorDue && operatorNames.has(name) ? 'operator' : 'name', text: name });
  }
  return found;
}

const axes = ['child', 'attribute', 'self', 'parent'];

function refuseReach(all: readonly Token[]): void {
  all.forEach(({ kind, text }, i) => {
    const after = all[i + 1];
    const next = after?.kind === 'sign' ? after.text : undefined;
    if (kind === 'sign' && (text === '*' || (text === '/' && next === '/')))
      throw makeWrongXPath('wildcards such as // and * are not allowed');
    if (kind === 'name' && next === '::' && !axes.includes(text))
      throw makeWrongXPath(`only the axes ${axes.join(', ')} are allowed`);
    if (kind === 'sign' && (text === '$' || text === ':'))
      throw makeWrongXPath('variables and prefixes are not allowed');
  });
}

/** The functions of XPath 1.0 but those that look beyond what a step may, with the fewest and most arguments. */
const functions = new Map<string, readonly [min: number, max: number]>([
  ['last', [0, 0]],
  ['position', [0, 0]],
  ['count', [1, 1]],
  ['local-name', [0, 1]],
  ['namespace-uri', [0, 1]],
  ['name', [0, 1]],
  ['string', [0, 1]],
  ['concat', [2, Number.POSITIVE_INFINITY]],
  ['starts-with', [2, 2]],
  ['contains', [2, 2]],
  ['substring-before', [2, 2]],
  ['substring-after', [2, 2]],
  ['substring', [2, 3]],
  ['string-length', [0, 1]],
  ['normalize-space', [0, 1]],
  ['translate', [3, 3]],
  ['boolean', [1, 1]],
  ['not', [1, 1]],
  ['true', [0, 0]],
  ['false', [0, 0]],
  ['number', [0, 1]],
  ['sum', [1, 1]],
  ['floor', [1, 1]],
  ['ceiling', [1, 1]],
  ['round', [1, 1]],
  // Not functions, but tests for a kind of node; the engine knows where they may stand.
  ['node', [0, 0]],
  ['text', [0, 0]],
]);

/** The engine would find these only when it comes to them, which depends on the data. */
function checkCalls(all: readonly Token[]): void {
  const open: { call: string | undefined; commas: number; isEmpty: boolean }[] = [];
  all.forEach(({ kind, text }, i) => {
    const inner = open.at(-1);
    if (inner && !(kind === 'sign' && (text === ')' || text === ']'))) inner.isEmpty = false;
    if (kind !== 'sign') return;
    if (text === ',' && inner) inner.commas++;
    if (text === '(' || text === '[') {
      const before = all[i - 1];
      const call = text === '(' && before?.kind === 'name' ? before.text : undefined;
      if (call !== undefined && !functions.has(call))
        throw makeWrongXPath(`there is no function of that name`);
      open.push({ call, commas: 0, isEmpty: true });
      if (open.length > nestingMax) throw makeWrongXPath(`brackets are nested deeper than ${nestingMax}`);
    }
    if (text === ')' || text === ']') {
      const closed = open.pop();
      if (closed?.call === undefined) return;
      const args = closed.isEmpty ? 0 : closed.commas + 1;
      const [min, max] = getOf(functions, closed.call);
      if (args < min || args > max) throw makeWrongXPath(`${closed.call}() does not take ${args} arguments`);
    }
  });
}
