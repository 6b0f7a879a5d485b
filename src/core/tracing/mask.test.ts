import { expect, test } from 'vitest';
import { mask, maskedXml } from './mask.ts';

const sandbox = { showsValues: true, lengthMax: 65_536 };
const production = { showsValues: false, lengthMax: 65_536 };
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
    `<r><auth-token>again-again</auth-token><name>again-again</name><note a="again-again">see ${token} there</note></r>`,
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
    maskedXml('<w:r xmlns:w="urn:com.microsoft.wc.request"><a><b x="1"/><c>t</c></a></w:r>', sandbox),
  ).toBe(
    [
      '<w:r xmlns:w="urn:com.microsoft.wc.request">',
      '  <a>',
      '    <b x="1"/>',
      '    <c>t</c>',
      '  </a>',
      '</w:r>',
    ].join('\n'),
  );
});
