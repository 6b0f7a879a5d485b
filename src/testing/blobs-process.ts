// A server as a process of its own and a client that sends it blobs of any length, holding little of them itself: for tests
// of what the server needs of memory and what outlives a crash. The server runs what is built in dist/.
import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { payload, weightWith } from './blobs.ts';
import { type ServerProcess, serveCommand, start } from './durability/server.ts';
import { newFolder, prepareVault } from './durability/vault.ts';
import { Connection } from './durability/wire.ts';
import { memoryOf } from './memory.ts';

export const chunkBytes = 2_097_152;

export class BlobScene implements AsyncDisposable {
  readonly data = newFolder();
  server!: ServerProcess;
  #connection!: Connection;
  #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  #identity!: ConstructorParameters<typeof Connection>[1];
  readonly #noise = randomBytes(chunkBytes);

  static async open(): Promise<BlobScene> {
    const scene = new BlobScene();
    const [record] = await prepareVault(scene.data, 1);
    scene.#identity = record!.identity;
    await scene.start();
    return scene;
  }

  async start(): Promise<void> {
    this.server = await start(serveCommand(this.data));
    this.#connection = new Connection(this.server.platformUrl, this.#identity);
  }

  /** Ends the server as a crash would. */
  async kill(): Promise<void> {
    this.#connection.close();
    this.#agent.destroy();
    this.#agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await this.server.kill();
  }

  async call(method: string, version: number, info = ''): Promise<string> {
    const answer = await this.#connection.call(method, version, info);
    if (answer?.code !== 0) throw new Error(answer?.xml ?? 'the server broke off');
    return answer.xml;
  }

  async begin(): Promise<string> {
    return this.#here(textIn(await this.call('BeginPutBlob', 1), 'blob-ref-url'));
  }

  /** Each start has a port of its own. */
  #here(url: string): string {
    const { host } = new URL(this.server.platformUrl);
    return url.replace(/\/\/[^/]+/, `//${host}`);
  }

  /** The chunk at this place of the blob: told apart from every other. */
  chunk(from: number, length: number): Buffer {
    const bytes = this.#noise.subarray(0, Math.min(chunkBytes, length - from));
    if (bytes.length >= 8) bytes.writeDoubleLE(from, 0);
    return bytes;
  }

  /** Sends a chunk; undefined when no answer came. */
  send(url: string, from: number, length: number): Promise<number | undefined> {
    const bytes = this.chunk(from, length);
    const isLast = from + bytes.length >= length;
    return new Promise(resolve => {
      const outgoing = request(
        this.#here(url),
        {
          method: 'POST',
          agent: this.#agent,
          headers: {
            'Content-Length': bytes.length,
            'Content-Range': `bytes ${from}-${from + bytes.length - 1}/*`,
            ...(isLast && { 'x-hv-blob-complete': '1' }),
          },
        },
        answer => {
          answer.resume();
          answer.on('close', () => resolve(answer.complete ? answer.statusCode : undefined));
        },
      );
      outgoing.on('error', () => resolve(undefined));
      outgoing.end(bytes);
    });
  }

  /** Uploads from a place on, and answers the address of the whole. @throws when a chunk is refused */
  async upload(length: number, url?: string, start = 0): Promise<string> {
    const address = url ?? (await this.begin());
    for (let from = start; from < length; from += chunkBytes) {
      const status = await this.send(address, from, length);
      if (status !== 200) throw new Error(`the chunk at ${from} was answered by ${status}`);
    }
    return address;
  }

  /** Puts uploads into a new thing, each with the hash it must have, and answers the thing's id. */
  async put(...uploads: { url: string; length: number }[]): Promise<string> {
    const blobs = uploads.map(({ url, length }, i) => ({
      name: `b${i}`,
      url,
      length,
      hash: this.hashOf(length),
    }));
    return textIn(await this.call('PutThings', 2, weightWith(payload(...blobs))), 'thing-id');
  }

  /** SHA256Block of what is sent for a blob of this length. */
  hashOf(length: number): string {
    const all = createHash('sha256');
    for (let from = 0; from < length; from += chunkBytes)
      all.update(createHash('sha256').update(this.chunk(from, length)).digest());
    return all.digest('base64');
  }

  /** Downloads the only blob of a thing: its length, and its hash by blocks. */
  async download(thingId: string): Promise<{ length: number; hash: string }> {
    const info = `<group><id>${thingId}</id><format><section>blobpayload</section></format></group>`;
    const url = this.#here(textIn(await this.call('GetThings', 3, info), 'blob-ref-url'));
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      request(url, { agent: this.#agent }, resolve).on('error', reject).end(),
    );
    const all = createHash('sha256');
    let [block, filled, length] = [createHash('sha256'), 0, 0];
    for await (let piece of answer as AsyncIterable<Buffer>) {
      length += piece.length;
      while (piece.length > 0) {
        const part = piece.subarray(0, chunkBytes - filled);
        block.update(part);
        filled += part.length;
        piece = piece.subarray(part.length);
        if (filled < chunkBytes) continue;
        all.update(block.digest());
        [block, filled] = [createHash('sha256'), 0];
      }
    }
    if (filled > 0) all.update(block.digest());
    return { length, hash: all.digest('base64') };
  }

  /** Megabytes the server has in memory: now, and the most it ever had. */
  memory(): { now: number; most: number } {
    return memoryOf(this.server.pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }
}

function textIn(xml: string, name: string): string {
  const text = new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`).exec(xml)?.[1];
  if (text === undefined) throw new Error(`no ${name} in ${xml}`);
  return text;
}
