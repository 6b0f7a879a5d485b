import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import type { Application } from '../../applications/application.ts';
import { type Grant, makeSystemGrant } from '../../authorization/grant.ts';
import { Budget } from '../../things/budget.ts';
import { checkXPath } from './xpath.ts';
import { lendEvaluator } from './xpath-threads.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const document = (dataXml: string, commonXml = '') =>
  `<thing><data-xml>${dataXml}${commonXml}</data-xml></thing>`;

const by = (app: string): Grant => ({ app: { id: app } as Application }) as Grant;
const nobody = makeSystemGrant('tests', '', '');

async function verdictsOf(
  expression: string,
  documents: readonly string[],
  { grant = nobody, timeMs = 60_000 } = {},
): Promise<boolean[]> {
  const checked = checkXPath(expression, 1000);
  return lendEvaluator(server.vault, grant, evaluator =>
    evaluator.matching([checked], documents, new Budget(timeMs)),
  );
}

async function matches(
  expression: string,
  of: string,
  options?: Parameters<typeof verdictsOf>[2],
): Promise<boolean> {
  return (await verdictsOf(expression, [of], options))[0]!;
}

const weight = document(
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
    ['/thing/data-xml/weight/value[kg * 2 = 141 and kg*2 > 1.4e2]'],
    ['/thing/data-xml/weight/value/kg[(.) * (.) > 4900]'],
    ['/thing/data-xml/weight[number("7.05e1") = value/kg]'],
    ['  /thing/data-xml/weight[substring-before(value/display/@text, " ") = 155]  '],
    ['/thing/data-xml/weight[string-length("a*b//c") = 6]'],
    ['/thing/data-xml/weight/value[display/@units = "kg" or kg div 2 > 35 and kg mod 2 < 1]'],
  ])('%s', async expression => expect(await matches(expression, weight)).toBe(true));

  test.each([
    ['/thing/data-xml/weight/value/kg[. > 71]'],
    ['/thing/data-xml/height'],
    ['/thing/data-xml/weight/value/kg[. = "70.50"]'],
    ['/thing/data-xml/weight/value/display[@units = "kg"]'],
    ['/thing/data-xml/common/tags'],
    ['/thing/data-xml/weight/value/kg[2]'],
  ])('not %s', async expression => expect(await matches(expression, weight)).toBe(false));
});

describe('an expression is refused with 15', () => {
  test.each([
    ['//weight'],
    ['/thing/data-xml//kg'],
    ['/thing/data-xml/*'],
    ['/thing/data-xml/weight/value[@*]'],
    ['/thing/data-xml/weight/value[child::*]'],
    ['/thing/data-xml/weight[value or *]'],
    ['/thing/data-xml/weight[2 * *]'],
    ['/thing/data-xml/weight[. = 1) or (2 = 2]'],
    ['/thing/data-xml) or (1'],
    ['/thing/data-xml/weight[count("a") = 1]'],
    ['/thing/data-xml/weight[id("a")]'],
    ['/thing/data-xml/weight[lang("en")]'],
    ['/thing/data-xml/weight[true() or concat("a")]'],
    ['/thing/data-xml/weight[true() or unknown(1)]'],
    ['/thing/data-xml/weight/namespace::node()'],
    ['/thing/data-xml/weight/preceding-sibling::node()'],
    ['\u00a0/thing/data-xml/weight'],
    ['/thing/data-xml/weight[\u00a0value]'],
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
  ])('%s', async expression => {
    await expect(matches(expression, weight)).rejects.toMatchObject({ reason: 'filterInvalid' });
  });
});

describe('nodes are met in the order of the document, and apart', () => {
  const depths = '<a><b>1<c>2</c></b><c>3</c></a>';
  test.each([
    [depths, 'string((a/b/c | a/c)/..) = "123"'],
    [depths, '((a/b | a)/c)[1] = 2'],
    [depths, 'string((a/c | a/b/c)/text()) = "2"'],
    ['<a>x<!--c-->y</a>', 'count(a/text()) = 2 and not(a/text() = "xy") and a = "xy"'],
    ['<a>x<?p q?>y</a>', 'a/text()[2] = "y"'],
    ['<a>x<![CDATA[y]]>z</a>', 'count(a/text()) = 1 and a/text() = "xyz"'],
    ['<a xml:id="i"><b xml:id="i">1</b></a>', 'a/b = 1'],
    [
      '<a xmlns=" "><b xmlns="relative/name">1</b></a>',
      'node()/node()[namespace-uri() = "relative/name"] = 1',
    ],
    ['<a xml:lang="no language" xml:space="none">1</a>', 'a = 1'],
  ])('%s: %s', async (data, inner) => {
    expect(await matches(`/thing/data-xml[${inner}]`, document(data))).toBe(true);
  });

  test('in what is larger or deeper than other parsers take', async () => {
    const deep = `${'<a>'.repeat(400)}${'x'.repeat(11_000_000)}${'</a>'.repeat(400)}`;
    expect(await matches('/thing/data-xml[string-length(a/a) = 11000000]', document(deep))).toBe(true);
  });
});

