// Sessions of applications and of people, opened while everything goes on: one that was opened holds, whichever node is
// asked, and whatever happens to the one that opened it.
import { getAt } from '../../assume.ts';
import { Browser } from '../../shell/testing/browser.ts';
import type { PreparedRecord } from '../durability/vault.ts';
import { Connection } from '../durability/wire.ts';
import type { Identity } from '../fuzz/envelope.ts';
import type { Random } from '../fuzz/random.ts';
import { sessionRequest, type TestApp } from '../given.ts';
import type { TestServer } from '../server.ts';
import { typeIds } from '../type-ids.ts';

const browsersMax = 4;
/** FAILED: the vault could not be asked. */
const failed = 1;

export class SessionKeeper {
  /** Those that did not hold. */
  readonly lost: string[] = [];
  readonly #shellUrl: string;
  readonly #platformUrl: string;
  readonly #app: TestApp;
  readonly #record: PreparedRecord;
  readonly #random: Random;
  readonly #opened: Identity[] = [];
  readonly #signedIn: Browser[] = [];

  constructor(url: string, app: TestApp, record: PreparedRecord, random: Random) {
    this.#shellUrl = `${url}/`;
    this.#platformUrl = `${url}/platform/wildcat.ashx`;
    this.#app = app;
    this.#record = record;
    this.#random = random;
  }

  get count(): number {
    return this.#opened.length + this.#signedIn.length;
  }

  /** Opens another one, and uses some of those that it has. */
  async turn(): Promise<void> {
    await this.#open();
    if (this.#signedIn.length < browsersMax) await this.#signUp();
    if (this.#opened.length > 0) await this.#call(this.#random.below(this.#opened.length));
    if (this.#signedIn.length > 0) await this.#visit(this.#random.below(this.#signedIn.length));
  }

  /** Uses each once more. @throws when one is not answered */
  async useAll(): Promise<void> {
    for (const [i] of this.#opened.entries())
      if (!(await this.#call(i))) throw new Error(`session ${i} was not answered`);
    for (const [i] of this.#signedIn.entries())
      if (!(await this.#visit(i))) throw new Error(`browser ${i} was not answered`);
  }

  async #open(): Promise<void> {
    const connection = new Connection(this.#platformUrl, { appId: this.#app.app.id });
    const info = sessionRequest(this.#app, Date.now());
    const answer = await connection.call('CreateAuthenticatedSessionToken', 2, info);
    connection.close();
    const [, token] = /<token[^>]*>([^<]+)</.exec(answer?.xml ?? '') ?? [];
    const [, secret] = /<shared-secret>([^<]+)</.exec(answer?.xml ?? '') ?? [];
    if (answer?.code !== 0 || token === undefined || secret === undefined) return;
    const session = { token, secret: Buffer.from(secret, 'base64'), hmac: 'HMACSHA256' as const };
    this.#opened.push({ ...this.#record.identity, session });
  }

  /** @returns whether it was answered */
  async #call(index: number): Promise<boolean> {
    const connection = new Connection(this.#platformUrl, getAt(this.#opened, index));
    const info = `<group max="1"><filter><type-id>${typeIds.weight}</type-id></filter><format><section>core</section></format></group>`;
    const answer = await connection.call('GetThings', 3, info);
    connection.close();
    if (!answer || Number.isNaN(answer.code) || answer.code === failed) return false;
    if (answer.code !== 0) this.lost.push(`session ${index} was answered ${answer.xml}`);
    return true;
  }

  async #signUp(): Promise<void> {
    // All it asks of a server is where the pages are.
    const browser = new Browser({ shellUrl: this.#shellUrl } as TestServer);
    const page = await browser.signUp().catch(() => undefined);
    if (page?.status === 200 && browser.cookies.size > 0) this.#signedIn.push(browser);
  }

  /** @returns whether it was answered */
  async #visit(index: number): Promise<boolean> {
    const page = await getAt(this.#signedIn, index)
      .send('/account')
      .catch(() => undefined);
    if (!page || page.status >= 500) return false;
    if (page.status !== 200)
      this.lost.push(`browser ${index} was answered ${page.status} ${page.location ?? ''}`);
    return true;
  }
}
