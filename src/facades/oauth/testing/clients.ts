// SMART applications and the people who use them, for tests: registered as any, asked in a browser, answered on the page.
import type { Application } from '../../../core/applications/application.ts';
import { hashSha256 } from '../../../core/secrets.ts';
import type { SmartClient } from '../../../core/smart/client.ts';
import { withSystemRules } from '../../../core/smart/types.ts';
import type { Browser, Page, Values } from '../../../shell/testing/browser.ts';
import { givenApp } from '../../../testing/given.ts';
import type { TestServer } from '../../../testing/server.ts';

export const redirectUri = 'https://app.example/callback';
export const testSecret = 'a secret of the test, which is long enough';

const usualScopes =
  'openid fhirUser launch launch/patient offline_access online_access patient/*.cruds user/*.cruds';

export async function givenClient(
  { vault }: TestServer,
  smart: Partial<SmartClient> = {},
  given: Partial<Application> = {},
): Promise<Application> {
  const client: SmartClient = {
    clientType: 'public',
    redirectUris: [redirectUri],
    scopes: usualScopes,
    ...smart,
  };
  const { app } = await givenApp(vault, {
    name: 'Growth chart',
    smart: client,
    rules: withSystemRules([], client),
    ...given,
  });
  return app;
}

export const symmetric: Partial<SmartClient> = {
  clientType: 'confidential-symmetric',
  secretHash: hashSha256(testSecret).toString('base64url'),
};

/** Goes where the application sends its person, who agrees, and on until the way leads back. @returns where it leads */
export async function agree(browser: Browser, address: string, values: Values = {}): Promise<URL> {
  const page = await browser.open(address);
  // Who granted all of it before is not asked.
  if (page.location !== undefined) return new URL(page.location);
  return new URL(leading(await browser.submit(page, '/consent', { decision: 'allow', ...values })));
}

/** @throws with what the page says where it leads nowhere */
export function leading(page: Page): string {
  if (page.location === undefined)
    throw new Error(`${page.url.pathname} ${page.status}: ${page.text.slice(0, 400)}`);
  return page.location;
}
