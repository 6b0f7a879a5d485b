// The reader against two parsers that are not ours, on documents of odd pieces and on broken ones: what it takes both
// take, and saxes sees the same events at the same places; what it refuses at least one of them refuses. Saxes trims
// namespaces: where that tells, libxml2 says what stands there.
import fc from 'fast-check';
import { XmlDocument as LibxmlDocument, ParseOption, XmlElement, XmlParseError } from 'libxml2-wasm';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { hasReference, verdicts } from '../testing/reference.ts';
import { drawn, seed } from '../testing/seed.ts';
import { readXml, XmlFault } from './xml-reader.ts';

const runs = drawn(3000);

/** An event as text: enough to tell any two apart. */
type Events = readonly string[];

function byOurs(text: string): Events | undefined {
  try {
    const { kinds, values, prefixes, uris, attributes, starts, ends, closes } = readXml(text);
    return kinds.map((kind, i) =>
      kind === 3
        ? `text ${values[i]}`
        : kind === 2
          ? `close ${starts[i]} ${ends[i]}`
          : `open ${starts[i]} ${ends[i]} ${closes[i]} ${prefixes[i]} ${uris[i]} ${values[i]} ${JSON.stringify(attributes[i]!.map(a => [a.prefix, a.uri, a.name, a.value]))}`,
    );
  } catch (fault) {
    if (fault instanceof XmlFault) return undefined;
    throw fault;
  }
}

function bySaxes(text: string): Events | undefined {
  const parser = new SaxesParser({
    xmlns: true,
    position: true,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  });
  const events: string[] = [];
  const open: { at: number; print: (close: number) => string }[] = [];
  parser.on('doctype', () => {
    throw new Error('a document type declaration');
  });
  parser.on('opentag', tag => {
    const end = parser.position;
    const start = text.lastIndexOf('<', end - 1);
    const attributes = Object.values(tag.attributes).map(a => [a.prefix, a.uri, a.local, a.value]);
    open.push({
      at: events.push('') - 1,
      print: close =>
        `open ${start} ${end} ${close} ${tag.prefix} ${tag.uri} ${tag.local} ${JSON.stringify(attributes)}`,
    });
  });
  parser.on('closetag', tag => {
    const end = parser.position;
    const { at, print } = open.pop()!;
    events[at] = print(events.length);
    events.push(`close ${tag.isSelfClosing ? end : text.lastIndexOf('<', end - 1)} ${end}`);
  });
  const addText = (characters: string) => {
    if (open.length === 0 || characters === '') return;
    if (events.at(-1)!.startsWith('text ')) events[events.length - 1] += characters;
    else events.push(`text ${characters}`);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  try {
    parser.write(text).close();
    return events;
  } catch {
    return undefined;
  }
}

function isTakenByLibxml(text: string): boolean {
  try {
    LibxmlDocument.fromString(text).dispose();
    return true;
  } catch (error) {
    // It asks more of a namespace than the standard does, and text has no encoding any more.
    if (!(error instanceof XmlParseError)) throw error;
    return error.details.every(
      ({ level, message }) => level < 2 || /is not a valid URI|encoding/i.test(message),
    );
  }
}

/** Names alone, of elements and attributes, with their namespaces. */
function namesByLibxml(text: string): Events {
  // It would not give a document with a namespace that is no URI.
  using document = LibxmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NOERROR });
  return document.find('//*').flatMap(element => {
    if (!(element instanceof XmlElement)) return [];
    const names = [element, ...element.attrs].map(named => [named.prefix, named.namespaceUri, named.name]);
    return [JSON.stringify(names)];
  });
}

function namesByOurs(text: string): Events {
  const { kinds, prefixes, uris, values, attributes } = readXml(text);
  return kinds.flatMap((kind, i) => {
    if (kind !== 1) return [];
    const own = attributes[i]!.filter(({ uri }) => uri !== 'http://www.w3.org/2000/xmlns/');
    const names = own.map(({ prefix, uri, name }) => [prefix, uri, name]);
    return [JSON.stringify([[prefixes[i], uris[i], values[i]], ...names])];
  });
}

const otherEncoding = /^\ufeff?<\?xml[^>]*encoding="(?!utf-8")/;
const trimmedNamespace = /xmlns[^=]*=\s*(?:"(?:\s|[^"]*\s")|'(?:\s|[^']*\s'))/;

function judged(text: string): void {
  const ours = byOurs(text);
  // What is text already has no other encoding to be read by.
  if (otherEncoding.test(text)) {
    expect(ours).toBeUndefined();
    return;
  }
  // Half of a surrogate pair is no character. saxes takes what follows for the other half, libxml2 is given U+FFFD.
  if (/\p{Surrogate}/u.test(text)) {
    expect(ours).toBeUndefined();
    return;
  }
  const saxes = bySaxes(text);
  if (ours) {
    if (trimmedNamespace.test(text)) expect(namesByOurs(text)).toEqual(namesByLibxml(text));
    else expect(ours).toEqual(saxes);
    expect(isTakenByLibxml(text)).toBe(true);
  } else if (saxes) {
    expect(isTakenByLibxml(text)).toBe(false);
  }
}

