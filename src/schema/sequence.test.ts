import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { valuesOf } from '../testing/arbitrary.ts';
import { drawn, seed } from '../testing/seed.ts';
import { checked, type Infer, type Schema, withDefault } from './schema.ts';
import { any, choice, group, lazy, many, oneElement, optional, rawElement, seq } from './sequence.ts';
import { decimal, int, string } from './text.ts';
import { readXml, XmlFault } from './xml-reader.ts';

const read = <T>(schema: Schema<T>, xml: string): T => schema.parse(readXml(xml).root());
const problem = (schema: Schema<unknown>, xml: string): string => {
  try {
    read(schema, xml);
  } catch (fault) {
    if (fault instanceof XmlFault) return fault.message;
    throw fault;
  }
  return 'none';
};

const visit = seq({
  'seen-on': string,
  pulse: optional(int({ min: 0 })),
  note: many(string, { min: 1, max: 2 }),
});

describe('a sequence', () => {
  test('reads elements into keys in camel case', () => {
    const value: Infer<typeof visit> = read(visit, '<v><seen-on>1</seen-on> <note>a</note>\n<note/></v>');
    expect(value).toEqual({ seenOn: '1', note: ['a', ''] });
    expect(visit.print('v', value)).toBe('<v><seen-on>1</seen-on><note>a</note><note></note></v>');
  });

  test.each([
    ['a missing element', '<v><note/></v>', 'v/note: unexpected here, seen-on is due'],
    ['a missing element at the end', '<v><seen-on/></v>', 'v: note is missing'],
    ['another order', '<v><pulse>1</pulse><seen-on/><note/></v>', 'v/pulse: unexpected here, seen-on is due'],
    ['too many', '<v><seen-on/><note/><note/><note/></v>', 'v/note: unexpected element'],
    ['an unknown element', '<v><seen-on/><x/><note/></v>', 'v/x: unexpected here, note is due'],
    [
      'an element in a namespace',
      '<v><seen-on xmlns="urn:x"/></v>',
      'v/seen-on: unexpected here, seen-on is due',
    ],
    ['text between elements', '<v><seen-on/>secret<note/></v>', 'v: text is not allowed here'],
    ['an element inside text', '<v><seen-on><b/></seen-on><note/></v>', 'v/seen-on/b: unexpected element'],
    ['a value deep inside', '<v><seen-on/><pulse>-1</pulse><note/></v>', 'v/pulse: must be ≥ 0'],
    ['an attribute', '<v a="secret"><seen-on/><note/></v>', 'v: unexpected attribute'],
  ])('refuses %s', (_, xml, message) => {
    expect(problem(visit, xml)).toBe(message);
  });

  test('without elements holds nothing, not even white space', () => {
    expect(read(seq({}), '<e><!-- x --></e>')).toEqual({});
    expect(problem(seq({}), '<e> </e>')).toBe('e: must be empty');
  });

  test('takes white space in any guise between its elements', () => {
    expect(problem(visit, '<v><![CDATA[ ]]><seen-on/>&#x20;<note/><!-- x --></v>')).toBe('none');
    expect(problem(visit, '<v>&#160;<seen-on/><note/></v>')).toBe('v: text is not allowed here');
  });
});

describe('a choice', () => {
  const recurrence = seq({
    name: string,
    recurrence: choice({ ical: string, frequency: group({ interval: string, times: optional(int()) }) }),
    end: optional(string),
  });

  test('reads the alternative that is there', () => {
    expect(read(recurrence, '<r><name/><ical>x</ical></r>')).toEqual({ name: '', recurrence: { ical: 'x' } });
    expect(read(recurrence, '<r><name/><interval>d</interval><times>2</times><end/></r>')).toEqual({
      name: '',
      recurrence: { frequency: { interval: 'd', times: 2 } },
      end: '',
    });
  });

  test('refuses none and two', () => {
    expect(problem(recurrence, '<r><name/></r>')).toBe('r: ical or interval is missing');
    expect(problem(recurrence, '<r><name/><ical/><interval/></r>')).toBe('r/interval: unexpected element');
  });

  test('may be optional, and may fill an element of its own', () => {
    const loose = seq({ either: optional(choice({ a: string, b: string })) });
    expect(read(loose, '<l/>')).toEqual({});
    expect(read(loose, '<l><b/></l>')).toEqual({ either: { b: '' } });
    const one = oneElement({ a: string, b: int() });
    expect(read(one, '<o><b>1</b></o>')).toEqual({ b: 1 });
    expect(problem(one, '<o/>')).toBe('o: a or b is missing');
    expect(problem(one, '<o><a/><a/></o>')).toBe('o/a: unexpected element');
  });
});

