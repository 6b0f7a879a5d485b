// Signed things through the wire: what is taken, what is refused and with which code, what comes back, and whether xmlsec1
// agrees both ways.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, givenLinkedApp, type Linked } from '../testing/given.ts';
import { hasMono, monoProgram } from '../testing/mono/mono.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import {
  type Certified,
  givenCertificate,
  givenRevocationList,
  type SigningWishes,
  signatureTemplate,
  signThing,
  stylesheet1,
  stylesheet2,
  trust,
  x509,
} from '../testing/signatures.ts';
import { aWeight } from '../testing/things.ts';

const dayMs = 86_400_000;

let server: TestServer;
let app: Linked;
let now: number;
let root: Certified;
let signer: Certified;
beforeAll(async () => {
  server = await startTestServer({ limits: { signersPerPutMax: 2 } });
  app = await givenLinkedApp(server);
  now = server.clock.now();
  root = await givenCertificate({ name: 'Root', now, isAuthority: true });
  signer = await givenCertificate({ name: 'Clinic', now, issuer: root });
  trust(server, root);
});
afterAll(() => server.close());

const call = (method: string, version: number, info: string) =>
  app.client.call(method, { version, info, recordId: app.recordId, userToken: app.userToken });
const put = (thing: string, version = 2) => call('PutThings', version, thing);
const get = (id: string, format: string, version = 3) =>
  call('GetThings', version, `<group><id>${id}</id><format>${format}</format></group>`);
const withSignature = '<section>core</section><section>digitalsignatures</section><xml/>';

const idOf = (answer: Answer) => answer.texts('thing-id')[0]!;
const stampOf = (answer: Answer) => answer.elements('thing-id')[0]!.attribute('version-stamp')!;
const keyOf = (answer: Answer) => `<thing-id version-stamp="${stampOf(answer)}">${idOf(answer)}</thing-id>`;
const partOf = (xml: string, name: string) => new RegExp(`<${name}[ >].*</${name}>`, 's').exec(xml)?.[0];

const forms: SigningWishes[] = [1, 2].flatMap(method =>
  (['rsa-sha1', 'rsa-sha256'] as const).flatMap(algorithm =>
    (['sha1', 'sha256'] as const).flatMap(digest =>
      (['inclusive', 'exclusive'] as const).map(canonicalization => ({
        method: method as 1 | 2,
        algorithm,
        digest,
        canonicalization,
      })),
    ),
  ),
);
const inWords = ({ method, algorithm, digest, canonicalization }: SigningWishes) =>
  `HVSignatureMethod${method}, ${algorithm}, ${digest}, ${canonicalization}`;

