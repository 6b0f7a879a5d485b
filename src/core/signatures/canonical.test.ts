// Canonical XML of elements, by cases of the two recommendations and against xmlsec1.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readXml } from '../../schema/xml-reader.ts';
import { testKey } from '../../testing/given.ts';
import { dsUri } from '../healthvault/signatures/signed-thing.ts';
import { type Canonicalization, printCanonical } from './canonical.ts';

const inclusive: Canonicalization = { kind: 'inclusive', version: '1.0' };
const exclusive: Canonicalization = { kind: 'exclusive', prefixes: [] };

/** The first element of a name, in canonical form. */
function formOf(xml: string, name: string, how: Canonicalization, inPlace = false): string {
  const document = readXml(xml);
  return printCanonical(document, document.values.indexOf(name), how, { inPlace });
}

describe('canonical form', () => {
  test('has one way to write tags, attributes and characters', () => {
    const xml = `<a  z='1' xmlns:y = "urn:y" xmlns="urn:a" y:b='"&lt;&#9;&#10;&#13;>' \n><b/>\r\n&#13;&gt;&quot;<![CDATA[<&]]><!-- c --></a >`;
    const expected =
      '<a xmlns="urn:a" xmlns:y="urn:y" z="1" y:b="&quot;&lt;&#x9;&#xA;&#xD;>"><b></b>\n&#xD;&gt;"&lt;&amp;</a>';
    expect(formOf(xml, 'a', inclusive)).toBe(expected);
  });

  test('sorts attributes by namespace, then name, and declarations by prefix', () => {
    const xml =
      '<a xmlns:b="urn:2" xmlns:a="urn:3" xmlns:c="urn:1" a:x="1" b:x="2" c:y="3" c:x="4" y="5" x="6"/>';
    expect(formOf(xml, 'a', inclusive)).toBe(
      '<a xmlns:a="urn:3" xmlns:b="urn:2" xmlns:c="urn:1" x="6" y="5" c:x="4" c:y="3" b:x="2" a:x="1"></a>',
    );
  });

  test('carries the namespaces around an element, or those it uses alone', () => {
    const xml =
      '<r xmlns="urn:r" xmlns:u="urn:u" xml:lang="en"><e u:a="1"><f xmlns=""><g/></f><u:h/></e></r>';
    expect(formOf(xml, 'e', inclusive)).toBe(
      '<e xmlns="urn:r" xmlns:u="urn:u" u:a="1"><f xmlns=""><g></g></f><u:h></u:h></e>',
    );
    expect(formOf(xml, 'f', inclusive)).toBe('<f xmlns:u="urn:u"><g></g></f>');
    expect(formOf(xml, 'f', exclusive)).toBe('<f><g></g></f>');
    expect(formOf(xml, 'h', exclusive)).toBe('<u:h xmlns:u="urn:u"></u:h>');
    expect(formOf(xml, 'h', { kind: 'exclusive', prefixes: [''] })).toBe(
      '<u:h xmlns="urn:r" xmlns:u="urn:u"></u:h>',
    );
    // Where it stays in its document it takes on the language.
    expect(formOf(xml, 'h', inclusive, true)).toBe('<u:h xmlns="urn:r" xmlns:u="urn:u" xml:lang="en"></u:h>');
    expect(formOf(xml, 'h', exclusive, true)).toBe('<u:h xmlns:u="urn:u"></u:h>');
  });

  test('repeats no declaration that stands around, but one that stood between', () => {
    const xml = '<a xmlns:p="1"><p:b xmlns:p="1"><p:c xmlns:p="2"><p:d xmlns:p="1"/></p:c></p:b></a>';
    expect(formOf(xml, 'a', inclusive)).toBe(
      '<a xmlns:p="1"><p:b><p:c xmlns:p="2"><p:d xmlns:p="1"></p:d></p:c></p:b></a>',
    );
    expect(formOf(xml, 'a', exclusive)).toBe(
      '<a><p:b xmlns:p="1"><p:c xmlns:p="2"><p:d xmlns:p="1"></p:d></p:c></p:b></a>',
    );
  });
});

/** Elements with declarations, attributes and text at random, each prefix declared where it is used or further out. */
const { element } = fc.letrec<{ element: string }>(tie => ({
  element: fc
    .record({
      prefix: fc.constantFrom('', 'p', 'q'),
      declared: fc.dictionary(fc.constantFrom('', 'p', 'q', 'r'), fc.constantFrom('urn:1', 'urn:2', '')),
      attributes: fc.dictionary(
        fc.constantFrom('a', 'b', 'p:a', 'q:c', 'xml:lang'),
        fc.constantFrom('1', '&lt;&#10;', "'&quot;", ' &#9;\n'),
      ),
      inside: fc.array(
        fc.oneof(
          fc.constantFrom('t', ' \n', '&#13;', '<![CDATA[<&]]>', '&amp;'),
          tie('element') as fc.Arbitrary<string>,
        ),
        { maxLength: 3, depthIdentifier: 'inside' },
      ),
    })
    .map(({ prefix, declared, attributes, inside }) => {
      const tag = prefix === '' ? 'e' : `${prefix}:e`;
      const declarations = Object.entries(declared)
        .filter(([name, uri]) => name === '' || uri !== '')
        .map(([name, uri]) => ` xmlns${name === '' ? '' : `:${name}`}="${uri}"`);
      const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
      return `<${tag}${declarations.join('')}${written.join('')}>${inside.join('')}</${tag}>`;
    }),
}));

const hasXmlsec = !spawnSync('xmlsec1', ['--version']).error;

describe.skipIf(!hasXmlsec)('as xmlsec1 has it (skipped where it is not installed)', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'keepwell-canonical-'));
    writeFileSync(join(folder, 'key.pem'), testKey.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The digest of a document without its signature. */
  function digestByXmlsec(xml: string, algorithm: string): string | undefined {
    const signature =
      `<Signature xmlns="${dsUri}"><SignedInfo><CanonicalizationMethod Algorithm="${algorithm}"/>` +
      `<SignatureMethod Algorithm="${dsUri}rsa-sha1"/><Reference URI=""><Transforms>` +
      `<Transform Algorithm="${dsUri}enveloped-signature"/><Transform Algorithm="${algorithm}"/></Transforms>` +
      `<DigestMethod Algorithm="${dsUri}sha1"/><DigestValue/></Reference></SignedInfo><SignatureValue/></Signature>`;
    const file = join(folder, 'document.xml');
    writeFileSync(file, xml.replace(/<\/root>$/, `${signature}</root>`));
    const { stdout } = spawnSync('xmlsec1', ['--sign', '--privkey-pem', join(folder, 'key.pem'), file], {
      encoding: 'utf8',
    });
    return /<DigestValue>([^<]*)/.exec(stdout)?.[1]?.trim();
  }

  test.each([
    ['inclusive', 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315', inclusive],
    ['exclusive', 'http://www.w3.org/2001/10/xml-exc-c14n#', exclusive],
  ] as const)('%s', (_, algorithm, how) => {
    fc.assert(
      fc.property(fc.array(element, { minLength: 3, maxLength: 6 }), inside => {
        const xml = `<root xmlns:p="urn:1" xmlns:q="urn:3">${inside.join('')}</root>`;
        const theirs = digestByXmlsec(xml, algorithm);
        const ours = printCanonical(readXml(xml), 0, how);
        expect(createHash('sha1').update(ours).digest('base64'), ours).toBe(theirs);
      }),
      { numRuns: 40 },
    );
  });
});
