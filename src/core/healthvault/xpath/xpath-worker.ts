// A thread of its own for the XPath of filters: what a client sends is evaluated where it can be stopped, and where it
// cannot take more memory than it is given. Started, asked and ended by xpath-threads.ts.

import { answerQuestions, boundWebAssembly } from '../../limits/within-thread.ts';
import { type Answer, type Question, tooLarge } from './xpath-answer.ts';

// The module would take 2 GB. What it is refused it reports as the end of memory, and frees.
boundWebAssembly();

const { ParseOption, XmlDocument, XmlParseError, XmlXPath, XmlXPathError } = await import('libxml2-wasm');

type XPath = InstanceType<typeof XmlXPath>;

/** It was read strictly when it came. Sections are text, and no attribute is an id. */
const option =
  ParseOption.XML_PARSE_NOERROR |
  ParseOption.XML_PARSE_NOWARNING |
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NOCDATA |
  ParseOption.XML_PARSE_HUGE |
  ParseOption.XML_PARSE_SKIP_IDS;

answerQuestions((question: Question): Answer => {
  const startedAt = performance.now();
  const said = answer(question);
  return { ...said, tookMs: performance.now() - startedAt };
});

type Said = { matches: boolean[] } | { problem: string; isOver?: true };

function answer({ expressions, things }: Question): Said {
  const compiled: XPath[] = [];
  try {
    for (const expression of expressions) {
      // By itself first: what only makes sense with brackets around it is no expression.
      XmlXPath.compile(expression).dispose();
      compiled.push(XmlXPath.compile(`boolean(${expression})`));
    }
    return { matches: things.map(thing => matches(thing, compiled)) };
  } catch (error) {
    const said = problem(error);
    if ('isOver' in said) compiled.length = 0;
    return said;
  } finally {
    for (const xpath of compiled) xpath.dispose();
  }
}

function problem(error: unknown): Said {
  if (error instanceof XmlXPathError) {
    // The message holds the expression, too.
    if (error.message.startsWith('Failed to compile')) return { problem: 'something is not as XPath has it' };
    if (error.message.endsWith(': Invalid type'))
      return { problem: 'a path is due where there is a text or number' };
  }
  // Memory has ended for it, or the stack for its module.
  const isSpent =
    error instanceof XmlXPathError ||
    error instanceof XmlParseError ||
    error instanceof RangeError ||
    error instanceof WebAssembly.RuntimeError;
  if (!isSpent) throw error;
  return { problem: tooLarge, isOver: true };
}

function matches(thing: string, compiled: readonly XPath[]): boolean {
  const document = XmlDocument.fromString(thing, { option });
  try {
    return compiled.every(xpath => document.eval(xpath) === true);
  } finally {
    document.dispose();
  }
}
