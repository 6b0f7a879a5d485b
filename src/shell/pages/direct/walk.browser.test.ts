// Direct is set up by the command line, a summary goes to a doctor and a document comes back: from the page of one's address to
// the record, in a browser without script, over real SMTP, with `openssl cms` on the other side.
import { randomUUID } from 'node:crypto';
import nodemailer from 'nodemailer';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { findSigningKey } from '../../../core/direct/certificates/key.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { writeCcda } from '../../../formats/ccda/write/document.ts';
import { readMime } from '../../../formats/mime/read.ts';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { type DirectHouse, givenDirectHouse } from '../../../testing/direct.ts';
import { certRecord, startNameServer, type TestNameServer } from '../../../testing/dns.ts';
import { keepwell } from '../../../testing/process.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { OpensslCms } from '../../../testing/smime.ts';
import { startMailServer, type TestMailServer } from '../../../testing/smtp.ts';
import allergy from '../../../things/allergy.ts';
import condition from '../../../things/condition.ts';
import { currentVersion, printThing, type ThingType } from '../../../things/index.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

const doctor = 'doctor@theirs.example';

describe.skipIf(!hasChromium)('a summary and an answer (needs chromium)', () => {
  const cms = new OpensslCms();
  let names: TestNameServer;
  let theirs: TestMailServer;
  let server: TestServer;
  let browser: Browser;
  let ada: Visitor;
  let theirHouse: DirectHouse;
  /** Files of the vault's authority and of its certificate. */
  const anchor = cms.keepBytes('anchor.pem', Buffer.from(''));
  let ourCertificate: string;
  beforeAll(async () => {
    names = await startNameServer();
    theirs = await startMailServer();
    server = await startTestServer({
      directDomain: 'ours.example',
      directPort: 0,
      directResolver: `127.0.0.1:${names.port}`,
      directExchangePort: theirs.port,
      privateNetworks: 'allow',
    });
    server.clock.pass(Date.now() - server.clock.now());
    const now = server.clock.now();
    theirHouse = await givenDirectHouse('theirs.example', now, names);
    await setUp();
    ada = await givenSignedIn(server);
    const grant = makeSystemGrant('tests', ada.record.id, ada.person.id);
    await writeThings(server.vault, grant, [makeThing(allergy, { name: { text: 'Penicillin' } })], {
      overwrite: false,
    });
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    cms.end();
    await browser?.close();
    await server?.close();
    await theirs?.close();
    await names?.close();
  });

  /** As the operator does it: keys, the record for the name servers, and whom the vault trusts. */
  async function setUp(): Promise<void> {
    const run = (...args: string[]) => keepwell(['direct', ...args, '--data', server.data]);
    const made = await run('setup', '--domain', 'ours.example', '--anchor', anchor);
    expect(made.err).toBe('');
    const theirAnchor = cms.keep(theirHouse.authority).cert;
    expect((await run('trust', 'add', theirAnchor)).code).toBe(0);
    const own = await server.vault.store.read(db => findSigningKey(db, server.vault, 'ada@ours.example'));
    names.zone.set('ours.example', [['CERT', certRecord(own!.certificate)]]);
    ourCertificate = cms.keepBytes('ours.der', own!.certificate);
  }

  async function openPage(): Promise<Page> {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      locale: 'en-GB',
      viewport: { width: 390, height: 850 },
    });
    context.setDefaultTimeout(10_000);
    await context.addCookies(
      [...ada.browser.cookies].map(([name, value]) => ({ name, value, url: server.shellUrl })),
    );
    return context.newPage();
  }

  const mainOf = (page: Page) => page.getByRole('main');
  const press = (page: Page, name: string) => mainOf(page).getByRole('button', { name, exact: true }).click();
  const follow = (page: Page, name: string) => mainOf(page).getByRole('link', { name }).first().click();

  /** What lies in their mail server, decrypted and checked by openssl. */
  function readTheirs(): ReturnType<typeof readMime> {
    const [mail] = theirs.received.splice(0);
    const { cert, key } = cms.keep(theirHouse.certified);
    const signed = cms.run(['-decrypt', '-recip', cert, '-inkey', key], Buffer.from(mail!.raw, 'latin1'));
    const whole = readMime(cms.run(['-verify', '-CAfile', anchor, '-purpose', 'any'], signed));
    return whole.contentType.type === 'message/rfc822' ? readMime(whole.bytes) : whole;
  }

  /** Signed and encrypted by openssl, and handed over by SMTP. */
  async function sendBack(to: string, entity: string): Promise<void> {
    const theirKey = cms.keep(theirHouse.certified);
    const signed = cms.run(
      ['-sign', '-signer', theirKey.cert, '-inkey', theirKey.key, '-md', 'sha256'],
      Buffer.from(entity),
    );
    const sealed = cms.run(
      ['-encrypt', '-aes256', '-from', doctor, '-to', to, '-subject', 'Answer', ourCertificate],
      signed,
    );
    const raw = `Message-ID: <${randomUUID()}@theirs.example>\r\nDate: ${new Date().toUTCString()}\r\n${sealed
      .toString('latin1')
      .replace(/\r?\n/g, '\r\n')}`;
    const out = nodemailer.createTransport({ port: server.directPort!, host: '127.0.0.1', secure: false });
    await out.sendMail({ envelope: { from: doctor, to }, raw });
    out.close();
  }

  test('goes there and back without script', async () => {
    const page = await openPage();
    await page.goto(`${server.shellUrl}/messages/address`);
    await page.getByLabel('What stands before the @').fill('ada.example');
    await press(page, 'Take this address');
    expect(await page.locator('#own-address').textContent()).toBe('ada.example@ours.example');

    await page.goto(`${server.shellUrl}/messages`);
    await follow(page, 'Write a message');
    await page.getByLabel('To', { exact: true }).fill('nobody@nowhere.example');
    await page.getByLabel('Subject').fill('My summary');
    await page.getByLabel('Message').fill('Dear doctor,\n\nplease see my summary.');
    await page.getByLabel('A summary for programs of clinics').check();
    await page.getByLabel('A summary as a PDF').check();
    await press(page, 'Go on');
    expect(await mainOf(page).textContent()).toContain('nobody@nowhere.example');
    await page.getByLabel('To', { exact: true }).fill(doctor);
    await press(page, 'Go on');
    expect(await mainOf(page).textContent()).toContain('all addresses of theirs.example');
    expect(await mainOf(page).textContent()).toContain('Health data leave your vault');
    await press(page, 'Send');
    expect(await mainOf(page).textContent()).toContain('Waiting to be sent');
    await server.background.run('send Direct messages');
    await page.reload();
    expect(await mainOf(page).textContent()).toContain('Their mail server has taken it.');

    const got = readTheirs();
    expect(got.parts.map(({ fileName }) => fileName)).toEqual([undefined, 'summary.xml', 'summary.pdf']);
    expect(got.parts[0]!.bytes.toString()).toContain('please see my summary');
    expect(got.parts[1]!.bytes.toString()).toContain('Penicillin');
    expect(got.parts[2]!.bytes.toString('latin1')).toMatch(/^%PDF/);

    const version = currentVersion(condition as ThingType);
    const asthma = { typeId: version.id, xml: printThing(version, { name: { text: 'Asthma' } }) };
    const document = writeCcda(
      [{ id: randomUUID(), typeId: asthma.typeId, dataXml: asthma.xml, note: undefined }],
      { id: randomUUID(), title: 'Visit', written: '20261129120000+0000', custodian: 'Clinic' },
    );
    await sendBack(
      'ada.example@ours.example',
      [
        'Content-Type: multipart/mixed; boundary=x',
        '',
        '--x',
        'Content-Type: text/plain',
        '',
        'Dear Ada, this is what we found.',
        '--x',
        'Content-Type: application/cda+xml; name=visit.xml',
        'Content-Disposition: attachment; filename=visit.xml',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from(document).toString('base64').replace(/.{76}/g, '$&\r\n'),
        '--x--',
        '',
      ].join('\r\n'),
    );

    await page.goto(`${server.shellUrl}/messages`);
    if ((await mainOf(page).textContent())?.includes('you do not know waits')) {
      await follow(page, 'Look at them');
      await follow(page, 'Answer');
      await press(page, 'Accept this sender');
    } else await follow(page, 'Answer');
    const message = await mainOf(page).textContent();
    expect(message).toContain('Verified: it is sure who sent this');
    expect(message).toContain('Dear Ada, this is what we found.');
    await follow(page, 'Compare visit.xml with the record');
    for (let tries = 0; tries < 20; tries++) {
      await server.background.run('imports');
      await page.reload();
      if ((await mainOf(page).textContent())?.includes('Asthma')) break;
    }
    expect(await mainOf(page).textContent()).toContain('Asthma');
    await press(page, 'Add to the record');
    await server.background.run('imports');
    await page.goto(`${server.shellUrl}/items`);
    expect(await mainOf(page).textContent()).toContain('Asthma');
  }, 120_000);
});
