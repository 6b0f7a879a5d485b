// The load: N keep-alive connections, each sending its request as soon as the answer to the last is there.
// Bare sockets, so that the client costs as little as it can.
import { connect } from 'node:net';

/** As much as is read at once. */
const readBytes = 65_536;

/**
 * Connections that stay open, so that several servers can be asked in turns.
 * @param requests whole HTTP requests; each connection takes one, and sends the same all the time
 * @param answerStart what the body of every answer begins with
 */
export async function openConnections({ port, requests, clients, answerStart }) {
  const expected = Buffer.from(answerStart);
  const connections = await Promise.all(
    Array.from({ length: clients }, (_, i) => openConnection(port, requests[i % requests.length], expected)),
  );
  return {
    /** Asks for so many milliseconds. @returns latencies in milliseconds, and how long it took until the last answer */
    async run(ms) {
      const latencies = [];
      const started = performance.now();
      await Promise.all(connections.map(connection => connection.run(started + ms, latencies)));
      return { latencies, tookMs: performance.now() - started };
    },
    close() {
      for (const connection of connections) connection.close();
    },
  };
}

function openConnection(port, request, expected) {
  let [sentAt, missing, until, latencies] = [0, -1, 0, []];
  let done;
  let fail = () => {};
  const send = () => {
    sentAt = performance.now();
    missing = -1;
    socket.write(request);
  };
  let head = Buffer.alloc(0);
  const takeHead = data => {
    head = head.length === 0 ? data : Buffer.concat([head, data]);
    const headEnd = head.indexOf('\r\n\r\n');
    if (headEnd < 0 || head.length < headEnd + 4 + expected.length) {
      // What comes next is written over it.
      head = Buffer.from(head);
      return;
    }
    const length = Number(/content-length: (\d+)/i.exec(head.latin1Slice(0, headEnd))?.[1]);
    const body = head.subarray(headEnd + 4);
    if (!body.subarray(0, expected.length).equals(expected))
      return fail(new Error(`unexpected answer: ${head.toString('utf8').slice(0, 600)}`));
    missing = length - body.length;
    head = Buffer.alloc(0);
  };
  const take = (length, buffer) => {
    if (missing < 0) takeHead(buffer.subarray(0, length));
    else missing -= length;
    if (missing !== 0) return;
    const now = performance.now();
    latencies.push(now - sentAt);
    if (now < until) send();
    else done();
  };
  // One piece of memory for all that comes, not one for each.
  const onread = { buffer: Buffer.allocUnsafe(readBytes), callback: take };
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
  const connection = {
    run: (end, into) =>
      new Promise((resolve, reject) => {
        [until, latencies, done, fail] = [end, into, resolve, reject];
        send();
      }),
    close: () => socket.destroy(),
  };
  return new Promise((resolve, reject) => {
    const broken = error => {
      reject(error);
      fail(error);
    };
    socket.once('connect', () => resolve(connection));
    socket.on('error', broken);
    socket.on('end', () => broken(new Error('the server closed a connection')));
  });
}

export function httpRequest(path, body) {
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
