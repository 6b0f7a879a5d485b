import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import QRCode from 'qrcode';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readStored } from '../../schema/stored-xml.ts';
import { isMatched, readAll, sourceFile } from '../../testing/source-files.ts';
import immunization, { type Immunization } from '../../things/immunization.ts';
import { currentVersion, parseThing, type ThingType } from '../../things/index.ts';
import labResults, { type LabResults } from '../../things/lab-results.ts';
import type { Candidate, TrustedIssuer } from '../format.ts';
import { healthCard } from './health-card.ts';
import { cardBytesMax, cardFileBytesMax, cardsPerFileMax, entriesMax, pictureBytesMax } from './limits.ts';

const issuer = 'https://clinic.example/cards';
const { publicKey, privateKey } = await generateKeyPair('ES256');
const kid = 'key-1';
const issuers: TrustedIssuer[] = [
  { issuer, name: 'Clinic on the Hill', keys: [{ ...(await exportJWK(publicKey)), kid }] },
];

const vaccine = {
  resourceType: 'Immunization',
  status: 'completed',
  vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '207' }] },
  occurrenceDateTime: '2021-01-29',
  lotNumber: 'L-7',
  performer: [{ actor: { display: 'Ward 3' } }],
};
const patient = { resourceType: 'Patient', name: [{ family: 'Doe' }], birthDate: '1980-01-01' };

function payload(resources: readonly unknown[], more: object = {}) {
  const fhirBundle = { resourceType: 'Bundle', entry: resources.map(resource => ({ resource })) };
  const vc = { type: ['https://smarthealth.cards#health-card'], credentialSubject: { fhirBundle } };
  return { iss: issuer, nbf: 1_620_000_000, vc, ...more };
}

const deflate = (value: unknown) => deflateRawSync(typeof value === 'string' ? value : JSON.stringify(value));

function sign(content: Uint8Array, header: object = {}): Promise<string> {
  return new CompactSign(content)
    .setProtectedHeader({ alg: 'ES256', zip: 'DEF', kid, ...header })
    .sign(privateKey);
}

const card = await sign(deflate(payload([patient, vaccine])));
const toFile = (...cards: string[]) =>
  sourceFile('my.smart-health-card', JSON.stringify({ verifiableCredential: cards }));
const toDigits = (text: string) =>
  [...text].map(one => String(one.charCodeAt(0) - 45).padStart(2, '0')).join('');
const now = Date.UTC(2022, 0, 1);
const read = (file = toFile(card), trusted = issuers) => readAll(healthCard, file, { issuers: trusted, now });

function readOf<Value>(type: ThingType<Value>, candidate: Candidate | undefined): Value {
  const version = currentVersion(type as ThingType);
  expect(candidate?.typeId).toBe(version.id);
  return parseThing(version, readStored(candidate?.xml ?? '').root()) as Value;
}

