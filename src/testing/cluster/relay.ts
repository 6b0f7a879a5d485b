// A stretch of network between two parts of a cluster that can be cut: nothing passes any more and nobody is told, so that
// both sides believe the other to be there, only silent. What was under way when it is mended arrives late, as what TCP
// sends again does; or the connections are gone, as they are where something between forgot them.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Which way is closed, seen from who connected. */
export type CutWay = 'both' | 'there' | 'back';

export class Relay {
  /** Where what comes in goes; what is connected already stays where it is. */
  target: number;
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  #cut: CutWay | undefined;

  private constructor(target: number, server: Server) {
    this.target = target;
    this.#server = server;
    server.on('connection', socket => this.#take(socket));
  }

  static async open(target = 0): Promise<Relay> {
    const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Relay(target, server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  cut(way: CutWay = 'both'): void {
    this.#cut = way;
    for (const pair of this.#pairs) pair.hold(way);
  }

  mend(how: 'late' | 'reset'): void {
    this.#cut = undefined;
    for (const pair of [...this.#pairs]) {
      if (how === 'reset') pair.reset();
      else pair.hold(undefined);
    }
  }

  async close(): Promise<void> {
    for (const pair of [...this.#pairs]) pair.reset();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #take(near: Socket): void {
    const pair = new Pair(near, () => this.target, this.#cut);
    this.#pairs.add(pair);
    pair.whenOver(() => this.#pairs.delete(pair));
  }
}

/** One connection through the relay. */
class Pair {
  readonly #near: Socket;
  readonly #target: () => number;
  #far: Socket | undefined;
  #cut: CutWay | undefined;
  #isBroken = false;
  #over = () => {};

  constructor(near: Socket, target: () => number, cut: CutWay | undefined) {
    this.#near = near;
    this.#target = target;
    near.on('error', () => this.#break());
    near.on('close', () => this.#break());
    this.hold(cut);
  }

  whenOver(over: () => void): void {
    this.#over = over;
  }

  hold(cut: CutWay | undefined): void {
    this.#cut = cut;
    if (cut === undefined && this.#isBroken) {
      this.reset();
      return;
    }
    if (cut === undefined) this.#far ??= this.#reach();
    for (const [from, way] of [
      [this.#near, 'there'],
      [this.#far, 'back'],
    ] as const) {
      if (cut === 'both' || cut === way) from?.pause();
      else if (this.#far) from?.resume();
    }
  }

  reset(): void {
    this.#near.destroyed || this.#near.resetAndDestroy();
    this.#far?.destroyed || this.#far?.resetAndDestroy();
    this.#over();
  }

  #reach(): Socket {
    const far = connect({ port: this.#target(), host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    far.on('error', () => this.#break());
    far.on('close', () => this.#break());
    this.#carry(this.#near, far, 'there');
    this.#carry(far, this.#near, 'back');
    return far;
  }

  #carry(from: Socket, to: Socket, way: CutWay): void {
    from.on('data', piece => {
      if (!to.write(piece)) from.pause();
    });
    to.on('drain', () => {
      if (this.#cut !== 'both' && this.#cut !== way) from.resume();
    });
    from.on('end', () => to.end());
  }

  /** One side is gone; the other learns of it once something can pass again. */
  #break(): void {
    this.#isBroken = true;
    if (this.#cut === undefined) this.reset();
  }
}
