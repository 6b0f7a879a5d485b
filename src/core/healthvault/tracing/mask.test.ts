import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startCpuClock } from '../../../testing/cpu.ts';
import { type MaskOptions, mask, maskExchange, maskText } from './mask.ts';
import { Secrets } from './secrets.ts';

const sandbox = { showsValues: true, lengthMax: 65_536 };
const production = { showsValues: false, lengthMax: 65_536 };
const maskedXml = (xml: string, options: MaskOptions) => maskExchange([xml], options)[0];
const token = `ASAAA${'x'.repeat(235)}`;

test.each([sandbox, production])('secrets are masked, whatever they stand in (%o)', options => {
  const secrets = {
    'auth-token': 'tok-secret-1',
    'user-auth-token': 'tok-secret-2',
    'shared-secret': 'tok-secret-3',
    token: 'tok-secret-4',
    'hmac-alg': 'tok-secret-5',
    'hmac-data': 'tok-secret-6',
    hmacSig: 'tok-secret-7',
    sig: 'tok-secret-8',
    'app-token': 'tok-secret-9',
    wctoken: 'tok-secret-10',
    'blob-ref-url': 'https://vault.example/blob?token=tok-secret-11',
    answer: 'tok-secret-12',
    SignatureValue: 'tok-secret-13',
    'notification-shared-key': 'tok-secret-14',
    password: 'tok-secret-15',
    'identity-code': 'tok-secret-17',
    'signup-code': 'tok-secret-18',
    'hv-eventing-shared-key': 'tok-secret-19',
  };
  const body = Object.entries(secrets)
    .map(([name, value]) => `<${name} algName="HMACSHA256">${value}</${name}>`)
    .join('');
  const shown = maskedXml(
    `<request><header>${body}<shared-secret><deep>tok-secret-16</deep></shared-secret></header></request>`,
    options,
  )!;
  expect(shown).not.toContain('tok-secret');
  expect(shown).toContain(`<sig algName="HMACSHA256">${mask}</sig>`);
});

test('a secret is masked where it stands a second time, and what looks like a token anywhere', () => {
  const shown = maskedXml(
    `<info><auth-token>again-again</auth-token><name>again-again</name><note a="again-again">see ${token} there</note></info>`,
    sandbox,
  )!;
  expect(shown).not.toContain('again-again');
  expect(shown).not.toContain('xxxx');
  expect(shown).toContain(`see ${mask} there`);
});

test('health values are shown in a sandbox and masked elsewhere', () => {
  const xml =
    '<info><thing><type-id>3d34d87e-7fc1-4153-800f-f56592cb0d17</type-id><data-xml><weight><kg>71.5</kg>' +
    '<display units="kg" text="of Ada">71.5</display></weight><address><state>Vermont</state></address><common><note>tired</note></common></data-xml></thing></info>';
  expect(maskedXml(xml, sandbox)).toContain('<kg>71.5</kg>');
  const shown = maskedXml(xml, production)!;
  for (const value of ['71.5', 'of Ada', 'tired', 'Vermont']) expect(shown).not.toContain(value);
  expect(shown).toContain('3d34d87e-7fc1-4153-800f-f56592cb0d17');
  expect(shown).toContain(`<kg>${mask}</kg>`);
});

test('what cannot be parsed is not shown, and what is long is cut', () => {
  expect(maskedXml('<auth-token>secret', sandbox)).toBeUndefined();
  expect(maskedXml('secret', sandbox)).toBeUndefined();
  const shown = maskedXml(`<r>${'<a>1</a>'.repeat(100)}</r>`, { showsValues: true, lengthMax: 100 })!;
  expect(shown.length).toBeLessThan(110);
  expect(shown.endsWith('…')).toBe(true);
});

test('a body is laid out as it was nested', () => {
  expect(
    maskedXml('<w:r xmlns:w="urn:com.microsoft.wc.request"><info><b x="1"/><c>t</c></info></w:r>', sandbox),
  ).toBe(
    [
      '<w:r xmlns:w="urn:com.microsoft.wc.request">',
      '  <info>',
      '    <b x="1"/>',
      '    <c>t</c>',
      '  </info>',
      '</w:r>',
    ].join('\n'),
  );
});