test('free content is kept as it was written, with the namespaces it needs', () => {
  const open = seq({ id: string, content: any() });
  const value = read(open, `<o xmlns:p='urn:p'><id/> <p:a b="1"> x </p:a><c/></o>`);
  expect(value.content).toEqual([`<p:a xmlns:p="urn:p" b="1"> x </p:a>`, '<c/>']);
  expect(read(open, open.print('o', value))).toEqual(value);
});

interface Tree {
  name: string;
  branch?: Tree[] | undefined;
}
const tree: Schema<Tree> = seq({ name: string, branch: many(lazy(() => tree)) });

test('a type may hold itself', () => {
  const value = { name: 'a', branch: [{ name: 'b', branch: [{ name: 'c' }] }] };
  expect(read(tree, tree.print('t', value))).toEqual(value);
  expect(problem(tree, '<t><name/><branch><branch/></branch></t>')).toBe(
    't/branch/branch: unexpected here, name is due',
  );
});

test('an empty element may stand for a default', () => {
  const counted = seq({ count: withDefault(int(), '20000') });
  expect(read(counted, '<c><count/></c>')).toEqual({ count: 20000 });
  expect(read(counted, '<c><count>3</count></c>')).toEqual({ count: 3 });
  expect(problem(counted, '<c><count> </count></c>')).toBe('c/count: must be a whole number');
  expect(problem(counted, '<c/>')).toBe('c: count is missing');
});

test('a check beyond the schema is told by its kind', () => {
  const even = checked(int(), 'date', n => (n % 2 === 0 ? undefined : 'must be even'));
  try {
    read(seq({ n: even }), '<a><n>1</n></a>');
    expect.unreachable();
  } catch (fault) {
    expect(fault).toMatchObject({ kind: 'date', path: 'a/n', problem: 'must be even' });
  }
});

describe('attributes of XML Schema itself', () => {
  const xsi =
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema"';
  const holder = seq({ text: string, number: optional(int({ min: 1 })), free: optional(rawElement) });
  const within = (inner: string) => problem(holder, `<h ${xsi}>${inner}</h>`);

  test('may tell where a schema is, and repeat the type', () => {
    expect(within('<text xsi:schemaLocation="urn:x x.xsd" xsi:type="xs:string"/>')).toBe('none');
    expect(within('<text/><free xsi:type="xs:string">x</free>')).toBe('none');
  });

  test('may not claim another type, nil, or make up names', () => {
    expect(within('<text xsi:type="xs:date"/>')).toBe('h/text: must not have this xsi:type');
    expect(within('<text xsi:type="string"/>')).toBe('h/text: must not have this xsi:type');
    expect(within('<text xsi:nil="true"/>')).toBe('h/text: must not have xsi:nil');
    expect(within('<text xsi:foo=""/>')).toBe('h/text: unexpected attribute');
    expect(within('<text/><number xsi:type="xs:int">1</number>')).toBe(
      'h/number: must not have this xsi:type',
    );
    expect(within('<text/><free xsi:type="xs:int">x</free>')).toBe('h/free: must be a whole number');
  });
});

test('whatever a schema allows reads back from print as it was', () => {
  const everything = seq(
    {
      tree: lazy(() => tree),
      amount: decimal,
      part: optional(
        choice({ a: oneElement({ b: string, c: tree }), d: group({ e: int(), f: many(string) }) }),
      ),
      end: string,
      rest: any(),
    },
    { kind: string, more: { optional: int() } },
  );
  fc.assert(
    fc.property(valuesOf(everything), value => {
      expect(read(everything, everything.print('x', value as Infer<typeof everything>))).toEqual(value);
    }),
    { seed, numRuns: drawn(100) },
  );
});
