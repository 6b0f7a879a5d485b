// One server and one client, for tests of a disk that fails: what is written, what was acknowledged, what is there.
import { rmSync } from 'node:fs';
import { thingXml, weightXml } from '../things.ts';
import { typeIds } from '../type-ids.ts';
import { type ServerProcess, serveCommand, start } from './server.ts';
import { prepareVault } from './vault.ts';
import { Connection, type WireAnswer } from './wire.ts';

export class Scene implements AsyncDisposable {
  readonly data: string;
  server!: ServerProcess;
  /** Weights that were acknowledged. */
  readonly kept: number[] = [];
  #connection!: Connection;
  #identity!: ConstructorParameters<typeof Connection>[1];
  #next = 1;

  private constructor(data: string) {
    this.data = data;
  }

  /** Makes a vault in a folder and serves it. */
  static async open(data: string): Promise<Scene> {
    const scene = new Scene(data);
    const [record] = await prepareVault(data, 1);
    scene.#identity = record!.identity;
    await scene.start();
    return scene;
  }

  async start(): Promise<void> {
    this.server = await start(serveCommand(this.data));
    this.#connection = new Connection(this.server.platformUrl, this.#identity);
  }

  /** Writes one weight, with a note of some length. */
  async write(noteLength = 0): Promise<WireAnswer> {
    const kg = this.#next++;
    const common = `<common><note>${'n'.repeat(noteLength)}</note></common>`;
    const answer = await this.#connection.call(
      'PutThings',
      2,
      thingXml(typeIds.weight, { data: weightXml(kg), common }),
    );
    if (!answer) throw new Error('the server broke off');
    if (answer.code === 0) this.kept.push(kg);
    return answer;
  }

  /** Writes until it is refused. */
  async writeUntilRefused(noteLength: number): Promise<WireAnswer> {
    for (let i = 0; i < 1000; i++) {
      const answer = await this.write(noteLength);
      if (answer.code !== 0) return answer;
    }
    throw new Error('it was never refused');
  }

  /** The weights that are there. */
  async weights(): Promise<number[]> {
    const query = `<group><filter><type-id>${typeIds.weight}</type-id></filter><format><xml/></format></group>`;
    const answer = await this.#connection.call('GetThings', 3, query);
    return [...answer!.xml.matchAll(/<kg>(\d+)</g)].map(([, kg]) => Number(kg)).sort((a, b) => a - b);
  }

  async crashAndStart(): Promise<void> {
    this.#connection.close();
    await this.server.kill();
    await this.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#connection.close();
    await this.server.kill();
    rmSync(this.data, { recursive: true, force: true });
  }
}
