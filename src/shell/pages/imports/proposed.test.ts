// What is only proposed, by the pages: nobody's silence adds it. Health cards are taken at the word of whom the operator trusts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import QRCode from 'qrcode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printPdf } from '../../../testing/pdf.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import type { Page } from '../../testing/browser.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

const data = mkdtempSync(join(tmpdir(), 'keepwell-proposed-'));
const issuer = 'https://clinic.example/cards';
let server: TestServer;
let privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
beforeAll(async () => {
  const pair = await generateKeyPair('ES256');
  privateKey = pair.privateKey;
  mkdirSync(join(data, 'card-issuers'));
  const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'k' }];
  writeFileSync(
    join(data, 'card-issuers', 'clinic.json'),
    JSON.stringify({ issuer, name: 'Hill Clinic', keys }),
  );
  server = await startTestServer({ data });
});
afterAll(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});

async function sendFile({ browser, record }: Visitor, content: string | Buffer): Promise<Page> {
  const { form } = (await browser.open('/imports')).form('/imports') as { form: string };
  const body = new FormData();
  body.append('form', form);
  body.append('record', record.id);
  body.append('file', new Blob([Uint8Array.from(Buffer.from(content))]), 'file');
  const sent = await browser.send('/imports', { method: 'POST', body });
  await server.background.run('imports');
  return browser.open(sent.location ?? '');
}

async function write({ browser }: Visitor, page: Page, values: Record<string, string[]> = {}) {
  const shown = page.form(page.url.pathname) as Record<string, string[]>;
  const { kind = [], line = [] } = shown;
  const sent = await browser.submit(page, page.url.pathname, { kind, line, ...values, do: 'write' });
  await server.background.run('imports');
  return browser.open(sent.url.pathname);
}

const text = [
  '--------- MY HEALTHEVET PERSONAL INFORMATION REPORT ---------',
  'Produced by the VA Blue Button (v12.4)',
  '--------- VA ALLERGIES ---------',
  'Source: VA',
  'Allergy Name: PENICILLIN',
].join('\n');

test('a text for people adds nothing that its person did not tick', async () => {
  const ada = await givenSignedIn(server);
  const preview = await sendFile(ada, text);
  expect(preview.text).toContain('PENICILLIN');
  expect(preview.text).toContain('Only proposed: check it first');
  expect(preview.html).toMatch(/name="proposed" value="My HealtheVet \(VA\)"(?! checked)/);
  const left = await write(ada, preview);
  expect(left.text).toContain('1 item left out, as you chose');
  const again = await sendFile(ada, text);
  const done = await write(ada, again, { proposed: ['My HealtheVet (VA)'] });
  expect(done.text).toContain('1 item added');
});

async function sign(address: string, lotNumber = 'L-1'): Promise<string> {
  const vaccine = {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '207' }] },
    occurrenceDateTime: '2021-01-29',
    lotNumber,
  };
  const vc = {
    type: ['https://smarthealth.cards#health-card'],
    credentialSubject: { fhirBundle: { resourceType: 'Bundle', entry: [{ resource: vaccine }] } },
  };
  const signed = await new CompactSign(deflateRawSync(JSON.stringify({ iss: address, nbf: 1, vc })))
    .setProtectedHeader({ alg: 'ES256', zip: 'DEF', kid: 'k' })
    .sign(privateKey);
  return JSON.stringify({ verifiableCredential: [signed] });
}

test('a card of an issuer who is trusted is added, one of another is proposed, and a forged one is refused', async () => {
  const ada = await givenSignedIn(server);
  const preview = await sendFile(ada, await sign(issuer));
  expect(preview.text).toContain('Hill Clinic');
  expect(preview.text).not.toContain('Only proposed');
  expect((await write(ada, preview)).text).toContain('1 item added');
  const other = await sendFile(ada, await sign('https://other.example', 'L-2'));
  expect(other.text).toContain('https://other.example (not verified)');
  expect((await write(ada, other)).text).toContain('1 item left out, as you chose');
  const forged = (await sign(issuer)).replace(/.{8}("\]\})$/, 'AAAAAAAA$1');
  expect((await sendFile(ada, forged)).text).toContain(
    'The signature in the file is not that of whoever it names.',
  );
});

test('a picture of a code is read, too', async () => {
  const ada = await givenSignedIn(server);
  const [card = ''] = JSON.parse(await sign(issuer)).verifiableCredential;
  const digits = [...card].map((one: string) => String(one.charCodeAt(0) - 45).padStart(2, '0')).join('');
  const picture = await QRCode.toBuffer(
    [
      { data: Buffer.from('shc:/'), mode: 'byte' },
      { data: digits, mode: 'numeric' },
    ],
    { scale: 4 },
  );
  expect((await sendFile(ada, picture)).text).toContain('Hill Clinic');
});

test('a PDF of it is read, too', async () => {
  const ada = await givenSignedIn(server);
  const lines = [
    'Produced by the VA Blue Button (v12.6)',
    'VA Allergies',
    'Source: VA',
    'Allergy Name: LATEX',
  ];
  const preview = await sendFile(ada, await printPdf(lines.join('\n')));
  expect(preview.text).toContain('LATEX');
  expect(preview.text).toContain('Only proposed: check it first');
});
