// The XPath of a filter, compiled to run on our own reader of XML. Nodes are in xpath-nodes.ts, values and functions in xpath-values.ts.
// It is XPath 1.0 within one thing: the steps child, attribute, self and parent. What a client sends must neither run
// long nor hold up others, so every step is paid for from a budget; an engine outside could not be stopped.
import { fault } from '../errors.ts';
import type { Budget } from './budget.ts';
import { readStored } from './stored-xml.ts';
import type { StoredThing } from './thing.ts';
import { type NodeTest, Xml } from './xpath-nodes.ts';
import {
  type Context,
  callOf,
  compare,
  type Evaluate,
  nodesOf,
  toBoolean,
  toNumber,
  union,
  type Value,
} from './xpath-values.ts';

export interface XPath {
  /** @throws INVALID_FILTER when the budget is used up */
  matches(thing: StoredThing, budget: Budget): boolean;
}

const start = '/thing/data-xml';
const nestingMax = 50;

/** @throws INVALID_FILTER saying what is wrong with the expression */
export function compileXPath(expression: string, lengthMax: number): XPath {
  const written = expression.trim();
  if (written.length > lengthMax) throw wrong(`it is longer than ${lengthMax} characters`);
  if (!/^\/thing\/data-xml(?![\w.-])/.test(written)) throw wrong(`it must start with ${start}`);
  const evaluate = new Parser(tokens(written)).whole();
  return {
    matches({ dataXml, commonXml }, budget) {
      budget.spend(dataXml.length + commonXml.length);
      const document = readStored(`<thing><data-xml>${dataXml}${commonXml}</data-xml></thing>`);
      const xml = new Xml(document, budget);
      return toBoolean(evaluate({ xml, node: Xml.root, position: 1, size: 1 }));
    },
  };
}

function wrong(problem: string): Error {
  return fault('INVALID_FILTER', `In the xpath ${problem}.`);
}

interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'sign' | 'end';
  readonly text: string;
}

const lexeme =
  /\s*(?:("[^"]*"|'[^']*')|(\d+(?:\.\d*)?|\.\d+)|(::|\.\.|!=|<=|>=|[/@.,()[\]|+\-=<>:*$])|([\p{L}_][\p{L}\p{N}\p{M}_.\-·]*))/uy;

function tokens(expression: string): Token[] {
  const found: Token[] = [];
  lexeme.lastIndex = 0;
  while (lexeme.lastIndex < expression.length) {
    const at = lexeme.lastIndex;
    const match = lexeme.exec(expression);
    if (!match) throw wrong(`the character at ${at + 1} is not understood`);
    const [, string, number, sign, name] = match;
    if (string !== undefined) found.push({ kind: 'string', text: string.slice(1, -1) });
    else if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign });
    else found.push({ kind: 'name', text: name! });
  }
  refuseWildcards(found);
  return [...found, { kind: 'end', text: '' }];
}

const axes = ['child', 'attribute', 'self', 'parent'] as const;
type Axis = (typeof axes)[number];

function refuseWildcards(all: readonly Token[]): void {
  all.forEach(({ kind, text }, i) => {
    const next = all[i + 1];
    const signs =
      kind === 'sign' && (text === '*' || (text === '/' && next?.kind === 'sign' && next.text === '/'));
    if (signs) throw wrong('wildcards such as // and * are not allowed');
    const isAxis = kind === 'name' && next?.kind === 'sign' && next.text === '::';
    if (isAxis && !(axes as readonly string[]).includes(text))
      throw wrong(`only the axes ${axes.join(', ')} are allowed`);
    if (kind === 'sign' && (text === '$' || text === ':'))
      throw wrong('variables and prefixes are not allowed');
  });
}

interface Step {
  readonly axis: Axis;
  readonly test: NodeTest;
  readonly predicates: readonly Evaluate[];
}