describe('a secret is found however and wherever it is written a second time', () => {
  const twice = (text: string) => encodeURIComponent(encodeURIComponent(text));
  const everyByte = (text: string) =>
    [...Buffer.from(text)].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const writings: Readonly<Record<string, (secret: string) => string>> = {
    'as it is': text => text,
    'in other case': text => text.toUpperCase(),
    'percent-encoded': encodeURIComponent,
    'percent-encoded twice': twice,
    'every byte percent-encoded': everyByte,
    'every byte percent-encoded twice': text => encodeURIComponent(everyByte(text)),
    'within other characters': text => `abc${text}xyz`,
    'in a URL': text => `https://app.example/a/${text}/b?c=${encodeURIComponent(text)}`,
    'in JSON': text => JSON.stringify({ deep: [{ key: text }] }),
    'in base64': text => Buffer.from(`{"a":"${text}"}`).toString('base64'),
    'in hex': text => Buffer.from(text).toString('hex'),
    'in XML as text': text => `<a>${text}</a>`,
    'letter by letter, as XML can': text => [...text].map(letter => `&#${letter.charCodeAt(0)};`).join(''),
  };
  const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
  const places = (written: string, isName: boolean) => {
    const text = escaped(written);
    return [
      `<info><note>${text}</note></info>`,
      `<info><note>one ${text} two</note></info>`,
      `<info><thing><data-xml><weight a="${text}"><kg>${text}</kg></weight></data-xml></thing></info>`,
      `<info><app-settings>${text}</app-settings></info>`,
      `<info xmlns:a="urn:com.microsoft.wc.${text}"/>`,
      `<header><method>${text}</method><version>${text}</version><language>${text}</language></header>`,
      `<header><app-id>${text}</app-id><record-id a="${text}">${text}</record-id></header>`,
      `<status><code>${text}</code><error><message>No such ${text} here.</message></error></status>`,
      ...(isName
        ? [
            `<info><${written}/></info>`,
            `<info><note ${written}="1"/></info>`,
            `<info><app-settings><${written} ${written}="1"/></app-settings></info>`,
            `<info xmlns:${written}="urn:a"><${written}:note ${written}:a="1"/></info>`,
          ]
        : []),
    ];
  };
  const isSafe = (shown: string, secret: string) => {
    for (let at = 0; at + 8 <= secret.length; at++)
      if (shown.toLowerCase().includes(secret.slice(at, at + 8).toLowerCase())) return false;
    return true;
  };
  const base64 = fc
    .uint8Array({ minLength: 9, maxLength: 40 })
    .map(bytes => Buffer.from(bytes).toString('base64'));
  const secretsToPlant = fc.oneof(
    base64,
    base64.map(text => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')),
    fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{9,30}$/),
    fc.stringMatching(/^[a-z]{4,9} [a-z]{4,9} [a-z]{4,9}$/),
    fc.stringMatching(/^[A-Z]{4}-[A-Z]{4}-[A-Z]{4}$/),
  );
  const holders = [
    'auth-token',
    'user-auth-token',
    'shared-secret',
    'hmac-alg',
    'wctoken',
    'answer',
    'password',
  ];

  test.each([...Object.keys(writings)])('%s', name => {
    fc.assert(
      fc.property(
        secretsToPlant,
        fc.constantFrom(...holders),
        fc.boolean(),
        (secret, holder, showsValues) => {
          const written = writings[name]!(secret);
          const known = `<request><header><${holder}>${escaped(secret)}</${holder}></header></request>`;
          for (const place of places(written, /^[A-Za-z][\w-]*$/.test(written))) {
            const shown = maskExchange([known, `<response>${place}</response>`], {
              showsValues,
              lengthMax: 65_536,
            });
            expect(shown[1]).toBeDefined();
            expect(isSafe(shown.join(' '), secret), `${place}\n${shown.join('\n')}`).toBe(true);
            if (/encoded|base64|hex/.test(name))
              expect(isSafe(shown.join(' '), written), shown.join('\n')).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('and what is named like a secret in a text', () => {
    const none = new Secrets();
    for (const text of [
      '{"userToken":"open sesame"}',
      'wctoken=sesame&a=b',
      "password: 'sesame'",
      'a?b%3Dc%26wctoken%3Dsesame',
    ])
      expect(maskText(text, none)).not.toContain('sesame');
  });
});

test('of a production vault only what is known beforehand is shown, each in its own shape', () => {
  const values = fc.stringMatching(/^[a-z][a-z0-9 ]{5,18}[0-9][a-z]$/);
  fc.assert(
    fc.property(values, value => {
      const name = value.replaceAll(' ', '-');
      const xml = `<response><header><method>${value}</method><app-id>${value}</app-id><msg-ttl>${value}</msg-ttl><note>${value}</note></header><info><thing><eff-date>${value}</eff-date><data-xml><weight><kg a="${value}">${value}</kg><x${name}/></weight><common><note>${value}</note></common></data-xml></thing><group name="${value}"><xpath>${value}</xpath></group></info></response>`;
      expect(maskedXml(xml, production)).not.toContain(value);
      expect(maskedXml(xml, production)).not.toContain(`x${name}`);
    }),
  );
});

test('a slip in a name is shown, for its developer to see', () => {
  const shown = maskedXml('<request><header><mehtod>PutThings</mehtod></header></request>', production)!;
  expect(shown).toContain('<mehtod>');
  expect(maskedXml('<request><orangeSunflower7/></request>', production)).not.toContain('Sunflower');
});

test('no body takes long to mask', () => {
  const long = 32_000;
  const many = (piece: string) => piece.repeat(long / piece.length);
  const names = Array.from({ length: 1000 }, (_, place) => `an-unknown-name-${'x'.repeat(place % 30)}`);
  const bodies = [
    many('a'),
    many('a-'),
    many('%25'),
    many('token'),
    many('token=&quot;'),
    many('http://a'),
    many('Ab'),
    many('a1 '),
    many('&#65;'),
  ].map(text => `<info><note a="${text}">${text}</note><auth-token>${text}</auth-token></info>`);
  const inNames = `<info>${names.map((name, place) => `<${name}.${place}/>`).join('')}</info>`;
  for (const body of [...bodies, inNames]) {
    const cpuMs = startCpuClock();
    maskExchange([body, body], sandbox);
    expect(cpuMs(), body.slice(0, 40)).toBeLessThan(5000);
  }
});

test('what a schema has is secret where the schema says so, and anything else where it sounds so', () => {
  const names = { all: new Set(['pass-phrase', 'token-kind']), secret: new Set(['pass-phrase']) };
  const shown = maskedXml(
    '<info><pass-phrase>sesame one</pass-phrase><token-kind>bearer</token-kind><my-token>sesame two</my-token></info>',
    { ...sandbox, names },
  )!;
  expect(shown).not.toContain('sesame');
  expect(shown).toContain('<token-kind>bearer</token-kind>');
});
