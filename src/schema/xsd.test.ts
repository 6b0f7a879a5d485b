import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import { named, type Schema, withDefault } from './schema.ts';
import { any, choice, group, lazy, many, optional, rawElement, seq } from './sequence.ts';
import { decimal, int, limitedString, string, textWithAttributes } from './text.ts';
import { readXml } from './xml-reader.ts';
import { printXsd, xmlXsd } from './xsd.ts';

const own = 'urn:keepwell:test';

interface Node {
  name: string;
  node?: Node[] | undefined;
}
const node: Schema<Node> = named(own, 'node', seq({ name: string, node: many(lazy(() => node)) }));
const quantity = named(own, 'quantity', decimal);

const schema = seq(
  {
    node,
    quantity: textWithAttributes(quantity, { units: string }),
    count: withDefault(int({ min: 1, max: 9 }), '5'),
    word: many(limitedString({ nonBlank: true, maxLength: 5 }), { min: 1, max: 2 }),
    when: choice({ rule: string, every: group({ interval: string, times: optional(int({ above: 0 })) }) }),
    free: rawElement,
    rest: any(),
  },
  { kind: string, note: { optional: string } },
);

const printed = printXsd({ root: 'root', namespace: own, schema }, () => 'nowhere.xsd', {
  name: 'Root <&>',
  description: 'Everything at once.',
});

test.each([
  [true, `<node><name/><node><name/></node></node>`, '<count/><word>a</word><rule/><free/>'],
  [
    true,
    `<node><name/></node>`,
    '<count>9</count><word>a</word><word>\n5 é</word><interval/><times>1</times><free a=""><b/></free><c/>',
  ],
  [false, `<node><name/><node/></node>`, '<count/><word>a</word><rule/><free/>'],
  [false, `<node><name/></node>`, '<count>10</count><word>a</word><rule/><free/>'],
  [false, `<node><name/></node>`, '<count/><word> \t\n</word><rule/><free/>'],
  [false, `<node><name/></node>`, '<count/><word>a</word><word>a</word><word>a</word><rule/><free/>'],
  [false, `<node><name/></node>`, '<count/><word>a</word><free/>'],
  [false, `<node><name/></node>`, '<count/><word>a</word><interval/><times>0</times><free/>'],
])('the printed document and the schema agree: %s (%#)', (valid, start, rest) => {
  const content = `${start}<quantity units="">1.50</quantity>${rest}`;
  using document = XmlDocument.fromString(printed);
  using validator = XsdValidator.fromDoc(document);
  using instance = XmlDocument.fromString(`<k:root xmlns:k="${own}" kind="">${content}</k:root>`);
  expect(passes(() => validator.validate(instance))).toBe(valid);
  expect(passes(() => schema.parse(readXml(`<root kind="">${content}</root>`).root()))).toBe(valid);
});

test('attributes stand beside any text, xml:lang too, and anything may follow what is optional', () => {
  const digits = limitedString({ pattern: { xsd: '[0-9]+', test: /^[0-9]+$/, problem: 'must be digits' } });
  const key = textWithAttributes(digits, { 'xml:lang': { optional: string } });
  const schema = seq({ key, other: optional(key), rest: any() });
  xmlRegisterInputProvider(
    new XmlBufferInputProvider({ 'http://here/xml.xsd': new TextEncoder().encode(xmlXsd) }),
  );
  using document = XmlDocument.fromString(
    printXsd({ root: 'root', namespace: own, schema }, () => 'http://here/xml.xsd'),
  );
  using validator = XsdValidator.fromDoc(document);
  for (const [valid, content] of [
    [true, '<key xml:lang="en">1</key><other>2</other><o:any xmlns:o="urn:o"/>'],
    [true, '<key>1</key>'],
    [false, '<key>one</key>'],
    [false, '<key>1</key><other>two</other>'],
  ] as const) {
    using instance = XmlDocument.fromString(`<k:root xmlns:k="${own}">${content}</k:root>`);
    expect([content, passes(() => validator.validate(instance))]).toEqual([content, valid]);
  }
});

test('a type whose root has a shared type refers to it', () => {
  const shared = named('urn:keepwell:shared', 'thing', seq({ a: string }));
  const text = printXsd({ root: 'root', namespace: own, schema: shared }, namespace => `at/${namespace}`);
  expect(text).toContain(
    '<xs:import namespace="urn:keepwell:shared" schemaLocation="at/urn:keepwell:shared"/>',
  );
  expect(text).toContain('<xs:element name="root" type="shared:thing"/>');
});

function passes(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch {
    return false;
  }
}