/** Recursive descent over the grammar of XPath 1.0, lowest precedence first. */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #nesting = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Evaluate {
    const expression = this.#or();
    if (this.#next.kind !== 'end') throw this.#unexpected();
    return expression;
  }

  get #next(): Token {
    return this.#tokens[this.#at]!;
  }

  #unexpected(): Error {
    return wrong(this.#next.kind === 'end' ? 'the end is missing' : `part ${this.#at + 1} is not expected`);
  }

  #isSign(...texts: string[]): boolean {
    return this.#next.kind === 'sign' && texts.includes(this.#next.text);
  }

  #take(): string {
    return this.#tokens[this.#at++]!.text;
  }

  #takeSign(text: string): boolean {
    if (!this.#isSign(text)) return false;
    this.#at++;
    return true;
  }

  #demand(sign: string): void {
    if (!this.#takeSign(sign)) throw this.#unexpected();
  }

  /** Left-associative operators of one precedence. Where an operator is due, a name can be nothing else. */
  #operators(
    operators: readonly string[],
    operand: () => Evaluate,
    combine: (by: string, a: Evaluate, b: Evaluate) => Evaluate,
  ): Evaluate {
    let left = operand();
    while (this.#next.kind !== 'string' && operators.includes(this.#next.text))
      left = combine(this.#take(), left, operand());
    return left;
  }

  #or(): Evaluate {
    if (++this.#nesting > nestingMax) throw wrong(`expressions are nested deeper than ${nestingMax}`);
    const found = this.#operators(
      ['or'],
      () => this.#and(),
      (_, a, b) => x => toBoolean(a(x)) || toBoolean(b(x)),
    );
    this.#nesting--;
    return found;
  }

  #and(): Evaluate {
    return this.#operators(
      ['and'],
      () => this.#equality(),
      (_, a, b) => x => toBoolean(a(x)) && toBoolean(b(x)),
    );
  }

  #equality(): Evaluate {
    return this.#operators(['=', '!='], () => this.#relational(), comparison);
  }

  #relational(): Evaluate {
    return this.#operators(['<', '<=', '>', '>='], () => this.#additive(), comparison);
  }

  #additive(): Evaluate {
    return this.#operators(
      ['+', '-'],
      () => this.#multiplicative(),
      (by, a, b) => (by === '+' ? x => number(a, x) + number(b, x) : x => number(a, x) - number(b, x)),
    );
  }

  #multiplicative(): Evaluate {
    return this.#operators(
      ['div', 'mod'],
      () => this.#unary(),
      (by, a, b) => (by === 'div' ? x => number(a, x) / number(b, x) : x => number(a, x) % number(b, x)),
    );
  }

  #unary(): Evaluate {
    let signs = 0;
    while (this.#takeSign('-')) signs++;
    const operand = this.#union();
    if (signs === 0) return operand;
    return signs % 2 === 1 ? x => -number(operand, x) : x => number(operand, x);
  }

  #union(): Evaluate {
    return this.#operators(
      ['|'],
      () => this.#path(),
      (_, a, b) => x => union(x, a(x), b(x)),
    );
  }

  #path(): Evaluate {
    const absolute = this.#isSign('/');
    if (absolute || !this.#atPrimary()) return this.#location(absolute);
    const primary = this.#primary();
    const predicates = this.#predicates();
    const steps = this.#takeSign('/') ? this.#steps() : [];
    if (predicates.length + steps.length === 0) return primary;
    return x => walk(x, keep(x, nodesOf(primary(x)), predicates), steps);
  }

  /** A name with a bracket calls a function, unless it tests for a kind of node. */
  #atPrimary(): boolean {
    const { kind, text } = this.#next;
    if (kind === 'string' || kind === 'number' || this.#isSign('(')) return true;
    return kind === 'name' && text !== 'node' && text !== 'text' && this.#tokens[this.#at + 1]!.text === '(';
  }

  #primary(): Evaluate {
    const { kind } = this.#next;
    const text = this.#take();
    if (kind === 'string') return () => text;
    if (kind === 'number') return () => Number(text);
    if (kind === 'sign') {
      const inner = this.#or();
      this.#demand(')');
      return inner;
    }
    this.#demand('(');
    const args: Evaluate[] = [];
    if (!this.#isSign(')'))
      do args.push(this.#or());
      while (this.#takeSign(','));
    this.#demand(')');
    const call = callOf(text, args);
    if (!call) throw wrong(`there is no such function, or not with ${args.length} arguments`);
    return call;
  }

  #location(absolute: boolean): Evaluate {
    if (absolute) this.#demand('/');
    const steps = absolute && !this.#atStep() ? [] : this.#steps();
    return x => walk(x, [absolute ? Xml.root : x.node], steps);
  }

  #atStep(): boolean {
    return this.#isSign('.', '..', '@') || this.#next.kind === 'name';
  }

  #steps(): Step[] {
    const steps: Step[] = [];
    do steps.push(this.#step());
    while (this.#takeSign('/'));
    return steps;
  }

  #step(): Step {
    if (this.#takeSign('.')) return { axis: 'self', test: { kind: 'node' }, predicates: [] };
    if (this.#takeSign('..')) return { axis: 'parent', test: { kind: 'node' }, predicates: [] };
    let axis: Axis = 'child';
    if (this.#takeSign('@')) axis = 'attribute';
    else if (this.#tokens[this.#at + 1]?.text === '::') {
      axis = this.#take() as Axis;
      this.#at++;
    }
    if (this.#next.kind !== 'name') throw this.#unexpected();
    return { axis, test: this.#nodeTest(), predicates: this.#predicates() };
  }

  #nodeTest(): NodeTest {
    const name = this.#take();
    if (!this.#takeSign('(')) return { name };
    if (name !== 'node' && name !== 'text') throw wrong('only node() and text() test for kinds');
    this.#demand(')');
    return { kind: name };
  }

  #predicates(): Evaluate[] {
    const found: Evaluate[] = [];
    while (this.#takeSign('[')) {
      found.push(this.#or());
      this.#demand(']');
    }
    return found;
  }
}

function comparison(by: string, a: Evaluate, b: Evaluate): Evaluate {
  return x => compare(x.xml, by, a(x), b(x));
}

function number(operand: Evaluate, x: Context): number {
  return toNumber(x.xml, operand(x));
}

function walk(x: Context, from: readonly number[], steps: readonly Step[]): Value {
  let nodes = from;
  for (const { axis, test, predicates } of steps) {
    const next: number[] = [];
    for (const node of nodes)
      for (const found of keep(x, x.xml.along(axis, node, test), predicates)) next.push(found);
    // Only parents can be met twice.
    nodes = axis === 'parent' ? [...new Set(next)] : next;
  }
  return nodes;
}

/** A predicate that is a number asks for a position. */
function keep(
  { xml }: Context,
  nodes: readonly number[],
  predicates: readonly Evaluate[],
): readonly number[] {
  let kept = nodes;
  for (const predicate of predicates) {
    const size = kept.length;
    xml.budget.spend(size);
    kept = kept.filter((node, i) => {
      const value = predicate({ xml, node, position: i + 1, size });
      return typeof value === 'number' ? value === i + 1 : toBoolean(value);
    });
  }
  return kept;
}
