// A language beyond those that were there first, from the first page on: taken from the browser, offered on each page, and read.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putOne } from '../testing/blobs.ts';
import { fullRules, givenApp, linkApp } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';
import { Browser } from './testing/browser.ts';
import { givenSignedIn } from './testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe('French', () => {
  test('is taken from a browser that asks for it, and offered to one that does not', async () => {
    const headers = { 'accept-language': 'fr-CA,fr;q=0.9,en;q=0.5' };
    const page = await new Browser(server).open('/sign-up', { headers });
    expect(page.html).toContain('<html lang="fr"');
    expect(page.text).toContain('Créer un compte');
    expect(page.html).toContain('Vous avez un compte\u202f?');
    expect((await new Browser(server).open('/sign-up')).html).toContain('Français');
  });

  test('says what a record holds, with its numbers', async () => {
    const { browser, person, record } = await givenSignedIn(server);
    browser.cookies.set('keepwell-language', 'fr');
    const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), {
      person,
      record,
    });
    await putOne(app, thingXml(typeIds.weight, { data: weightXml(71.25) }));
    const status =
      '<status><text>Current</text><code><value>active</value><family>wc</family><type>condition-occurrence</type></code></status>';
    const condition = `<condition><name><text>Asthme</text></name>${status}</condition>`;
    await putOne(app, thingXml(typeIds.condition, { data: condition }));
    expect((await browser.open('/items')).text).toContain('Asthme, Actuelle');
    expect((await browser.open('/items')).text).not.toContain('Actuelle ,');
    for (const path of ['/', '/items', '/timeline']) {
      const { text } = await browser.open(path);
      expect(text, path).toContain('Poids');
      expect(text, path).toContain('71,25 kg');
    }
    expect((await browser.open('/items/new/weight')).html).toContain('Ajouter\u202f: Poids');
  });
});