describe('a signed thing', () => {
  test.each(forms.map(form => [inWords(form), form] as const))('is taken: %s', async (_, form) => {
    const answer = await put(signThing(aWeight(), signer, form));
    expect(answer.message).toBeUndefined();
    expect(answer.code).toBe(0);
  });

  test('comes back to the byte, in the section of digital signatures only', async () => {
    const signed = signThing(aWeight(71), signer);
    const id = idOf(await put(signed));
    const shown = (await get(id, withSignature)).xml;
    expect(partOf(shown, 'signature-info')).toBe(partOf(signed, 'signature-info'));
    expect(partOf(shown, 'data-xml')).toBe(partOf(signed, 'data-xml'));
    if (hasReference) expect(problemsBy('response-getthings3', await get(id, withSignature))).toEqual([]);
    expect((await get(id, '<section>core</section><xml/>')).xml).not.toContain('ignature');
    expect((await get(id, withSignature, 2)).xml).not.toContain('ignature');
  });

  test('keeps white space, comments and namespaces that were signed', async () => {
    const thing = aWeight(72)
      .replace('<thing>', '<thing xmlns:u="urn:unused">')
      .replace('<data-xml>', "<data-xml  xmlns:k='urn:k' >\n  <!-- c -->")
      .replace('</data-xml>', '\n</data-xml >');
    const signed = signThing(thing, signer);
    const answer = await put(signed);
    expect(answer.message).toBeUndefined();
    const shown = await get(idOf(answer), withSignature);
    const again = partOf(shown.xml, 'thing')!.replace(
      /<thing-(id|state).*?<\/thing-\1>|<(flags|eff-date).*?<\/\2>/g,
      '',
    );
    expect(again).toContain('<!-- c -->');
    // What was read back is a thing with a good signature.
    expect((await put(again)).message).toBeUndefined();
  });

  test('is written without signature-info by version 1, and read by versions 1 and 3', async () => {
    const signed = signThing(aWeight(73), signer, { method: 1, bare: true });
    const id = idOf(await put(signed, 1));
    const signature = partOf(signed, 'Signature')!;
    expect(partOf((await get(id, withSignature, 1)).xml, 'Signature')).toBe(signature);
    const shown = partOf((await get(id, withSignature)).xml, 'signature-info')!;
    expect(shown).toContain('<hv-signature-method>HVSignatureMethod1</hv-signature-method>');
    expect(partOf(shown, 'Signature')).toBe(signature);
  });

  test('of the first method in signature-info is read by version 1 without it', async () => {
    const signed = signThing(aWeight(74), signer, { method: 1 });
    const id = idOf(await put(signed));
    expect(partOf((await get(id, withSignature, 1)).xml, 'Signature')).toBe(partOf(signed, 'Signature'));
  });

  test('may say ids around what Canonical XML 1.1 signs, which stay out of it', async () => {
    const signed = signThing(aWeight(), signer, { canonicalization: 'inclusive 1.1' });
    const answer = await put(signed.replace('<Signature ', '<Signature xml:id="a" '));
    expect([answer.code, answer.message]).toEqual([0, undefined]);
  });

  test('is verified by OverwriteThings, too', async () => {
    const signed = signThing(aWeight(77), signer);
    expect((await call('OverwriteThings', 2, signed)).code).toBe(0);
    expect((await call('OverwriteThings', 2, signed.replace('<kg>77', '<kg>78'))).code).toBe(4);
  });

  test('is signed by one whom an authority below a trusted one vouches for', async () => {
    const below = await givenCertificate({ name: 'Below', now, issuer: root, isAuthority: true });
    const leaf = await givenCertificate({ name: 'Leaf', now, issuer: below });
    expect((await put(signThing(aWeight(), leaf, { chain: [below] }))).code).toBe(0);
    expect((await put(signThing(aWeight(), leaf))).code).toBe(70);
    const narrow = await givenCertificate({
      name: 'Narrow',
      now,
      issuer: root,
      isAuthority: true,
      pathLength: 0,
    });
    const under = await givenCertificate({ name: 'Under', now, issuer: narrow, isAuthority: true });
    const deep = await givenCertificate({ name: 'Deep', now, issuer: under });
    const answer = await put(signThing(aWeight(), deep, { chain: [under, narrow] }));
    expect([answer.code, answer.message]).toEqual([
      70,
      expect.stringContaining('longer than an issuer allows'),
    ]);
  });

  test('may be signed after it was written', async () => {
    const plain = await put(aWeight(75));
    const signed = signThing(aWeight(75), signer);
    const info = partOf(signed, 'signature-info')!;
    const answer = await put(`<thing>${keyOf(plain)}${info}</thing>`);
    expect(answer.message).toBeUndefined();
    expect(partOf((await get(idOf(plain), withSignature)).xml, 'signature-info')).toBe(info);
    const other = partOf(signThing(aWeight(76), signer), 'signature-info')!;
    expect((await put(`<thing>${keyOf(answer)}${other}</thing>`)).code).toBe(4);
    expect((await put(`<thing>${keyOf(plain)}${info}</thing>`)).code).toBe(61);
  });
});

test('one request has things of so many signers, and of any number of things of each', async () => {
  const [second, third] = [
    await givenCertificate({ name: 'Second', now, issuer: root }),
    await givenCertificate({ name: 'Third', now, issuer: root }),
  ];
  const [a, b, c] = [signer, second, third].map(by => signThing(aWeight(), by));
  expect((await put(a! + a + b + b + a)).code).toBe(0);
  expect((await put(a! + b + c)).code).toBe(124);
});

