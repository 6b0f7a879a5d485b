// From a file on the desk to Home and back: a table, an export of a phone and a document of a clinic are dropped, looked into, unticked in part, added,
// seen, and undone. With a script by dropping, without one by the form.
import { randomUUID } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeCcda } from '../../../formats/ccda/write/document.ts';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import condition from '../../../things/condition.ts';
import { currentVersion, printThing, type ThingType } from '../../../things/index.ts';
import { givenSignedIn } from '../../testing/visitors.ts';

const table = [
  'Datum;Gewicht (kg)',
  ...['61,5', '61,7', '61,2'].map((kg, i) => `0${i + 4}.11.2026 07:30;${kg}`),
].join('\n');

const record = (type: string, unit: string, value: number, day: string) =>
  `<Record type="HKQuantityTypeIdentifier${type}" sourceName="Scale" unit="${unit}" creationDate="${day} 07:30:00 +0000" startDate="${day} 07:30:00 +0000" endDate="${day} 07:30:00 +0000" value="${value}"/>`;
const exported = `<?xml version="1.0" encoding="UTF-8"?>
<HealthData locale="en_GB"><ExportDate value="2026-11-20 10:00:00 +0000"/>
${[1, 2, 3].map(day => record('BodyMass', 'kg', 70 + day, `2026-11-0${day}`)).join('\n')}
</HealthData>`;

const version = currentVersion(condition as ThingType);
const asthma = { typeId: version.id, xml: printThing(version, { name: { text: 'Asthma' } }) };

describe.skipIf(!hasChromium)('bringing a file in (needs chromium)', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startTestServer();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(javaScriptEnabled: boolean): Promise<Page> {
    const user = await givenSignedIn(server);
    const context = await browser.newContext({ javaScriptEnabled, locale: 'en-GB' });
    await context.addCookies(
      [...user.browser.cookies].map(([name, value]) => ({ name, value, url: server.shellUrl })),
    );
    const page = await context.newPage();
    await page.goto(server.shellUrl);
    await page.getByRole('link', { name: 'Bring data in' }).click();
    return page;
  }

  async function drop(page: Page, name: string, content: string): Promise<void> {
    const transfer = await page.evaluateHandle(
      ([name, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content ?? ''], name ?? ''));
        return transfer;
      },
      [name, content],
    );
    await page.dispatchEvent('#import-form', 'drop', { dataTransfer: transfer });
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  }

  async function addAllButOne(page: Page): Promise<void> {
    await page.getByText('Choose one by one').click();
    await page.locator('input[name=line]').first().uncheck();
    await page.getByRole('button', { name: 'Add to the record' }).click();
    await page.getByRole('heading', { name: 'It is in the record.' }).waitFor();
    expect(await page.locator('main').textContent()).toContain('2 items added');
  }

  async function undo(page: Page, address: string): Promise<void> {
    await page.goto(address);
    await page.getByRole('link', { name: 'Undo this import' }).click();
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByRole('heading', { name: 'The import was undone.' }).waitFor();
    await page.goto(server.shellUrl);
    expect(await page.locator('main').textContent()).not.toContain('kg');
  }

  test('a table that is dropped: its columns, what is in it, added but for one, on Home, undone', async () => {
    const page = await open(true);
    await drop(page, 'scale.csv', table);
    await page.getByRole('button', { name: 'Read it so' }).click();
    await addAllButOne(page);
    const address = page.url();
    await page.goto(server.shellUrl);
    expect(await page.locator('main').textContent()).toContain('61.2 kg');
    await undo(page, address);
    await page.context().close();
  });

  test('an export of Apple Health that is dropped', async () => {
    const page = await open(true);
    await drop(page, 'export.xml', exported);
    await page.getByRole('heading', { name: 'Apple Health export: what is in it' }).waitFor();
    await addAllButOne(page);
    const address = page.url();
    await page.goto(server.shellUrl);
    expect(await page.locator('main').textContent()).toContain('73 kg');
    await undo(page, address);
    await page.context().close();
  });

  test('a document of a clinic that is dropped: kept whole, its illness on Home, undone', async () => {
    const page = await open(true);
    const things = [{ id: randomUUID(), typeId: asthma.typeId, dataXml: asthma.xml, note: undefined }];
    const facts = { id: randomUUID(), title: 'Visit', written: '20261101120000+0000', custodian: 'Clinic' };
    await drop(page, 'visit.xml', writeCcda(things, facts));
    await page.getByRole('heading', { name: 'Clinical document (C-CDA): what is in it' }).waitFor();
    await page.getByRole('button', { name: 'Add to the record' }).click();
    await page.getByRole('heading', { name: 'It is in the record.' }).waitFor();
    const address = page.url();
    await page.goto(server.shellUrl);
    const home = await page.locator('main').textContent();
    expect(home).toContain('Asthma');
    expect(home).toContain('Continuity of Care Document');
    await page.goto(address);
    await page.getByRole('link', { name: 'Undo this import' }).click();
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByRole('heading', { name: 'The import was undone.' }).waitFor();
    await page.goto(server.shellUrl);
    expect(await page.locator('main').textContent()).not.toContain('Asthma');
    await page.context().close();
  });

  test('a table without a script', async () => {
    const page = await open(false);
    await page.setInputFiles('input[type=file]', {
      name: 'scale.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(table),
    });
    await page.getByRole('button', { name: 'Look into the file' }).click();
    await lookAgain(page, page.getByRole('button', { name: 'Read it so' }));
    await page.getByRole('button', { name: 'Read it so' }).click();
    await lookAgain(page, page.getByRole('button', { name: 'Add to the record' }));
    await page.getByRole('button', { name: 'Add to the record' }).click();
    await lookAgain(page, page.getByText('3 items added'));
    await page.context().close();
  });

  /** The server may have been faster than the page. */
  async function lookAgain(page: Page, until: Locator): Promise<void> {
    await until
      .or(page.getByRole('link', { name: 'See how far it is' }))
      .first()
      .waitFor();
    await server.background.run('imports');
    const again = page.getByRole('link', { name: 'See how far it is' });
    if (await again.isVisible()) await again.click();
    await until.waitFor();
  }
});