describe('a card', () => {
  test('is known by what is in it', async () => {
    for (const file of [toFile(card), sourceFile('a.txt', `shc:/${toDigits(card)}`)])
      expect(await isMatched(healthCard, file)).toBe(true);
    for (const content of ['{"verifiable": 1}', 'verifiableCredential', 'shlink:/abc', 'shc:', ''])
      expect(await isMatched(healthCard, sourceFile('a.smart-health-card', content))).toBe(false);
  });

  test('whose issuer is trusted is verified, and says who vouches for it', async () => {
    const { candidates, leftOut } = await read();
    expect(leftOut).toEqual([]);
    expect(candidates).toHaveLength(1);
    expect(candidates[0]).toMatchObject({
      source: 'Clinic on the Hill',
      note: `SMART Health Card, signature verified: ${issuer}`,
      effectiveDate: '2021-01-29T00:00:00',
    });
    expect(candidates[0]?.isProposed).toBeUndefined();
    expect(readOf<Immunization>(immunization, candidates[0])).toMatchObject({
      name: {
        text: 'COVID-19, mRNA (Moderna)',
        code: [{ value: '207', family: 'HL7', type: 'vaccines-cvx' }],
      },
      lot: 'L-7',
      administrator: { name: { full: 'Ward 3' } },
    });
  });

  test('whose issuer nobody knows is proposed, and says that it is not verified', async () => {
    const otherKey = [{ ...issuers[0], keys: [{ ...issuers[0]?.keys[0], kid: 'key-2' }] }] as TrustedIssuer[];
    for (const trusted of [[], otherKey]) {
      const { candidates } = await read(toFile(card), trusted);
      expect(candidates[0]).toMatchObject({
        source: `${issuer} (not verified)`,
        note: `SMART Health Card, signature not verified: ${issuer}`,
        isProposed: true,
      });
    }
  });

  test.each([
    ['whose time is over', { exp: 1_640_000_000 }],
    ['whose time has not come', { nbf: 1_700_000_000 }],
  ])('%s is proposed, and says so', async (_, more) => {
    const { candidates } = await read(toFile(await sign(deflate(payload([vaccine], more)))));
    expect(candidates).toMatchObject([{ source: 'Clinic on the Hill (not valid now)', isProposed: true }]);
  });

  test('that its issuer took back is refused, by its number and when it was made', async () => {
    const given = (rid: string) => payload([vaccine]).vc && { vc: { ...payload([vaccine]).vc, rid } };
    const numbered = await sign(deflate(payload([vaccine], given('abc'))));
    const takingBack = (list: string, of = kid) =>
      issuers.map(one => ({ ...one, revoked: [{ kid: of, rids: [list] }] }));
    for (const list of ['abc', 'abc.1620000001'])
      await expect(read(toFile(numbered), takingBack(list))).rejects.toMatchObject({ fault: 'revoked' });
    for (const trusted of [takingBack('abd'), takingBack('abc.1620000000'), takingBack('abc', 'key-2')])
      expect((await read(toFile(numbered), trusted)).candidates).toHaveLength(1);
  });

  test('has the same name in each card of its issuer', async () => {
    const again = await sign(deflate(payload([vaccine, patient], { nbf: 1_650_000_000 })));
    const { candidates } = await read(toFile(card, again));
    expect(candidates).toHaveLength(2);
    expect(candidates[0]?.sourceId).toBe(candidates[1]?.sourceId);
  });

  test('of a laboratory becomes a lab result', async () => {
    const found = {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '94500-6' }] },
      effectiveDateTime: '2021-02-17T09:30:00+01:00',
      performer: [{ display: 'Hill Lab' }],
      valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '260415000' }] },
    };
    const amount = {
      ...found,
      code: { text: 'Antibodies' },
      valueCodeableConcept: undefined,
      valueQuantity: { value: 12.5, unit: 'U/mL', system: 'http://unitsofmeasure.org', code: 'U/mL' },
      referenceRange: [{ low: { value: 0.8 } }],
    };
    const { candidates } = await read(toFile(await sign(deflate(payload([found, amount])))));
    const [first, second] = candidates.map(one => readOf<LabResults>(labResults, one).labGroup[0]);
    expect(first).toMatchObject({
      laboratoryName: { name: 'Hill Lab' },
      results: [{ name: 'SARS-CoV-2 RNA, respiratory', value: { measurement: { display: 'Not detected' } } }],
    });
    expect(second?.results?.[0]?.value).toMatchObject({
      measurement: { display: '12.5 U/mL', structured: [{ value: 12.5 }] },
      ranges: [{ text: { text: '≥ 0.8' }, value: { minimumRange: 0.8 } }],
    });
  });

  test('tells what of it became nothing', async () => {
    const others = [
      { ...vaccine, status: 'entered-in-error' },
      { ...vaccine, vaccineCode: {} },
      { resourceType: 'Condition' },
      { resourceType: 'Observation', status: 'cancelled' },
      { resourceType: 12 },
      null,
    ];
    const { candidates, leftOut } = await read(toFile(await sign(deflate(payload(others)))));
    expect(candidates).toEqual([]);
    expect(leftOut.map(({ why, what }) => `${why} ${what}`)).toEqual([
      'denied Immunization',
      'invalid Immunization',
      'no-kind Condition',
      'denied Observation',
      'no-kind FHIR',
      'no-kind FHIR',
    ]);
  });
});

