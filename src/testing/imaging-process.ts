// A server as a process of its own, and somebody who brings it pictures as the page's script does, and as a program does by DICOMweb:
// what gets no answer is sent again. The server is killed on the way. It runs what is built in dist/.
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readConfig } from '../config.ts';
import { sweepBlobs } from '../core/blobs/sweep.ts';
import { sweepIntakes } from '../core/imaging/finish.ts';
import { openShellSession } from '../core/people/sessions.ts';
import { openVault } from '../main.ts';
import { makeDicom } from './dicom-files.ts';
import { packInstances, partsType, readAnswer } from './dicom-web.ts';
import { givenPerson } from './given.ts';
import { givenSmartToken } from './given-smart.ts';
import { type SpawnedServer, spawnServer, tempFolder } from './process.ts';
import { makeZip } from './source-files.ts';

export interface BroughtStudy {
  readonly uid: string;
  /** By the names that they have in their folder. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Of pixels that no other study has. */
export function makeBroughtStudy(uid: string, count: number): BroughtStudy {
  const [rows, columns] = [256, 256];
  const make = (number: number) =>
    makeDicom({ study: uid, number, rows, columns, pixels: randomBytes(rows * columns * 2) });
  const files = Array.from({ length: count }, (_, at) => [`CT/${at + 1}.dcm`, make(at + 1)] as const);
  return { uid, files: new Map(files) };
}

interface Begun {
  readonly intake: string;
  readonly to: string;
  readonly had: readonly (readonly [name: string, bytes: number])[];
}

/** What is sent while the server is killed, and what must hold as soon as it is there again. */
interface Interrupted {
  readonly work: () => Promise<void>;
  readonly check: () => Promise<void>;
}

const dayMs = 86_400_000;
const atOnce = 3;

export class ImagingScene implements AsyncDisposable {
  readonly #data = tempFolder();
  #headers = { cookie: '', authorization: '' };
  #recordId = '';
  #form = '';
  #server: SpawnedServer | undefined;
  /** Once it can be asked again. */
  #isBack = Promise.resolve();

  static async open(): Promise<ImagingScene> {
    const scene = new ImagingScene();
    const vault = await openVault(readConfig({ data: scene.#data, port: 0 }, {}));
    const of = await givenPerson(vault);
    const place = { address: '127.0.0.1', browser: 'Firefox', system: 'Linux' };
    const { token } = await vault.store.write(db => openShellSession(db, vault, of.person, place));
    const smart = await givenSmartToken({ vault }, { of, scopes: 'patient/ImagingStudy.cruds' });
    await vault.store.close();
    scene.#headers = { cookie: `keepwell=${token}`, ...smart.headers };
    scene.#recordId = of.record.id;
    await scene.#start();
    return scene;
  }

  async #start(): Promise<void> {
    this.#server = await spawnServer([], this.#data);
    const page = await (await this.#fetch('/pictures')).text();
    this.#form = /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
  }

  /** Kills it so long after the work began, and starts it again; the work goes on to its end. @returns whether it had not come there */
  async interrupt(afterMs: number, { work, check }: Interrupted): Promise<boolean> {
    let isUnderWay = true;
    const working = work().then(() => {
      isUnderWay = false;
    });
    // It is awaited below, when there is a server again.
    working.catch(() => {});
    await setTimeout(afterMs);
    const wasUnderWay = isUnderWay;
    const killed = async () => {
      this.#server?.signal('SIGKILL');
      await this.#server?.exited;
      await this.#start();
      await check();
    };
    this.#isBack = killed();
    await this.#isBack;
    await working;
    return wasUnderWay;
  }

  #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...this.#headers, ...(init.headers as Record<string, string>) };
    return fetch(`${this.#server?.facts.shellUrl}${path}`, { ...init, headers, redirect: 'manual' });
  }

  /** @throws for an answer that refuses */
  async #insist(send: () => Promise<Response>): Promise<Response> {
    for (;;) {
      try {
        const answer = await send();
        const body = await answer.arrayBuffer();
        if (answer.status >= 400) throw new Error(`${answer.status}: ${Buffer.from(body).toString()}`);
        return new Response(answer.status === 303 ? null : body, answer);
      } catch (error) {
        // Whatever else a connection that breaks off is told as.
        if (!(error instanceof TypeError)) throw error;
        await setTimeout(20);
        await this.#isBack;
      }
    }
  }

  async #post<T>(path: string, values: Record<string, string>): Promise<T> {
    const answer = await this.#insist(() =>
      this.#fetch(path, { method: 'POST', body: new URLSearchParams({ form: this.#form, ...values }) }),
    );
    return (await answer.json()) as T;
  }