const many = (count: number, what: string) => document(`<app-specific>${what.repeat(count)}</app-specific>`);
const over = (inner: string) => `/thing/data-xml/app-specific[${inner}]`;
const long = 'a'.repeat(1_000_000);
const found = `<x>${long}</x><w>${'a'.repeat(250_000)}b${'a'.repeat(250_000)}</w>`;
const texts = many(1, `<x>${'x'.repeat(1_500_000)}</x>`);

describe('whatever an expression costs, it ends in its time, and others go on', () => {
  test.each([
    ['one text in another', many(1, found), 'contains(x,w)'],
    ['what stands before a text', many(1, found), 'substring-before(x,w) = "a"'],
    ['what stands after a text', many(1, found), 'substring-after(x,w) = "a"'],
    ['loops in loops', many(20_000, '<a>1</a>'), 'a[count(../a[count(../a[. = 2]) = 0]) = 0]'],
    ['steps that stay', many(200_000, '<a/>'), `count(a${'/.'.repeat(460)})`],
    ['steps to and fro', many(20_000, '<a b="1"/>'), `count(a${'/@b/..'.repeat(150)}) = 1`],
    [
      'parents of all',
      many(20_000, '<a><b/></a>'),
      `count(a${'/b/parent::a[count(../a) = 1]'.repeat(20)}) = 1`,
    ],
    ['all against all', many(40_000, '<a>1</a><b>2</b>'), 'a = b'],
    ['all unlike all', many(40_000, '<a>1</a><b>1</b>'), 'a != b'],
    ['unions of all', many(30_000, '<a/><b/>'), `count(a${'[count(../a | ../b) = 1]'.repeat(9)})`],
    ['sums in loops', many(20_000, '<a>1</a>'), 'a[sum(../a) = 1]'],
    ['translation by long lists', texts, `translate(x, x, ${'concat(x,'.repeat(5)}""${')'.repeat(5)}) = "b"`],
    ['long texts again and again', many(3000, `<x>${'x'.repeat(1000)}</x>`), 'x[normalize-space(..) = "y"]'],
  ])('%s', async (_, of, inner) => {
    let turns = 0;
    const ticking = setInterval(() => turns++, 5);
    const startedAt = performance.now();
    const refusal = await matches(over(inner), of, { timeMs: 120 }).then(
      () => undefined,
      (error: Error) => error,
    );
    const tookMs = performance.now() - startedAt;
    clearInterval(ticking);
    // Some end early on a fast machine; none goes on.
    if (refusal) {
      expect(refusal).toMatchObject({
        reason: 'filterInvalid',
        message: expect.stringContaining('longer than 120 ms'),
      });
      expect(turns).toBeGreaterThan(3);
    } else expect(tookMs).toBeLessThan(2000);
  });

  test.each([
    ['joined texts, translated', `translate(concat(${Array(200).fill('x').join(',')}),"x","y") = "b"`],
    ['texts of texts', `string-length(${'concat(x,'.repeat(40)}x${',x)'.repeat(40)}) = 1`],
  ])('what grows without end is refused: %s', async (_, inner) => {
    const before = process.memoryUsage().rss;
    await expect(matches(over(inner), texts)).rejects.toMatchObject({
      reason: 'filterInvalid',
      message: expect.stringContaining('memory'),
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
    expect(await matches(over('x'), texts)).toBe(true);
  });

  test('many cheap things take as long as they take together', async () => {
    const things = Array.from({ length: 5000 }, (_, i) => document(`<weight><kg>${i}</kg></weight>`));
    const heavy = await verdictsOf('/thing/data-xml/weight[kg > 2499]', things);
    expect(heavy.filter(Boolean)).toHaveLength(2500);
    expect(heavy[2500]).toBe(true);
  });
});

test('an application waits for its own evaluations, and nobody else does', async () => {
  const ended: string[] = [];
  const cheap = (app: string) =>
    matches('/thing/data-xml/a', document('<a/>'), { grant: by(app) }).then(() => ended.push(app));
  // Both threads run.
  await Promise.all([cheap('one'), cheap('two')]);
  ended.length = 0;
  const costly = (app: string) =>
    matches(over('a[count(../a[count(../a[. = 2]) = 0]) = 0]'), many(20_000, '<a>1</a>'), {
      grant: by(app),
      timeMs: 200,
    }).catch(() => ended.push(app));
  const greedy = [1, 2, 3, 4].map(() => costly('greedy'));
  await Promise.all([cheap('one'), cheap('two'), cheap('one')]);
  // One thread was the greedy application's, the other everybody's.
  expect(ended.slice().sort()).toEqual(['one', 'one', 'two']);
  // With both held, each of the others has its turn before the first has its next.
  await Promise.all([costly('second'), cheap('three'), cheap('four'), ...greedy]);
  for (const app of ['three', 'four'])
    expect(ended.indexOf(app)).toBeLessThan(ended.lastIndexOf('greedy', ended.lastIndexOf('greedy') - 1));
});