describe('an update', () => {
  test('keeps the signature while what it signs stays, loses it with that, and history keeps both', async () => {
    const signed = signThing(aWeight(80), signer);
    const info = partOf(signed, 'signature-info')!;
    const first = await put(signed);
    const id = idOf(first);
    const second = await put(`<thing>${keyOf(first)}<tags>a</tags></thing>`);
    expect(partOf((await get(id, withSignature)).xml, 'signature-info')).toBe(info);
    const third = await put(aWeight(81).replace('<thing>', `<thing>${keyOf(second)}`));
    expect(third.message).toBeUndefined();
    expect((await get(id, withSignature)).xml).not.toContain('signature-info');
    const all = await call(
      'GetThings',
      3,
      `<group><id>${id}</id><format>${withSignature}</format><current-version-only>false</current-version-only></group>`,
    );
    expect(all.elements('signature-info')).toHaveLength(2);
  });

  test('by version 1 does not lose a signature it cannot show', async () => {
    const first = await put(signThing(aWeight(82), signer));
    const change = aWeight(83).replace('<thing>', `<thing>${keyOf(first)}`);
    expect((await put(change, 1)).code).toBe(104);
    const tagged = await put(`<thing>${keyOf(first)}<tags>a</tags></thing>`, 1);
    expect(tagged.code).toBe(0);
    expect((await put(aWeight(83).replace('<thing>', `<thing>${keyOf(tagged)}`), 2)).code).toBe(0);
  });

  test('by version 1 may replace one it can show', async () => {
    const first = await put(signThing(aWeight(84), signer, { method: 1, bare: true }), 1);
    const again = signThing(aWeight(85), signer, { method: 1, bare: true });
    const second = await put(again.replace('<thing>', `<thing>${keyOf(first)}`), 1);
    expect(second.message).toBeUndefined();
    expect((await put(aWeight(86).replace('<thing>', `<thing>${keyOf(second)}`), 1)).code).toBe(0);
  });
});

describe('a signed thing with blobs', () => {
  const hash = 'T4tCwi3TcptRm6b2jS2nzFstYG0F2u1a1RKMwD5sY1g=';
  const describedAs = (name: string, type = 'text/plain', hashed = hash) =>
    `<blob-info><name>${name}</name><content-type>${type}</content-type><hash-info><algorithm>SHA256Block</algorithm>` +
    `<params><block-size>2097152</block-size></params><hash>${hashed}</hash></hash-info></blob-info>`;
  const blob = (name: string, data = 'YWJj') =>
    `<blob><blob-info><name>${name}</name><content-type>text/plain</content-type></blob-info><base64data>${data}</base64data></blob>`;
  const holding = (...blobs: string[]) =>
    aWeight(50).replace('</thing>', `<blob-payload>${blobs.join('')}</blob-payload></thing>`);

  test('is taken when all blobs and their hashes are signed, and no others', async () => {
    const thing = holding(blob('a'), blob('b'));
    const [a, b] = [describedAs('a'), describedAs('b')];
    expect((await put(signThing(thing, signer, { blobs: [b, a] }))).message).toBeUndefined();
    const wrong = [
      [a],
      [a, b, describedAs('c')],
      [a, a],
      [a, describedAs('b', 'text/html')],
      [a, describedAs('b', 'text/plain', hash.replace('T4', 'T5'))],
      [a, b.replace('2097152', '1048576')],
      [a, b.replace(/<hash-info>.*<\/hash-info>/, '')],
    ];
    for (const blobs of wrong) expect((await put(signThing(thing, signer, { blobs }))).code).toBe(4);
  });

  test('loses its signature with a change of its blobs, and may be signed anew with those it keeps', async () => {
    const first = await put(signThing(holding(blob('a')), signer, { blobs: [describedAs('a')] }));
    const payload = `<blob-payload>${blob('b')}</blob-payload>`;
    const second = await put(`<thing>${keyOf(first)}${payload}</thing>`);
    expect(second.message).toBeUndefined();
    expect((await get(idOf(first), withSignature)).xml).not.toContain('signature-info');
    const again = signThing(aWeight(51), signer, { blobs: [describedAs('a'), describedAs('b')] });
    const third = await put(again.replace('<thing>', `<thing>${keyOf(second)}`));
    expect(third.message).toBeUndefined();
    expect((await get(idOf(first), withSignature)).xml).toContain('signature-info');
  });

  test('is not signed by the first method, which does not cover them', async () => {
    expect((await put(signThing(holding(blob('a')), signer, { method: 1 }))).code).toBe(110);
  });

  test('signs the data of version 1 with its very characters', async () => {
    const other = aWeight(52).replace(
      '</thing>',
      '<data-other content-type="text/plain">YW Jj</data-other></thing>',
    );
    const signed = signThing(other, signer, { method: 1, bare: true });
    expect((await put(signed, 1)).message).toBeUndefined();
    expect((await put(signed.replace('YW Jj', 'YWJj'), 1)).code).toBe(4);
  });
});

