// An app that shows codes, and the recovery codes of a page, for tests.
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from './browser.ts';

export class CodeApp {
  readonly #totp: TOTP;

  /** @param page shows the key */
  constructor(page: Page) {
    const key = /<code class="key">([^<]*)</.exec(page.html)![1]!.replaceAll(' ', '');
    this.#totp = new TOTP({ secret: Secret.fromBase32(key), digits: 6, period: 30 });
  }

  at(timestamp: number): string {
    return this.#totp.generate({ timestamp });
  }
}

export function recoveryCodesOn(page: Page): string[] {
  return [...page.html.matchAll(/<li><code>([A-Z0-9-]{29})<\/code>/g)].map(([, code]) => code!);
}

/** Turns the codes on for whoever is signed in. */
export async function turnCodesOn(browser: Browser): Promise<{ app: CodeApp; recoveryCodes: string[] }> {
  const page = await browser.open('/account/codes');
  const app = new CodeApp(page);
  const code = app.at(browser.server.clock.now());
  return { app, recoveryCodes: recoveryCodesOn(await browser.submit(page, '/account/codes', { code })) };
}