const pieces = fc.constantFrom(
  ...[
    '<a>',
    '</a>',
    '<a/>',
    '<b>',
    '</b>',
    '<p:a xmlns:p="urn:p">',
    '</p:a>',
    '<p:b/>',
    '<q:a xmlns:q="u" q:c="1"/>',
  ],
  ...[
    '<a b="1" c=\'2\'>',
    '<a b="1"c="2">',
    '<a b="1" b="2">',
    '<a b = "&lt;&#10; &#x9;\t\r\n">',
    '<a b="<">',
    '<a b>',
    '<a b=1>',
  ],
  ...[
    '<a xmlns="urn:d">',
    '<a xmlns="">',
    '<a xmlns:p="">',
    '<a xml:lang="en">',
    '<a xmlns:xml="urn:x">',
    '<a xmlns=" ">',
    '<a xmlns:p=" urn:p" p:b="" xmlns:q="urn:p" q:b="">',
    '<a xmlns:p="\turn:p\u00a0">',
    '<a xmlns:p="http://www.w3.org/XML/1998/namespace ">',
    '<a p:b="1" xmlns:p="urn:p">',
  ],
  ...[
    '<a xmlns:p="u" xmlns:q="u" p:b="" q:b="">',
    '<a:b:c/>',
    '<:a/>',
    '<a:/>',
    '<é/>',
    '<a·/>',
    '<·a/>',
    '<\u{10000}b/>',
    '<1/>',
    '<-/>',
  ],
  ...[
    'text',
    ' ',
    '\r\n',
    '\r',
    '\n',
    '\t',
    '&amp;',
    '&#65;',
    '&#x1F600;',
    '&#0;',
    '&#xD800;',
    '&nbsp;',
    '&',
    '&;',
    '&#;',
    ';',
    ']]>',
    ']]',
    '>',
    '"',
    "'",
  ],
  ...[
    '<!-- c -->',
    '<!---->',
    '<!--->',
    '<!-- a -- b -->',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<![CDATA[<&]]>',
    '<![CDATA[]]>',
    '<![CDATA[a\r\nb]]]>',
  ],
  ...[
    '<?p?>',
    '<?p q?>',
    '<?p?q?>',
    '<?xml?>',
    '<?XML v?>',
    '<?p:q r?>',
    '<? p?>',
    '<?p',
    '?>',
    '<?xml version="1.0"?>',
    '<!DOCTYPE a>',
    '<!ENTITY b "c">',
  ],
  ...[
    '<?xml version="1.0" encoding="utf-8" standalone="yes"?>',
    "<?xml version='1.1'?>",
    '<?xml version="2.0"?>',
    '<?xml encoding="utf-8"?>',
    '<?xml version="1.0" encoding="iso-8859-1"?>',
  ],
  ...[
    '\u0001',
    '\ufffe',
    '\u007f',
    '\u0085',
    '\u2028',
    '\ufeff',
    '😀',
    'é',
    '\u0000',
    '<',
    '</',
    '/>',
    '<a',
    '</a',
    '</a >',
    '</ a>',
    '<a >',
    '< a>',
  ],
);

/** Pieces, most often inside a root. */
const documents = fc
  .tuple(fc.array(pieces, { maxLength: 8 }), fc.constantFrom('', '<r>', '<r>', '<r xmlns:p="urn:r">'))
  .map(([parts, root]) => (root === '' ? parts.join('') : `${root}${parts.join('')}</r>`));

test('on documents of odd pieces', () => {
  fc.assert(fc.property(documents, judged), { seed, numRuns: runs });
});

const sound =
  '<?xml version="1.0" encoding="utf-8"?>\n<!-- c --><r xmlns="urn:r" xmlns:p="urn:p" p:a="1 &lt; 2">\r\n  <p:b c=\'"\' d = "é">text &amp; more<![CDATA[ <x> ]]>&#x41;</p:b>\n  <?p q?><e/><f  >\t</f\n>😀</r>\n<!-- end -->';

/** A sound document with a few characters taken out, put in, doubled or swapped. */
function broken(text: string): fc.Arbitrary<string> {
  const change = fc.tuple(
    fc.nat(text.length),
    fc.nat(6),
    fc.oneof(pieces, fc.constantFrom(...'<>&"\'=/:;!?-[] \r\nax#')),
  );
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map(changes =>
      changes.reduce((now, [at, length, piece]) => now.slice(0, at) + piece + now.slice(at + length), text),
    );
}

test('on a sound document with damages', () => {
  judged(sound);
  fc.assert(fc.property(broken(sound), judged), { seed, numRuns: runs });
});

test.skipIf(!hasReference)('on labelled documents, whole and damaged (needs KEEPWELL_REFERENCE)', () => {
  const all = verdicts().filter((_, i) => i % 20 === 0);
  for (const [i, { xml }] of all.entries()) {
    judged(xml);
    for (const damaged of fc.sample(broken(xml), { seed: seed + i, numRuns: Math.ceil(runs / 1500) }))
      judged(damaged);
  }
});
