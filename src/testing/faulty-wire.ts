// A wire to a server that can be cut: at once, or after so many answers of one kind. For tests of what is told when a
// connection is lost.
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface FaultyWire extends AsyncDisposable {
  readonly port: number;
  /** Cuts all connections; new ones are taken again. */
  cut(): void;
  /** Lets nothing through any more, in either direction, and tells nobody; undone by `false`. */
  swallow(isSwallowing: boolean): void;
  /** Cuts a connection when it answers with this, before the answer goes through. */
  cutAtAnswer(text: string | undefined): void;
}

export async function layFaultyWire(to: { host: string; port: number }): Promise<FaultyWire> {
  const open = new Set<Socket>();
  let isSwallowing = false;
  let cutting: string | undefined;
  const server: Server = createServer(near => {
    const far = connect(to.port, to.host);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', data => {
      if (!isSwallowing) far.write(data);
    });
    far.on('data', data => {
      if (isSwallowing) return;
      if (cutting !== undefined && data.includes(cutting)) {
        cutting = undefined;
        near.destroy();
      } else near.write(data);
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: address.port,
    cut,
    swallow: value => {
      isSwallowing = value;
    },
    cutAtAnswer: text => {
      cutting = text;
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise(done => server.close(done));
    },
  };
}
