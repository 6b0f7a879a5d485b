import fc from 'fast-check';
import { XmlDocument, XmlXPath } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { Fault } from '../errors.ts';
import { Budget } from './budget.ts';
import type { StoredThing } from './thing.ts';
import { compileXPath } from './xpath.ts';

const thing = (dataXml: string, commonXml = '') => ({ dataXml, commonXml }) as StoredThing;
const matches = (expression: string, of: StoredThing) => {
  const budget = new Budget(1000);
  return budget.run(() => compileXPath(expression, 1000).matches(of, budget));
};

const weight = thing(
  '<weight><value><kg>70.5</kg><display units="lb" text="155 lb">155</display></value></weight>',
  '<common><note>after run</note></common>',
);

describe('an expression matches', () => {
  test.each([
    ['/thing/data-xml/weight/value/kg[. > 70]'],
    ['/thing/data-xml/weight/value/kg[. = 70.5]'],
    ['/thing/data-xml/weight[value/kg > 70]'],
    ['/thing/data-xml/weight/value/display[@units = "lb"]'],
    ["/thing/data-xml/weight/value/display[@units='lb' and . >= 155]"],
    ['/thing/data-xml/common/note[contains(., "run")]'],
    ['/thing/data-xml/weight/value/kg > 70 and /thing/data-xml/common/note = "after run"'],
    ['/thing/data-xml/weight[not(value/kg > 71) or absent]'],
    ['/thing/data-xml/weight/value/kg/../display'],
    ['/thing/data-xml/weight/value/node()[local-name() = "kg"]'],
    ['/thing/data-xml/weight/value[count(kg | display) = 2]'],
    ['  /thing/data-xml/weight[substring-before(value/display/@text, " ") = 155]  '],
    ['/thing/data-xml/weight[string-length("a*b//c") = 6]'],
    ['/thing/data-xml/weight/value[display/@units = "kg" or kg div 2 > 35 and kg mod 2 < 1]'],
  ])('%s', expression => expect(matches(expression, weight)).toBe(true));

  test.each([
    ['/thing/data-xml/weight/value/kg[. > 71]'],
    ['/thing/data-xml/height'],
    ['/thing/data-xml/weight/value/kg[. = "70.50"]'],
    ['/thing/data-xml/weight/value/display[@units = "kg"]'],
    ['/thing/data-xml/common/tags'],
    ['/thing/data-xml/weight/value/kg[2]'],
  ])('not %s', expression => expect(matches(expression, weight)).toBe(false));
});

describe('an expression is refused with 15', () => {
  test.each([
    ['//weight'],
    ['/thing/data-xml//kg'],
    ['/thing/data-xml/*'],
    ['/thing/data-xml/weight/value[@*]'],
    ['/thing/data-xml/weight/descendant::kg'],
    ['/thing/data-xml/weight/descendant-or-self::node()'],
    ['/thing/data-xml/weight/ancestor::thing'],
    ['/thing/data-xml/weight/following::kg'],
    ['/thing/data-xmlx'],
    ['/thing/type-id'],
    ['weight'],
    [''],
    ['/thing/data-xml/weight['],
    ['/thing/data-xml/weight]'],
    ['/thing/data-xml/weight[. = "x]'],
    ['/thing/data-xml/weight[document("file:///etc/passwd")]'],
    ['/thing/data-xml/weight[unknown(1)]'],
    ['/thing/data-xml/weight[count()]'],
    ['/thing/data-xml/weight[constructor(1)]'],
    ['/thing/data-xml/weight[$x]'],
    ['/thing/data-xml/x:weight'],
    ['/thing/data-xml/weight[comment()]'],
    [`/thing/data-xml/weight[. = "${'x'.repeat(1000)}"]`],
    [`/thing/data-xml/weight${'[a'.repeat(300)}${']'.repeat(300)}`],
    [`/thing/data-xml/weight[${'('.repeat(400)}1${')'.repeat(400)}]`],
  ])('%s', expression => {
    const refused = expect.objectContaining({ code: 15 });
    expect(() => compileXPath(expression, 1000)).toThrow(refused);
  });
});

test('an expression that would run for hours ends within its time', () => {
  const big = thing(`<app-specific>${'<a>1</a>'.repeat(20_000)}</app-specific>`);
  const cubic = '/thing/data-xml/app-specific/a[count(../a[count(../a[. = 2]) = 0]) = 0]';
  const budget = new Budget(50);
  const started = performance.now();
  expect(() => budget.run(() => compileXPath(cubic, 1000).matches(big, budget))).toThrow(/longer than 50 ms/);
  expect(performance.now() - started).toBeLessThan(1000);
});

test('a text that grows without end is refused', () => {
  const big = thing(`<app-specific><a>${'x'.repeat(1_000_000)}</a></app-specific>`);
  const grown = `concat(${Array(200).fill('.').join(',')})`;
  const budget = new Budget(10_000);
  const expression = `/thing/data-xml/app-specific/a[${grown} = "x"]`;
  expect(() => budget.run(() => compileXPath(expression, 1000).matches(big, budget))).toThrow(Fault);
});

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

const { expression } = fc.letrec<{ expression: string; path: string; step: string; nodes: string }>(tie => ({
  step: fc
    .tuple(
      fc.constantFrom(
        ...names,
        '.',
        '..',
        '@x',
        '@y',
        'text()',
        'node()',
        'self::a',
        'parent::b',
        'child::c',
      ),
      fc.option(tie('expression'), { nil: undefined, freq: 3 }),
    )
    .map(([test, predicate]) =>
      predicate === undefined || test.startsWith('.') ? test : `${test}[${predicate}]`,
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
      '"b"',
      '"1"',
      "'-3.5'",
      'position()',
      'last()',
      'true()',
      'false()',
      'string()',
      'name()',
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
          ' div ',
          ' mod ',
        ),
        tie('expression'),
      )
      .map(parts => `(${parts.join('')})`),
    fc
      .tuple(fc.constantFrom('count', 'sum', 'local-name', 'name'), tie('nodes'))
      .map(([name, nodes]) => `${name}(${nodes})`),
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
}));

test('libxml2 comes to the same verdicts', () => {
  fc.assert(
    fc.property(element, expression, (data, inner) => {
      const whole = `/thing/data-xml/node()[${inner}]`;
      fc.pre(whole.length <= 1000);
      using document = XmlDocument.fromString(`<thing><data-xml>${data}</data-xml></thing>`);
      using xpath = XmlXPath.compile(whole);
      const found = document.eval(xpath);
      expect(matches(whole, thing(data))).toBe(Array.isArray(found) && found.length > 0);
    }),
    { numRuns: 2000 },
  );
});