  async #postBytes(path: string, bytes: Buffer, headers: Record<string, string>): Promise<unknown> {
    const answer = await this.#insist(() =>
      this.#fetch(path, {
        method: 'POST',
        body: new Uint8Array(bytes),
        headers: { 'x-keepwell-form': this.#form, ...headers },
      }),
    );
    return answer.json();
  }

  /** @param intake to go on with */
  begin(intake?: string): Promise<Begun> {
    return this.#post('/pictures/begin', {
      record: this.#recordId,
      name: 'CT',
      ...(intake !== undefined && { intake }),
    });
  }

  /** @param onTaken is told of each that was acknowledged */
  async sendFolder(intake: string, { files }: BroughtStudy, onTaken: (name: string) => void): Promise<void> {
    const queue = [...files];
    const work = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const [name, bytes] = next;
        const answer = await this.#postBytes('/pictures/file', bytes, {
          'x-keepwell-intake': intake,
          'x-keepwell-name': encodeURIComponent(name),
        });
        const said = JSON.stringify(answer);
        if (!/"(kept|twice)"/.test(said)) throw new Error(`${name}: ${said}`);
        onTaken(name);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  /** @throws where a file of it was refused, as one is that a starved machine reads for too long */
  async sendZip({ intake, to }: Begun, { files }: BroughtStudy): Promise<void> {
    const zip = await makeZip(Object.fromEntries(files));
    const size = String(zip.length);
    const { partBytes } = await this.#post<{ partBytes: number }>('/pictures/zip/begin', { intake, size });
    for (let from = 0; from < zip.length; from += partBytes)
      await this.#postBytes('/pictures/zip/part', zip.subarray(from, from + partBytes), {
        'x-keepwell-intake': intake,
        'x-keepwell-from': String(from),
        ...(from + partBytes >= zip.length && { 'x-keepwell-last': '1' }),
      });
    for (let isDone = false; !isDone; ) {
      const unpack = { done: 0, total: 0 };
      Object.assign(unpack, await this.#post('/pictures/zip/unpack', { intake }));
      isDone = unpack.done === unpack.total;
    }
    const page = await (await this.#insist(() => this.#fetch(to))).text();
    const [refused] = /<details class="more">.*?<\/details>/s.exec(page) ?? [];
    if (refused !== undefined) throw new Error(refused);
  }

  async add({ to }: Begun, { uid }: BroughtStudy): Promise<void> {
    const values = { form: this.#form, do: 'add', study: uid };
    const answer = await this.#insist(() =>
      this.#fetch(to, { method: 'POST', body: new URLSearchParams(values) }),
    );
    if (answer.status !== 303) throw new Error(`${answer.status}: ${await answer.text()}`);
  }

  async store({ files }: BroughtStudy): Promise<void> {
    const body = packInstances([...files.values()]);
    const answer = await this.#insist(() =>
      this.#fetch('/dicomweb/studies', { method: 'POST', headers: { 'content-type': partsType }, body }),
    );
    if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.headers.get('warning')}`);
  }

  /** How often the record has the study, and hashes of what it has of it, in order. */
  async look(uid: string): Promise<{ readonly times: number; readonly hashes: readonly string[] }> {
    const found = await this.#fetch(`/dicomweb/studies?StudyInstanceUID=${uid}`);
    const lines = (await found.json()) as unknown[];
    if (lines.length === 0) return { times: 0, hashes: [] };
    const accept = 'multipart/related; type="application/dicom"; transfer-syntax=*';
    const answer = await this.#fetch(`/dicomweb/studies/${uid}`, { headers: { accept } });
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
    const parts = await readAnswer(answer);
    return { times: lines.length, hashes: parts.map(({ bytes }) => hashOf(bytes)).sort() };
  }

  /** Sweeps as if a month had gone by, and starts it again. @returns how many files of blobs are left */
  async sweep(): Promise<number> {
    this.#server?.signal('SIGTERM');
    await this.#server?.exited;
    const clock = { now: () => Date.now() + 30 * dayMs };
    const vault = await openVault(readConfig({ data: this.#data, port: 0 }, {}), { clock });
    await sweepIntakes(vault);
    await sweepBlobs(vault);
    await vault.store.close();
    await this.#start();
    const entries = readdirSync(join(this.#data, 'blobs'), { withFileTypes: true, recursive: true });
    return entries.filter(entry => entry.isFile()).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function listHashes({ files }: BroughtStudy): string[] {
  return [...files.values()].map(hashOf).sort();
}
