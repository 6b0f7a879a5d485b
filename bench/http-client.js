// The load: N keep-alive connections, each sending the same request as soon as the answer to the last is there.
// Bare sockets, so that the client costs as little as it can.
import { connect } from 'node:net';

/**
 * Sends `request` (a whole HTTP request) over `clients` connections for `ms` milliseconds.
 * `check` sees the first answer body of each connection and throws when it is not what it should be.
 * @returns requests a second, and latencies in milliseconds
 */
export async function load({ port, request, clients, ms, check }) {
  const latencies = [];
  const started = performance.now();
  const until = started + ms;
  await Promise.all(
    Array.from({ length: clients }, () => connection({ port, request, until, latencies, check })),
  );
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  const at = share => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return { rate: latencies.length / seconds, p50: at(0.5), p99: at(0.99), count: latencies.length };
}

function connection({ port, request, until, latencies, check }) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let sentAt = 0;
    let checked = false;
    let pending = Buffer.alloc(0);
    const send = () => {
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setNoDelay(true);
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', data => {
      pending = pending.length === 0 ? data : Buffer.concat([pending, data]);
      const headEnd = pending.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(pending.latin1Slice(0, headEnd))?.[1]);
      if (pending.length < headEnd + 4 + length) return;
      const now = performance.now();
      latencies.push(now - sentAt);
      if (!checked) {
        checked = true;
        try {
          check(pending.toString('utf8', headEnd + 4));
        } catch (error) {
          socket.destroy();
          return reject(error);
        }
      }
      pending = Buffer.alloc(0);
      if (now < until) return send();
      socket.end();
      resolve();
    });
  });
}

export function httpRequest(path, body) {
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
