// People who sign in by the pages of a vault.
import { readConfig } from '../dist/config.js';
import { createPerson } from '../dist/core/people/accounts.js';
import { hashPassword } from '../dist/core/people/password.js';
import { openRecord, relationship } from '../dist/core/records/create.js';
import { openVault } from '../dist/main.js';

const password = 'tin kettle over moss';

/** Makes accounts with a record each; all have one password, of which the hash is made once. */
export async function makePeople({ settings, env, count }) {
  const vault = await openVault(readConfig(settings, { ...process.env, ...env }));
  try {
    const passwordHash = await hashPassword(password);
    const emails = [];
    for (let i = 0; i < count; i++)
      emails.push(
        await vault.store.write(async db => {
          const email = `person-${i}@example.org`;
          const given = { email, name: `Person ${i}`, passwordHash, birthDate: '1980-05-01', country: 'US' };
          const { id: personId } = await createPerson(db, vault, given);
          await openRecord(db, vault, { personId, name: given.name, relationship: relationship.self });
          return email;
        }),
      );
    return emails;
  } finally {
    await vault.store.close();
  }
}

/** A browser of a person. */
export class Browser {
  #cookies = new Map();
  #site;
  #email;

  /** @param site its port, the origin by which browsers know it, and what stands in the head of every request */
  constructor(site, email) {
    this.#site = site;
    this.#email = email;
  }

  async signIn() {
    await this.#submit(await this.open('/sign-in'), '/sign-in', { email: this.#email, password });
  }

  async signOut() {
    await this.#submit(await this.open('/'), '/sign-out', {});
  }

  /** @throws unless there is such a page */
  async open(path) {
    const answer = await this.#send(path, {});
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}`);
    return answer.text();
  }

  /** Sends the form of a page that leads to an address. @throws unless it leads on from there */
  async #submit(page, action, values) {
    const form = new RegExp(`<form[^>]*action="${action}"[^>]*>([\\s\\S]*?)</form>`).exec(page)?.[1] ?? '';
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const filled = [...hidden.map(([, name, value]) => [name, value]), ...Object.entries(values)];
    const body = new URLSearchParams(filled);
    const answer = await this.#send(action, { method: 'POST', body, headers: { origin: this.#site.origin } });
    await answer.arrayBuffer();
    if (answer.status < 300 || answer.status >= 400) throw new Error(`${action} answers ${answer.status}`);
  }

  async #send(path, { headers, ...init }) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`http://127.0.0.1:${this.#site.port}${path}`, {
      ...init,
      // Somebody who comes again after a while finds a connection that the server ends just then.
      headers: { ...this.#site.headers, connection: 'close', ...headers, cookie },
      redirect: 'manual',
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      this.#cookies.set(name, value);
    }
    return answer;
  }
}

/** Does it for all, so many at a time. */
export async function forEachAtOnce(all, atOnce, work) {
  const left = [...all];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
    }),
  );
}
