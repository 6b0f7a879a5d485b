// The client library `fhirclient` in a browser, on pages of another origin: from its page over sign-in and consent back to it, the
// code exchanged and the token refreshed by the page itself.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getFhirUrl } from '../../core/instance.ts';
import { findSmartAccess } from '../../core/smart/access.ts';
import { hasChromium, useChromium } from '../../shell/testing/chromium.ts';
import { givenClient } from './testing/clients.ts';

const library = join(
  dirname(createRequire(import.meta.url).resolve('fhirclient/package.json')),
  'build/fhir-client.pure.min.js',
);

describe.skipIf(!hasChromium)('an application in a browser (needs chromium)', () => {
  const walks = useChromium();
  const pages = createServer();
  const registered = { clientId: '', iss: '' };
  let origin: string;
  beforeAll(async () => {
    await new Promise<void>(resolve => pages.listen(0, '127.0.0.1', resolve));
    origin = `http://localhost:${(pages.address() as AddressInfo).port}`;
    pages.on('request', (request, response) => {
      if (request.url === '/library.js')
        return response.setHeader('content-type', 'text/javascript').end(readFileSync(library));
      const { clientId, iss } = registered;
      const scope = 'openid fhirUser launch/patient offline_access patient/Observation.rs';
      const options = { clientId, iss, scope, redirectUri: `${origin}/back`, pkceMode: 'required' };
      const run = request.url?.startsWith('/launch')
        ? `FHIR.oauth2.authorize(${JSON.stringify(options)}).catch(e => document.title = 'failed ' + e);`
        : `FHIR.oauth2.ready().then(async client => {
             const first = client.state.tokenResponse.access_token;
             await client.refresh();
             window.result = { first, second: client.state.tokenResponse.access_token, patient: client.patient.id };
             document.title = 'done';
           }).catch(e => document.title = 'failed ' + e);`;
      return response
        .setHeader('content-type', 'text/html')
        .end(`<!doctype html><title>App</title><script src="/library.js"></script><script>${run}</script>`);
    });
  });
  afterAll(() => pages.close());

  test('it comes back with a token for the record, and refreshes it', async () => {
    const { server } = walks;
    registered.clientId = (await givenClient(server, { redirectUris: [`${origin}/back`] })).id;
    registered.iss = getFhirUrl(server.vault.instance);
    const { page, person } = await walks.openPage();
    await page.goto(`${origin}/launch`);
    await page.getByRole('heading', { name: 'Growth chart' }).waitFor();
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.getByText('Give less than it asks for').click();
    await page.getByLabel('Only what is dated from this day on').fill('2020-01-01');
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.waitForFunction(() => /^(done|failed)/.test(document.title));
    expect(await page.title()).toBe('done');
    const result = (await page.evaluate('window.result')) as Record<string, string>;
    expect(result.patient).toMatch(/^[0-9a-f-]{36}$/);
    expect(await findSmartAccess(server.vault, result.second!)).toMatchObject({
      personId: person.id,
      avenue: 'Offline',
    });
  });
});
