import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { escapeAttribute, escapeText, readXml, XmlFault } from './xml-reader.ts';

const faultOf = (run: () => unknown): XmlFault => {
  try {
    run();
  } catch (fault) {
    if (fault instanceof XmlFault) return fault;
    throw fault;
  }
  throw new Error('nothing was wrong');
};

/** Milliseconds of this process, whatever else the machine does. */
const timeOf = (run: () => unknown) => {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};
/** How many times as long one takes as the other, in the best of some rounds. */
const ratio = (one: () => unknown, other: () => unknown) => {
  const rounds = Array.from({ length: 5 }, () => [one, other].map(timeOf));
  const [best, otherBest] = [0, 1].map(i => Math.min(...rounds.map(round => round[i]!)));
  return best! / otherBest!;
};

/** Elements in each other, each with a declaration of its own, of which what is inside needs the outermost. */
const nested = (depth: number, inside: string) =>
  `<a xmlns:p="urn:p">${Array.from({ length: depth }, (_, i) => `<a xmlns:p${i}="urn:${i}">`).join('')}${inside}${'</a>'.repeat(depth + 1)}`;

describe('readXml', () => {
  test.each([
    ['a missing end tag', '<a><b></a>'],
    ['two roots', '<a/><b/>'],
    ['an undeclared prefix', '<p:a/>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a control character', '<a>\u0001</a>'],
    ['a control character that only XML 1.1 allows', '<?xml version="1.1"?><a>&#1;</a>'],
    ['half of a surrogate pair', '<a>\ud83d</a>'],
    ['nothing', ''],
  ])('refuses %s', (_, xml) => {
    expect(faultOf(() => readXml(xml)).message).toMatch(/^not well-formed XML/);
  });

  test('refuses a document type declaration, so entities cannot grow', () => {
    expect(faultOf(() => readXml('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')).message).toMatch(
      /document type/,
    );
  });

  test('refuses what is deeper or larger than its limits', () => {
    const limits = { depthMax: 3, nodesMax: 5 };
    expect(faultOf(() => readXml('<a><a><a><a/></a></a></a>', limits)).message).toMatch(/deeper than 3/);
    expect(faultOf(() => readXml('<a><b/><b/><b c="" d=""/></a>', limits)).message).toMatch(/more than 5/);
  });

  test('stops in the middle of a tag that has more attributes than any element needs', () => {
    const attributes = Array.from({ length: 1001 }, (_, i) => ` a${i}=""`);
    expect(() => readXml(`<a${attributes.slice(1).join('')}/>`)).not.toThrow();
    // Left open: it is refused for the attributes it has, not for its end.
    expect(faultOf(() => readXml(`<a${attributes.join('')}`)).message).toMatch(/more than 1000 attributes/);
  });

  test.each([
    ['references', `<a>${'&amp;'.repeat(1_000_000)}</a>`],
    ['a comment', `<a><!--${'- '.repeat(4_000_000)}--></a>`],
    ['comments', `<a>${'<!---->'.repeat(1_000_000)}</a>`],
    ['an instruction', `<a><?p ${'? '.repeat(4_000_000)}?></a>`],
    ['a comment that is not closed', `<a><!--${'- '.repeat(4_000_000)}`],
    ['brackets in CDATA', `<a><![CDATA[${']'.repeat(8_000_000)}]]></a>`],
  ])('refuses megabytes of what takes the parser longest, at once: %s', (_, xml) => {
    expect(timeOf(() => expect(faultOf(() => readXml(xml)).message).toMatch(/^more than \d+/))).toBeLessThan(
      500,
    );
  });

  test('reads as many references as there may be in a part of a second', () => {
    const text = '&lt;!--'.repeat(249_000);
    expect(timeOf(() => expect(readXml(`<a>${text}</a>`).root().text()).toHaveLength(996_000))).toBeLessThan(
      500,
    );
  });

  test('takes megabytes of text, and a good deal of everything else', () => {
    const xml = `<a><!--${'- '.repeat(200_000)}-->${'&amp;'.repeat(200_000)}<![CDATA[${'x]'.repeat(200_000)}]]>${'y'.repeat(5_000_000)}</a>`;
    expect(readXml(xml).root().text()).toHaveLength(200_000 + 400_000 + 5_000_000);
  });

  test.each(['utf-16', 'ISO-8859-1', 'us-ascii', 'utf8'])('refuses the declared encoding %s', encoding => {
    const xml = `<?xml version="1.0" encoding='${encoding}' standalone='yes'?><a/>`;
    expect(faultOf(() => readXml(xml)).message).toMatch(/UTF-8/);
    expect(() => readXml(xml.replace(encoding, 'uTf-8'))).not.toThrow();
  });

  test('takes namespaces to the character', () => {
    const { uris, attributes } = readXml(
      '<a xmlns=" "><p:b xmlns:p="urn:x" xmlns:q=" urn:x" xmlns:r="urn:x\u00a0" p:c="1" q:c="2" r:c="3"/></a>',
    );
    expect([uris[0], uris[1]]).toEqual([' ', 'urn:x']);
    expect(attributes[1]!.slice(3).map(({ uri }) => uri)).toEqual(['urn:x', ' urn:x', 'urn:x\u00a0']);
    expect(() => readXml('<a xmlns:p=" http://www.w3.org/XML/1998/namespace"/>')).not.toThrow();
  });

  test.each([
    ['tabs in an attribute', (of: string) => `<a b="${of}"/>`, '\t'],
    ['returns in text', (of: string) => `<a>${of}</a>`, '\r'],
  ])('reads megabytes of %s far sooner than a pattern would replace them', (_, written, character) => {
    const many = character.repeat(2_000_000);
    const xml = written(many);
    expect(
      ratio(
        () => readXml(xml),
        () => many.replace(/\r\n?|[\t\n]/g, ' '),
      ),
    ).toBeLessThan(0.9);
  });

  test('reads white space as XML has it, however long', () => {
    const long = 'x\t\r\n\r\r\n\ny'.repeat(2000);
    const at = readXml(`<a b="${long}">${long}<![CDATA[${long}]]></a>`).root();
    expect(at.attribute('b')).toBe('x     y'.repeat(2000));
    expect(at.text()).toBe('x\t\n\n\n\ny'.repeat(4000));
  });

  test('reads elements in no namespace below many declarations about as quickly as elsewhere', () => {
    const inside = '<b/>'.repeat(20_000);
    const elsewhere = `${'<a>'.repeat(1001)}${inside}${'</a>'.repeat(1001)}`;
    const read = (xml: string) => () => readXml(xml, { depthMax: 2000, nodesMax: 250_000 });
    expect(ratio(read(nested(1000, inside)), read(elsewhere))).toBeLessThan(5);
  });

  test.each([
    ['a name of megabytes', `<${'é·'.repeat(2_000_000)}/>`],
    ['a prefix declared far outside', nested(120, `<p:x/>`.repeat(200_000))],
  ])('takes %s without delay', (_, xml) => {
    expect(timeOf(() => readXml(xml))).toBeLessThan(1000);
  });

  test('shows no more of a long name than it takes to find it', () => {
    const at = readXml(`<a><${'b'.repeat(5000)}/></a>`).root();
    at.enter();
    expect(faultOf(() => at.fail('unexpected element')).message.length).toBeLessThan(200);
  });

  test('never quotes the document in a fault', () => {
    for (const xml of [
      '<a secret="1" secret="2"/>',
      '<a>&secret;</a>',
      '<a><secret></a>',
      '<a secret=1/>',
      '<secret:a/>',
    ]) {
      expect(faultOf(() => readXml(xml)).message).not.toMatch(/secret/);
    }
  });
});