describe('a code', () => {
  const digits = toDigits(card);
  const half = Math.floor(card.length / 2) * 2;
  const pieces = [`shc:/1/2/${digits.slice(0, half)}`, `shc:/2/2/${digits.slice(half)}`];

  test('is read as text, whole or in pieces of any order', async () => {
    const file = await read();
    expect(await read(sourceFile('a.txt', `shc:/${digits}\n`))).toEqual(file);
    expect(await read(sourceFile('a.txt', pieces.join('\n')))).toEqual(file);
    expect(await read(sourceFile('a.txt', [...pieces].reverse().join('\n')))).toEqual(file);
  });

  test('of which a piece is missing, or that is no number of pairs, is refused', async () => {
    const faults: [string, string][] = [
      [pieces[0] ?? '', 'cut-off'],
      [`${pieces[0]}\nshc:/${digits}`, 'cut-off'],
      [`${pieces[0]}\n${pieces[0]}`, 'damaged'],
      [`shc:/3/2/${digits}`, 'damaged'],
      [`shc:/1/9999/${digits}`, 'too-large'],
      [`shc:/${digits}1`, 'damaged'],
      [`shc:/${digits}x`, 'damaged'],
      [`shc:/${digits.slice(0, -20)}`, 'untrusted'],
    ];
    for (const [text, fault] of faults)
      await expect(read(sourceFile('a.txt', text))).rejects.toMatchObject({ fault });
  });

  test('is found in a picture, upright or not, small or large', async () => {
    const png = await QRCode.toBuffer(
      [
        { data: Buffer.from('shc:/'), mode: 'byte' },
        { data: digits, mode: 'numeric' },
      ],
      { scale: 4 },
    );
    const pictures = [
      png,
      await sharp(png).rotate(90).jpeg({ quality: 70 }).toBuffer(),
      await sharp(png)
        .extend({ top: 300, left: 200, bottom: 90, right: 400, background: '#abc' })
        .png()
        .toBuffer(),
    ];
    for (const picture of pictures) {
      const file = sourceFile('card', picture);
      expect(await isMatched(healthCard, file)).toBe(true);
      expect(await read(file)).toEqual(await read());
    }
  });

  test('is found among others in a picture: other cards, its own pieces, codes of another kind', async () => {
    const draw = (said: string) =>
      QRCode.toBuffer([{ data: Buffer.from(said), mode: 'byte' }], { scale: 3, errorCorrectionLevel: 'L' });
    const other = await sign(deflate(payload([{ ...vaccine, lotNumber: 'L-8' }])));
    const pieces = toDigits(other);
    const half = Math.ceil(pieces.length / 4) * 2;
    const codes = [
      `shc:/2/2/${pieces.slice(half)}`,
      'https://example.com/',
      `shc:/${digits}`,
      `shc:/1/2/${pieces.slice(0, half)}`,
    ];
    const drawn = await Promise.all(codes.map(draw));
    const side = 620;
    const picture = await sharp({
      create: { width: side * 2, height: side * 2, channels: 3, background: '#fff' },
    })
      .composite(drawn.map((input, i) => ({ input, left: (i % 2) * side, top: Math.floor(i / 2) * side })))
      .png()
      .toBuffer();
    const file = sourceFile('cards', picture);
    expect(await isMatched(healthCard, file)).toBe(true);
    const { candidates } = await read(file);
    const lots = candidates.map(one => readOf<Immunization>(immunization, one).lot);
    expect(lots.sort()).toEqual(['L-7', 'L-8']);
  });

  test('is not in any picture', async () => {
    const plain = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    expect(await isMatched(healthCard, sourceFile('a.png', plain))).toBe(false);
    expect(await isMatched(healthCard, sourceFile('a.png', Buffer.from('\x89PNG\r\n', 'latin1')))).toBe(
      false,
    );
    const link = await QRCode.toBuffer('https://example.com/', { scale: 4 });
    expect(await isMatched(healthCard, sourceFile('a.png', link))).toBe(false);
  });
});