describe('refused is', () => {
  const signed = (wishes?: SigningWishes) => signThing(aWeight(90), signer, wishes);
  const altered: [string, number, (() => string) | string][] = [
    ['data that was changed', 4, () => signed().replace('<kg>90</kg>', '<kg>91</kg>')],
    ['a processing instruction that is not signed', 4, () => signed().replace('<kg>', '<?a b?><kg>')],
    ['sig-data that was changed', 105, () => signed().replace('>rsa-sha1</alg', '>rsa-sha256</alg')],
    [
      'a SignedInfo that was changed',
      4,
      () => signed({ digest: 'sha256' }).replace(/<DigestValue>..../, '<DigestValue>AAAA'),
    ],
    [
      'a SignatureValue that was changed',
      4,
      () => signed().replace(/<SignatureValue>..../, '<SignatureValue>AAAA'),
    ],
    ['a signature without Signature', 4, () => signed().replace(/<Signature .*<\/Signature>/, '')],
    ['a second Signature', 4, () => signed().replace(/(<Signature .*<\/Signature>)/, '$1$1')],
    ['a reference to another element', 4, () => signed().replace('URI=""', 'URI="#a"')],
    ['a second reference', 4, () => signed().replace(/(<Reference .*<\/Reference>)/, '$1$1')],
    [
      'signed data that stands elsewhere',
      4,
      () =>
        signed()
          .replace(
            '</KeyInfo>',
            `</KeyInfo><Object xmlns="${'http://www.w3.org/2000/09/xmldsig#'}"><a/></Object>`,
          )
          .replace('<kg>90</kg>', '<kg>92</kg>'),
    ],
    [
      'a stylesheet of its own',
      110,
      () => signed().replace('<xs:copy-of select="data-xml"/>', '<xs:copy-of select="data-xml[2]"/>'),
    ],
    [
      'a stylesheet that carries something more',
      110,
      () => signed().replace('<xs:template match="thing">', '<xs:template match="thing">x'),
    ],
    [
      'the stylesheet of the first method under the name of the second',
      110,
      () => signed({ method: 1 }).replace('HVSignatureMethod1', 'HVSignatureMethod2'),
    ],
    [
      'a signature method that is not known',
      110,
      () => signed().replace('HVSignatureMethod2', 'HVSignatureMethod3'),
    ],
    [
      'a signature algorithm that is not known',
      105,
      () => signed().replace('xmldsig#rsa-sha1', 'xmldsig#dsa-sha1'),
    ],
    ['a digest that is not known', 105, () => signed().replace('xmldsig#sha1', 'xmldsig-more#md5')],
    ...['toString', '__proto__'].flatMap((name): (typeof altered)[number][] => [
      [`a signature algorithm called ${name}`, 105, () => signed().replace(/[^"]*xmldsig#rsa-sha1/, name)],
      [`a digest called ${name}`, 105, () => signed().replace(/[^"]*xmldsig#sha1/, name)],
      [`a canonicalization called ${name}`, 105, () => signed().replace(/[^"]*REC-xml-c14n-20010315/, name)],
      [`a signature method called ${name}`, 110, () => signed().replace('HVSignatureMethod2', name)],
    ]),
    [
      'xml:base around SignedInfo, which Canonical XML 1.1 would join',
      4,
      () => signed({ canonicalization: 'inclusive 1.1' }).replace('<Signature ', '<Signature xml:base="a/" '),
    ],
    [
      'a canonicalization that is not known',
      105,
      () => signed().replace('REC-xml-c14n-20010315', 'REC-xml-c14n-2099'),
    ],
    ['a blob that the thing has not', 4, () => signed({ blobs: [blobInfo] })],
    [
      'a signature without certificate',
      70,
      () => signed().replace(/<X509Certificate>.*<\/X509Certificate>/, ''),
    ],
    [
      'a certificate that cannot be read',
      70,
      () => signed().replace(/<X509Certificate>....../, '<X509Certificate>AAAAAA'),
    ],
  ];
  const blobInfo =
    '<blob-info><name>a</name><content-type>text/plain</content-type><hash-info><algorithm>SHA256Block</algorithm>' +
    '<params><block-size>2097152</block-size></params><hash>T4tCwi3TcptRm6b2jS2nzFstYG0F2u1a1RKMwD5sY1g=</hash></hash-info></blob-info>';

  test.each(altered)('%s', async (_, code, thing) => {
    const answer = await put(typeof thing === 'string' ? thing : thing());
    expect([answer.code, answer.message]).toEqual([code, expect.stringContaining('Thing 1 of 1.')]);
  });

  test('a signature of the second method by version 1', async () => {
    expect((await put(signed({ bare: true }), 1)).code).toBe(110);
  });

  test('signature-info that breaks its schema', async () => {
    expect((await put(signed().replace(/<sig-data>.*<\/sig-data>/, ''))).code).toBe(3);
    expect((await put(signed(), 1)).code).toBe(3);
    expect((await put(signed({ method: 1, bare: true }), 2)).code).toBe(3);
  });

  test('every thing of a request in which one signature is wrong', async () => {
    const answer = await put(`${signed()}${signed().replace('<kg>90</kg>', '<kg>91</kg>')}`);
    expect([answer.code, answer.message]).toEqual([4, expect.stringContaining('Thing 2 of 2.')]);
  });
});

describe('refused as a certificate is one that', () => {
  const refusal = async (by: Certified, wishes?: SigningWishes) => {
    const answer = await put(signThing(aWeight(95), by, wishes));
    return [answer.code, answer.message];
  };
  const as = (words: string) => [70, expect.stringContaining(words)];

  test('no trusted one vouches for', async () => {
    const own = await givenCertificate({ name: 'Alone', now });
    expect(await refusal(own)).toEqual(as('no certificate that this vault trusts'));
    // The name of a trusted one is not its key.
    const impostor = await givenCertificate({ name: 'Root', now, isAuthority: true });
    const leaf = await givenCertificate({ name: 'Leaf', now, issuer: impostor });
    expect(await refusal(leaf, { chain: [impostor] })).toEqual(as('no certificate that this vault trusts'));
  });

  test('has expired, or is not valid yet', async () => {
    const old = await givenCertificate({
      name: 'Old',
      now,
      issuer: root,
      notBefore: now - 9 * dayMs,
      notAfter: now - dayMs,
    });
    expect(await refusal(old)).toEqual(as('has expired'));
    const early = await givenCertificate({ name: 'Early', now, issuer: root, notBefore: now + dayMs });
    expect(await refusal(early)).toEqual(as('not valid yet'));
  });

  test('was issued by one that may not issue', async () => {
    const leaf = await givenCertificate({ name: 'Leaf', now, issuer: signer });
    expect(await refusal(leaf, { chain: [signer] })).toEqual(as('may not issue certificates'));
  });

  test('has a weak key, a weak hash, another use, or demands the unknown', async () => {
    const weak = await givenCertificate({ name: 'Weak', now, issuer: root, keyBits: 1024 });
    expect(await refusal(weak)).toEqual(as('2048 bits'));
    const hashed = await givenCertificate({ name: 'Hashed', now, issuer: root, hash: 'SHA-1' });
    expect(await refusal(hashed)).toEqual(as('no longer safe'));
    const other = await givenCertificate({
      name: 'Other',
      now,
      issuer: root,
      usages: x509.KeyUsageFlags.keyEncipherment,
    });
    expect(await refusal(other)).toEqual(as('not for signatures'));
    const unknown = new x509.Extension('1.2.3.4', true, new Uint8Array([5, 0]));
    const odd = await givenCertificate({ name: 'Odd', now, issuer: root, extensions: [unknown] });
    expect(await refusal(odd)).toEqual(as('not understood here'));
  });

  test('was revoked, as soon as the list lies in the folder', async () => {
    const gone = await givenCertificate({ name: 'Gone', now, issuer: root });
    expect((await refusal(gone))[0]).toBe(0);
    const times = { thisUpdate: now - dayMs, nextUpdate: now + dayMs };
    trust(server, root, await givenRevocationList(root, [gone], times));
    expect(await refusal(gone)).toEqual(as('was revoked'));
    expect((await refusal(signer))[0]).toBe(0);
    const late = { thisUpdate: now - 9 * dayMs, nextUpdate: now - dayMs };
    trust(server, root, await givenRevocationList(root, [], late));
    expect(await refusal(signer)).toEqual(as('out of date'));
    trust(server, root);
  });

  test('nobody is trusted where the folder is empty', async () => {
    trust(server);
    expect(await refusal(signer)).toEqual(as('no certificate that this vault trusts'));
    trust(server, root);
  });
});

/** Things that try what canonical XML is particular about. */
const things = [
  ['a weight', () => aWeight(60)],
  [
    'namespaces, spaces, references and sections',
    () =>
      aWeight(61)
        .replace('<thing>', '<thing xmlns:u="urn:u">')
        .replace('<data-xml>', '<data-xml xmlns:k="urn:k">\n <!-- c -->')
        .replace(
          '</data-xml>',
          '<common><note>a&#13;b &lt; "c" &amp; <![CDATA[<d>]]>é</note><extension source="s"><k:e xmlns="urn:d" z="&#10;&quot;" k:a="1"><f xmlns=""/></k:e></extension></common> </data-xml>',
        ),
  ],
] as const;

describe.skipIf(!hasMono)('with SignedXml of .NET (skipped where Mono is not installed)', () => {
  const wholeKey = () => {
    const parts = signer.key.export({ format: 'jwk' }) as Record<string, string>;
    const names = { Modulus: 'n', Exponent: 'e', P: 'p', Q: 'q', DP: 'dp', DQ: 'dq', InverseQ: 'qi', D: 'd' };
    const written = Object.entries(names).map(
      ([name, part]) => `<${name}>${Buffer.from(parts[part]!, 'base64url').toString('base64')}</${name}>`,
    );
    return `<RSAKeyValue>${written.join('')}</RSAKeyValue>`;
  };
  const data =
    '<signature-info><sig-data><hv-signature-method>HVSignatureMethod2</hv-signature-method><algorithm-tag>rsa-sha1</algorithm-tag></sig-data></signature-info>';

  test('what it signs is taken, by either method', async () => {
    const { run } = monoProgram('thing-signature.cs', ['System.Security']);
    const certificate = Buffer.from(signer.certificate.rawData).toString('base64');
    const sign = (lines: string[], stylesheet: string, place: string) =>
      run(
        [wholeKey(), certificate, stylesheet, place],
        lines.map(line => Buffer.from(line).toString('base64')),
      ).map(line => Buffer.from(line, 'base64').toString());
    const plain = things.map(([, thing]) => thing());
    const withData = plain.map(thing => thing.replace('</thing>', `${data}</thing>`));
    const byFirst = sign(plain, stylesheet1, 'thing');
    const bySecond = sign(withData, stylesheet2, 'thing/signature-info');
    // Nothing went on here while Mono ran: connections that ended meanwhile are noticed first.
    await new Promise(resolve => setTimeout(resolve, 50));
    for (const signed of byFirst) expect((await put(signed, 1)).message).toBeUndefined();
    for (const signed of bySecond) {
      expect((await put(signed)).message).toBeUndefined();
      expect((await put(signed.replace('<kg>6', '<kg>7'))).code).toBe(4);
    }
  });
});

const hasXmlsec = spawnSync('xmlsec1', ['--version']).status === 0;

describe.skipIf(!hasXmlsec)('with xmlsec1 (skipped where it is not installed)', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'keepwell-xmlsec-'));
    writeFileSync(join(folder, 'key.pem'), signer.key.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(join(folder, 'signer.pem'), signer.certificate.toString('pem'));
    writeFileSync(join(folder, 'root.pem'), root.certificate.toString('pem'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const time = () => new Date(now).toISOString().replace('T', ' ').slice(0, 19);
  function xmlsec(
    command: string,
    xml: string,
    ...options: string[]
  ): { status: number | null; out: string; err: string } {
    const file = join(folder, 'thing.xml');
    writeFileSync(file, xml);
    const { status, stdout, stderr } = spawnSync('xmlsec1', [command, ...options, file], {
      encoding: 'utf8',
    });
    return { status, out: stdout, err: stderr };
  }
  const cases = things.flatMap(([what, thing], i) =>
    (i === 0 ? forms.slice(0, 1) : forms).map(form => [`${what}: ${inWords(form)}`, thing, form] as const),
  );

  test.each(cases)('what it signs is taken, %s', async (_, thing, form) => {
    const template = signatureTemplate(thing(), form);
    const keys = ['--privkey-pem', `${folder}/key.pem,${folder}/signer.pem`];
    const { out, err } = xmlsec('--sign', template, ...keys);
    expect(out, err).toContain('<SignatureValue>');
    const answer = await put(out.replace(/^<\?xml.*\?>\s*/, ''));
    expect(answer.message).toBeUndefined();
    expect(answer.code).toBe(0);
  });

  test.each(cases)('it verifies what is signed here, written and read back, %s', async (_, thing, form) => {
    const id = idOf(await put(signThing(thing(), signer, form)));
    const shown = partOf((await get(id, withSignature)).xml, 'thing')!;
    const trusted = ['--trusted-pem', `${folder}/root.pem`, '--verification-time', time()];
    const good = xmlsec('--verify', shown, ...trusted);
    expect([good.status, good.err]).toEqual([0, expect.stringContaining('OK')]);
    expect(xmlsec('--verify', shown.replace(/<kg>6/, '<kg>7'), ...trusted).status).not.toBe(0);
  });
});
