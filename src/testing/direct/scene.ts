// A vault whose server is a process of its own, that can be killed, and a clinic that writes to somebody there by Direct. The
// clinic's mail server is in this process and keeps what is said back.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { assume } from '../../assume.ts';
import { readConfig } from '../../config.ts';
import { sealMail } from '../../core/direct/smime/seal.ts';
import type { Limits } from '../../core/limits/limits.ts';
import type { Person } from '../../core/people/person.ts';
import type { Vault } from '../../core/vault.ts';
import { type NewPart, printMime } from '../../formats/mime/print.ts';
import { openVault } from '../../main.ts';
import { Browser } from '../../shell/testing/browser.ts';
import { signInAs } from '../../shell/testing/visitors.ts';
import { givenDirectPerson, wrapMail } from '../clinic.ts';
import { clinicalDocument } from '../clinical-documents.ts';
import { type DirectHouse, givenDirectHouse, giveVaultHouse } from '../direct.ts';
import { startNameServer } from '../dns.ts';
import { type ServerProcess, serveCommand, start } from '../durability/server.ts';
import { findFreePort } from '../ldap.ts';
import { tempFolder } from '../process.ts';
import { RawSmtp } from '../raw-smtp.ts';
import type { TestServer } from '../server.ts';
import { derOf, directKeyOf } from '../smime.ts';
import { startMailServer } from '../smtp.ts';

const limits: Partial<Limits> = {
  directClaimMs: 4000,
  directTryMs: 3000,
  directRetryFirstMs: 200,
  directConnectionsPerMinuteMax: 1_000_000,
  directMailsPerPersonPerHourMax: 1_000_000,
  directCopiesPerPersonPerDayMax: 1_000_000,
};

export interface Letter {
  readonly from: string;
  readonly subject: string;
  readonly messageId: string;
  /** As it goes over the wire. */
  readonly raw: Buffer;
}

/** What was said back, and which of the processes that served the vault said it. */
export interface Told {
  readonly raw: Buffer;
  readonly life: number;
}

export class KillScene implements AsyncDisposable {
  readonly vault: Vault;
  readonly person: Person;
  readonly recordId: string;
  readonly address: string;
  /** Somebody else of the vault. */
  readonly other: { readonly personId: string; readonly address: string };
  readonly clinic: DirectHouse;
  readonly house: DirectHouse;
  readonly told: Told[] = [];
  /** Waited for before the clinic answers what is said back. */
  onTold: (() => Promise<void> | void) | undefined;
  readonly #data: string;
  readonly #port: number;
  readonly #begun: readonly AsyncDisposable[];
  #server: ServerProcess | undefined;
  #life = 0;

  private constructor(
    place: { vault: Vault; data: string; port: number; begun: readonly AsyncDisposable[] },
    who: Pick<KillScene, 'person' | 'recordId' | 'address' | 'other' | 'clinic' | 'house'>,
  ) {
    this.vault = place.vault;
    this.#data = place.data;
    this.#port = place.port;
    this.#begun = place.begun;
    this.person = who.person;
    this.recordId = who.recordId;
    this.address = who.address;
    this.other = who.other;
    this.clinic = who.clinic;
    this.house = who.house;
  }

  static async open(): Promise<KillScene> {
    const names = await startNameServer();
    const now = Date.now();
    const house = await givenDirectHouse('vault.example', now, names);
    const clinic = await givenDirectHouse('clinic.example', now, names);
    const tell: { raw?: (raw: string) => Promise<void> } = {};
    const mails = await startMailServer({ beforeAnswer: ({ raw }) => tell.raw?.(raw) });
    const data = tempFolder();
    const port = await findFreePort();
    const settings = {
      directDomain: house.domain,
      directPort: port,
      directExchangePort: mails.port,
      directResolver: `127.0.0.1:${names.port}`,
      privateNetworks: 'allow',
      logLevel: 'warn',
      limits,
    };
    writeFileSync(join(data, 'keepwell.json'), JSON.stringify(settings));
    const vault = await openVault(readConfig({ data }, {}));
    await giveVaultHouse(vault, house, [clinic.authority, house.authority]);
    const { person, record, address } = await givenDirectPerson(vault);
    const { person: second, address: theirs } = await givenDirectPerson(vault);
    const other = { personId: second.id, address: theirs };
    const who = { person, recordId: record.id, address, other, clinic, house };
    const scene = new KillScene({ vault, data, port, begun: [names, mails] }, who);
    tell.raw = raw => scene.#take(raw);
    await scene.start();
    return scene;
  }

  async #take(raw: string): Promise<void> {
    this.told.push({ raw: Buffer.from(raw), life: this.#life });
    await this.onTold?.();
  }

  async start(): Promise<void> {
    this.#server = await start(serveCommand(this.#data));
    this.#life++;
  }

  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await this.vault.store.close();
    for (const one of this.#begun) await one[Symbol.asyncDispose]();
  }

  /** Of somebody who is signed in to the server that runs now. */
  async browse(): Promise<Browser> {
    const { shellUrl } = assume(this.#server, 'a server that runs');
    const browser = new Browser({ shellUrl, vault: this.vault } as TestServer);
    await signInAs(browser, this.person);
    return browser;
  }

  /** With a document and a file. */
  async write(subject: string, from = `doctor@${this.clinic.domain}`): Promise<Letter> {
    const messageId = `${randomUUID()}@${this.clinic.domain}`;
    const now = Date.now();
    const headers = [
      ['From', from],
      ['To', this.address],
      ['Subject', subject],
      ['Message-ID', `<${messageId}>`],
      ['Date', new Date(now).toUTCString()],
    ] as const;
    const raw = await sealMail({
      entity: wrapMail(
        headers,
        printMime(content, () => randomUUID()),
      ),
      headers,
      signer: directKeyOf(this.clinic.certified, this.clinic.domain),
      recipients: [derOf(this.house.certified)],
      now,
      limits: this.vault.limits,
    });
    return { from, subject, messageId, raw };
  }

  /**
   * Hands a mail over.
   * @param meanwhile begun when all of it has gone out
   * @returns the code of its answer, 0 where there was none
   */
  async hand({ from, raw }: Letter, meanwhile: () => void = () => {}): Promise<number> {
    const client = RawSmtp.open(this.#port);
    try {
      await client.read();
      for (const step of [
        'EHLO clinic.example',
        `MAIL FROM:<${from}>`,
        `RCPT TO:<${this.address}>`,
        'DATA',
      ]) {
        const code = await client.say(step);
        if (code === 0 || code >= 400) return code;
      }
      client.write(raw);
      client.write('.\r\n');
      meanwhile();
      return await client.read();
    } finally {
      client.close();
    }
  }

  /** Until it is answered that it was taken on. */
  async handOver(letter: Letter): Promise<void> {
    for (let tries = 0; tries < triesMax; tries++) {
      if ((await this.hand(letter)) === 250) return;
      await setTimeout(100);
    }
    throw new Error(`a mail was not taken on: ${letter.subject}`);
  }
}

const triesMax = 50;

/** What each letter has, and how much of it. */
export const held = { files: 1, documents: 1 };

const content: NewPart = {
  type: 'multipart/mixed',
  parts: [
    { type: 'text/plain', content: 'Your results are in.' },
    {
      type: 'text/xml',
      content: Buffer.from(clinicalDocument({})),
      disposition: 'attachment',
      fileName: 'visit.xml',
    },
    {
      type: 'application/pdf',
      content: Buffer.from('%PDF-1.4'),
      disposition: 'attachment',
      fileName: 'a.pdf',
    },
  ],
};