describe('hostile cards', () => {
  test('are refused in a word', async () => {
    const [head, body, signature] = card.split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', zip: 'DEF', kid })).toString('base64url');
    const other = (await sign(deflate(payload([{ ...vaccine, lotNumber: 'L-8' }])))).split('.');
    const faults: [string, string][] = [
      [`${head}.${other[1]}.${signature}`, 'untrusted'],
      [`${none}.${body}.${signature}`, 'untrusted'],
      [`${head}.${body}.`, 'damaged'],
      [`${head}.${body}.${signature}.${signature}`, 'damaged'],
      [await sign(deflate(payload([vaccine])), { zip: 'GZ' }), 'untrusted'],
      [await sign(Buffer.from(JSON.stringify(payload([vaccine])))), 'damaged'],
      [await sign(deflate('{"iss":')), 'damaged'],
      [await sign(deflate('[]')), 'not-this-format'],
      [await sign(deflate({ iss: issuer })), 'not-this-format'],
      [await sign(deflate('9'.repeat(cardBytesMax + 1))), 'unpacks-too-large'],
      [await sign(deflate(payload(Array.from({ length: entriesMax + 1 }, () => 1)))), 'too-large'],
    ];
    for (const [text, fault] of faults) await expect(read(toFile(text))).rejects.toMatchObject({ fault });
    // One that is bad takes the others of its file with it: nothing is told before all are judged.
    await expect(read(toFile(card, faults[0]?.[0] ?? ''))).rejects.toMatchObject({ fault: 'untrusted' });
    await expect(
      read(toFile(...Array.from({ length: cardsPerFileMax + 1 }, () => card))),
    ).rejects.toMatchObject({
      fault: 'too-large',
    });
  });

  test('a key that the card brings, or that is no such key, counts for nothing', async () => {
    const stranger = await generateKeyPair('ES256');
    const jwk = await exportJWK(stranger.publicKey);
    const forged = await new CompactSign(deflate(payload([vaccine])))
      .setProtectedHeader({ alg: 'ES256', zip: 'DEF', kid, jwk })
      .sign(stranger.privateKey);
    await expect(read(toFile(forged))).rejects.toMatchObject({ fault: 'untrusted' });
    const odd = [{ issuer, name: undefined, keys: [{ kid, kty: 'oct', k: 'AAAA' }] }];
    await expect(read(toFile(card), odd)).rejects.toMatchObject({ fault: 'untrusted' });
  });

  test('files that are none', async () => {
    const faults: [string | Uint8Array, string][] = [
      ['{"verifiableCredential":[', 'cut-off'],
      ['{"verifiableCredential":[}', 'damaged'],
      ['{"verifiableCredential":{}}', 'not-this-format'],
      ['{"verifiableCredential":[]}', 'not-this-format'],
      ['{"verifiableCredential":[7]}', 'damaged'],
      [`{"verifiableCredential":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'damaged'],
      [Buffer.from('\x89PNG\r\n\x1a\n not at all', 'latin1'), 'damaged'],
    ];
    for (const [content, fault] of faults)
      await expect(read(sourceFile('a', content))).rejects.toMatchObject({ fault });
  });

  test('a file that is too large is not read', async () => {
    const large = { ...toFile(card), size: cardFileBytesMax + 1 };
    await expect(read(large)).rejects.toMatchObject({ fault: 'too-large' });
    const picture = { ...sourceFile('a', Buffer.from('\x89PNG', 'latin1')), size: pictureBytesMax + 1 };
    expect(await isMatched(healthCard, picture)).toBe(false);
    await expect(read(picture)).rejects.toMatchObject({ fault: 'too-large' });
  });

  test('a picture of more points than fit is refused before it is drawn', async () => {
    const raw = { width: 10_000, height: 6000, channels: 1 } as const;
    const png = await sharp(Buffer.alloc(60_000_000), { raw }).png({ compressionLevel: 1 }).toBuffer();
    await expect(read(sourceFile('a.png', png))).rejects.toMatchObject({ fault: 'too-large' });
  });

  test('whatever FHIR says, it ends, and throws nothing but what is told', async () => {
    const resource = fc.record(
      {
        resourceType: fc.constantFrom('Immunization', 'Observation'),
        status: fc.constantFrom('completed', 'final'),
      },
      { noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            resource,
            fc.object({
              key: fc.constantFrom(
                'code',
                'coding',
                'vaccineCode',
                'valueQuantity',
                'value',
                'text',
                'performer',
              ),
            }),
          ),
        ),
        async all => {
          const signed = await sign(deflate(payload(all.map(([one, more]) => ({ ...more, ...one })))));
          const { candidates, leftOut } = await read(toFile(signed));
          expect(candidates.length + leftOut.length).toBe(all.length);
        },
      ),
      { numRuns: 50 },
    );
  });
});

const corpus = process.env.KEEPWELL_CORPUS_HEALTH_CARDS;
test.skipIf(corpus === undefined)('cards of others are read (KEEPWELL_CORPUS_HEALTH_CARDS)', async () => {
  const counts: Record<string, number> = { files: 0, cards: 0, verified: 0, notVerified: 0, leftOut: 0 };
  const files = readdirSync(corpus ?? '', { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile(),
  );
  const keys = files
    .filter(({ name, parentPath }) => name === 'jwks.json' && parentPath.includes('generate-examples'))
    .flatMap(({ name, parentPath }) => JSON.parse(readFileSync(join(parentPath, name), 'utf8')).keys);
  const trusted = [
    'https://spec.smarthealth.cards/examples/issuer',
    'https://smarthealth.cards/examples/issuer',
  ].map(address => ({ issuer: address, name: undefined, keys }));
  const count = (name: string, more = 1) => {
    counts[name] = (counts[name] ?? 0) + more;
  };
  for (const { name, parentPath } of files) {
    const bytes = readFileSync(join(parentPath, name));
    const text = bytes.toString('latin1').trim();
    // A card alone, as developers keep it, is put in a file of its own.
    const isBare = /^ey[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
    const file = isBare ? toFile(text) : sourceFile(name, bytes);
    count('files');
    try {
      if (!(await isMatched(healthCard, file))) continue;
      count('cards');
      const { candidates, leftOut } = await readAll(healthCard, file, { issuers: trusted });
      count('verified', candidates.filter(one => !one.isProposed).length);
      count('notVerified', candidates.filter(one => one.isProposed).length);
      count('leftOut', leftOut.length);
    } catch (error) {
      expect(error).toMatchObject({ name: 'UnreadableFile' });
      count(`refused as ${(error as { fault: string }).fault}`);
    }
  }
  console.log('SMART Health Cards of others', counts);
  expect(counts.verified).toBeGreaterThan(0);
});