describe('a cursor', () => {
  const at = (xml: string) => readXml(xml).root();

  test('joins text, CDATA and text around comments', () => {
    expect(at('<a>1 &lt;<!-- no --> <![CDATA[2 <]]><?no?>&#x33;</a>').text()).toBe('1 < 2 <3');
  });

  test('gives the element as it was written', () => {
    const cursor = at(`<a>\r\n <b  c='1' ><!-- x -->2</b ><d/></a>`);
    cursor.enter();
    cursor.atElement();
    expect(cursor.outerXml()).toBe(`<b  c='1' ><!-- x -->2</b >`);
    cursor.skip();
    expect(cursor.outerXml()).toBe('<d/>');
  });

  test('adds the declarations an element needs to stand alone, and only those', () => {
    const cursor = at(
      '<a xmlns="urn:a" xmlns:p="urn:p" xmlns:q="urn:q"><b p:c="1"><q:d xmlns:q="urn:z"/></b></a>',
    );
    cursor.enter();
    expect(cursor.standaloneXml()).toBe(
      '<b xmlns="urn:a" xmlns:p="urn:p" p:c="1"><q:d xmlns:q="urn:z"/></b>',
    );
  });

  test('says where a fault is by the names around it', () => {
    const cursor = at('<a><b/><c><d>secret</d></c></a>');
    cursor.enter();
    cursor.skip();
    cursor.enter();
    expect(faultOf(() => cursor.fail('is wrong')).message).toBe('a/c/d: is wrong');
  });
});

test('escaped text reads back as it was, white space included', () => {
  const text = `<&>"' \t\r\n]]>`;
  const cursor = readXml(`<a b="${escapeAttribute(text)}">${escapeText(text)}</a>`).root();
  expect(cursor.attribute('b')).toBe(text);
  expect(cursor.text()).toBe(text);
});

test('reading long text takes no longer than saxes takes', () => {
  const text = `<a>${'text &amp; more '.repeat(50_000)}</a>`;
  const bare = () => {
    const parser = new SaxesParser({ xmlns: true, position: true });
    parser.on('opentag', () => {});
    parser.on('text', () => {});
    parser.write(text).close();
  };
  const rounds = Array.from({ length: 12 }, () => ({
    bare: timeOf(bare),
    ours: timeOf(() => readXml(text)),
  }));
  const best = (of: 'bare' | 'ours') => Math.min(...rounds.map(round => round[of]));
  expect(best('ours') / best('bare')).toBeLessThan(1);
});
