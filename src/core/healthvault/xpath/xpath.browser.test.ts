// The engine of filters against one that is not related to it: what Chromium finds by an expression, a filter finds.
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../../../testing/chromium.ts';
import { hasReference, verdicts } from '../../../testing/reference.ts';
import { drawn, seed } from '../../../testing/seed.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { makeSystemGrant } from '../../authorization/grant.ts';
import { Budget } from '../../things/budget.ts';
import { checkXPath } from './xpath.ts';
import { lendEvaluator } from './xpath-threads.ts';

let server: TestServer;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  server = await startTestServer();
  browser = await launchChromium();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

interface Asked {
  readonly expression: string;
  readonly xml: string;
}

async function byUs(all: readonly Asked[]): Promise<boolean[]> {
  const budget = new Budget(60_000);
  return lendEvaluator(server.vault, makeSystemGrant('tests', '', ''), async evaluator => {
    const found: boolean[] = [];
    for (const { expression, xml } of all)
      found.push(...(await evaluator.matching([checkXPath(expression, 1000)], [xml], budget)));
    return found;
  });
}

function byChromium(all: readonly Asked[]): Promise<boolean[]> {
  return page.evaluate(
    asked =>
      asked.map(({ expression, xml }) => {
        const document = new DOMParser().parseFromString(xml, 'text/xml');
        return document.evaluate(expression, document, null, XPathResult.BOOLEAN_TYPE).booleanValue;
      }),
    [...all],
  );
}

/** A number to libxml2, as it is in items; XPath 1.0 has none. */
const exponent = /\d[eE][+-]?\d/;

/** Chromium finds nothing by a path from the root that is asked of an attribute. */
const isLost = (test: string, predicate: string) => test.startsWith('@') && predicate.includes('/thing/');

/** To Chromium the name of what has none is unlike an empty text. */
const named = (call: string) => `concat(${call}, "")`;

const perRun = 100;

/** Draws so many questions at once that asking a browser takes no time. */
async function agree(questions: fc.Arbitrary<Asked>, runs: number): Promise<void> {
  const fair = questions.filter(
    ({ expression, xml }) => expression.length <= 1000 && !exponent.test(xml) && !exponent.test(expression),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fair, { minLength: perRun, maxLength: perRun }), async all => {
      const [ours, theirs] = await Promise.all([byUs(all), byChromium(all)]);
      const different = all.filter((_, i) => ours[i] !== theirs[i]);
      expect(different).toEqual([]);
    }),
    { numRuns: runs, seed },
  );
}

interface Vocabulary {
  readonly names: readonly string[];
  readonly attributes: readonly string[];
  readonly literals: readonly string[];
}

const names = ['a', 'b', 'c'] as const;

/** Elements in a document, with attributes and texts that mean something to comparisons. */
const element: fc.Arbitrary<string> = fc.letrec<{ element: string }>(tie => ({
  element: fc
    .tuple(
      fc.constantFrom(...names),
      fc.constantFrom('', ' x="1"', ' x="b" y="2"'),
      fc.array(
        fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          fc.constantFrom('1', '2', '-3.5', ' b ', 'é', ''),
          tie('element'),
        ),
        { maxLength: 4 },
      ),
    )
    .map(([name, attributes, inner]) => `<${name}${attributes}>${inner.join('')}</${name}>`),
})).element;

const expressions = ({ names, attributes, literals }: Vocabulary): fc.Arbitrary<string> =>
  fc.letrec<{ expression: string; path: string; step: string; nodes: string }>(tie => ({
    step: fc
      .tuple(
        fc.constantFrom(
          ...names,
          '.',
          '..',
          ...attributes.map(name => `@${name}`),
          'text()',
          'node()',
          ...names.slice(0, 3).flatMap(name => [`self::${name}`, `parent::${name}`, `child::${name}`]),
        ),
        fc.option(tie('expression'), { nil: undefined, freq: 3 }),
      )
      .map(([test, predicate]) =>
        predicate === undefined || test.startsWith('.') || isLost(test, predicate)
          ? test
          : `${test}[${predicate}]`,
      ),
    path: fc
      .tuple(fc.constantFrom('', '/thing/data-xml/'), fc.array(tie('step'), { minLength: 1, maxLength: 3 }))
      .map(([start, steps]) => start + steps.join('/')),
    nodes: fc.oneof(
      { depthSize: 'small' },
      tie('path'),
      fc.tuple(tie('path'), tie('path')).map(([a, b]) => `(${a} | ${b})`),
    ),
    expression: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(
        '1',
        '2',
        '0',
        ...literals.map(text => `"${text}"`),
        'position()',
        'last()',
        'true()',
        'false()',
        'string()',
        named('name()'),
      ),
      tie('path'),
      fc
        .tuple(
          tie('expression'),
          fc.constantFrom(
            ' and ',
            ' or ',
            ' = ',
            ' != ',
            ' < ',
            ' <= ',
            ' > ',
            ' >= ',
            ' + ',
            ' - ',
            ' * ',
            ' div ',
            ' mod ',
          ),
          tie('expression'),
        )
        .map(parts => `(${parts.join('')})`),
      fc
        .tuple(fc.constantFrom('count', 'sum', 'local-name', 'name'), tie('nodes'))
        .map(([name, nodes]) => (name.endsWith('name') ? named(`${name}(${nodes})`) : `${name}(${nodes})`)),
      fc
        .tuple(
          fc.constantFrom(
            'string',
            'number',
            'boolean',
            'not',
            'string-length',
            'normalize-space',
            'floor',
            'ceiling',
            'round',
            '-',
          ),
          tie('expression'),
        )
        .map(([name, value]) => `${name}(${value})`),
      fc
        .tuple(
          fc.constantFrom(
            'concat',
            'starts-with',
            'contains',
            'substring-before',
            'substring-after',
            'substring',
          ),
          tie('expression'),
          tie('expression'),
        )
        .map(([name, a, b]) => `${name}(${a}, ${b})`),
      fc
        .tuple(
          fc.constantFrom('translate', 'substring'),
          tie('expression'),
          tie('expression'),
          tie('expression'),
        )
        .map(([name, ...args]) => `${name}(${args.join(', ')})`),
    ),
  })).expression;

test('documents made up', async () => {
  const vocabulary = { names, attributes: ['x', 'y'], literals: ['b', '1', '-3.5'] };
  const questions = fc.tuple(element, expressions(vocabulary)).map(([data, inner]) => ({
    expression: `/thing/data-xml/node()[${inner}]`,
    xml: `<thing><data-xml>${data}</data-xml></thing>`,
  }));
  await agree(questions, drawn(25));
});

test.skipIf(!hasReference)('items of every type (needs KEEPWELL_REFERENCE)', async () => {
  const all = verdicts().filter(({ valid }, i) => valid && i % 20 === 0);
  const questions = fc.constantFrom(...all).chain(({ xml, root }) =>
    expressions(vocabularyOf(xml)).map(inner => ({
      expression: `/thing/data-xml/${root}[${inner}]`,
      xml: `<thing><data-xml>${xml}</data-xml></thing>`,
    })),
  );
  await agree(questions, drawn(25));
});

function vocabularyOf(xml: string): Vocabulary {
  const some = (pattern: RegExp) => [...new Set([...xml.matchAll(pattern)].map(found => found[1]!))];
  return {
    names: some(/<([\w.-]+)/g),
    attributes: [...some(/ ([\w.-]+)=/g), 'none'],
    literals: [...some(/>([^<>"&]{1,20})</g), '1'],
  };
}
