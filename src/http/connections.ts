// The connections of a server: so many from one address and in all, none that holds on to its answer for ever. Called by
// main.ts.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Config } from '../config.ts';
import { getAddressKey } from '../core/limits/rate-limit.ts';
import { Tally } from '../core/limits/under-way.ts';
import { simplifyAddress } from './address.ts';

/** Of the head of a request, between two of one connection; and of agreeing on TLS. */
export const timeouts = {
  headersTimeout: 20_000,
  // All of it is bounded by breakOffSlowSenders, which Node cannot do for one and not for another.
  requestTimeout: 0,
  // How often the head is looked at.
  connectionsCheckingInterval: 5000,
  // Proxies keep theirs for a minute: one that is closed before that is closed as the next request comes.
  keepAliveTimeout: 75_000,
  handshakeTimeout: 20_000,
};
const idleTimeoutMs = 60_000;

/** Browsers send some twenty; names and values of thousands take far more memory than they are long. */
const headersMax = 100;

/** Those beyond are left out without a word, and the last are what a proxy says of who asks. */
export function hasTooManyHeaders({ rawHeaders }: IncomingMessage): boolean {
  return rawHeaders.length > 2 * headersMax;
}

export function boundConnections(
  server: Server,
  { limits, trustedProxies }: Pick<Config, 'limits' | 'trustedProxies'>,
): void {
  breakOffSlowSenders(server);
  const makeRoom = followIdle(server, limits.connectionsMax);
  server.maxHeadersCount = headersMax;
  server.setTimeout(idleTimeoutMs);
  const open = new Tally(limits.connectionsPerAddressMax, Number.POSITIVE_INFINITY);
  // Before the server itself gets to it.
  server.prependListener('connection', (socket: Socket) => {
    if (!makeRoom(socket)) return;
    const address = simplifyAddress(socket.remoteAddress ?? '');
    // Behind a proxy they are everybody's; what each of these may do is counted by request.
    if (trustedProxies.includes(address)) return;
    const party = getAddressKey(address);
    if (!open.add(party, 1)) socket.destroy();
    else socket.once('close', () => open.remove(party, 1));
  });
}

/**
 * Keeps a full server open to others: room is made by the connection that has waited longest for its first request, or else for
 * its next.
 * @returns what each new connection is told to; false where it was ended, as all others are busy
 */
function followIdle(server: Server, max: number): (socket: Socket) => boolean {
  const all = new Set<Socket>();
  // Those without a request under way, the oldest first.
  const [silent, idle] = [new Set<Socket>(), new Set<Socket>()];
  const forget = (socket: Socket): void => {
    for (const some of [all, silent, idle]) some.delete(socket);
  };
  const end = (socket: Socket): void => {
    forget(socket);
    socket.destroy();
  };
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const own = outerOf(socket);
    silent.delete(own);
    idle.delete(own);
    response.once('close', () => {
      if (all.has(own)) idle.add(own);
    });
  });
  return socket => {
    if (all.size >= max) {
      const oldest = silent.values().next().value ?? idle.values().next().value;
      end(oldest ?? socket);
      if (!oldest) return false;
    }
    all.add(socket);
    silent.add(socket);
    socket.once('close', () => forget(socket));
    return true;
  };
}

/** That of the system: over TLS the one below. */
function outerOf(socket: Socket): Socket {
  return (socket as { _parent?: Socket })._parent ?? socket;
}

/** How long a request may take to come, and what comes at a pace for each further part. */
const requestMs = 120_000;
const arrivalLookMs = 5000;

interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly until: number;
  /** Of its connection, when this part of the time began. */
  readonly bytes: number;
}

/** Bytes a second. */
const paces = new WeakMap<IncomingMessage, number>();

/** Lets a request whose sender is known take its time, as long as it comes at a pace: files take longer than words. */
export function letComeAtPace(request: IncomingMessage, bytesPerSecondMin: number): void {
  paces.set(request, bytesPerSecondMin);
}

/** Ends connections whose requests do not come to their end. */
function breakOffSlowSenders(server: Server): void {
  // By connection, of which one request comes at a time: those that have come are not held until they are looked at.
  const arrivals = new Map<Socket, Arrival>();
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const until = performance.now() + requestMs;
    arrivals.set(socket, { request, response, bytes: socket.bytesRead, until });
  });
  const timer = setInterval(() => {
    const now = performance.now();
    for (const [socket, { request, response, bytes, until }] of arrivals) {
      if (request.complete || socket.destroyed) arrivals.delete(socket);
      else if (now >= until && comesAtPace(request, socket.bytesRead - bytes))
        arrivals.set(socket, { request, response, bytes: socket.bytesRead, until: now + requestMs });
      else if (now >= until) breakOff(request, response);
    }
  }, arrivalLookMs);
  timer.unref();
  server.once('close', () => clearInterval(timer));
}

function comesAtPace(request: IncomingMessage, bytes: number): boolean {
  const pace = paces.get(request);
  if (pace === undefined) return false;
  // What has come and is not taken waits for us.
  return request.isPaused() || request.readableLength > 0 || bytes >= (pace * requestMs) / 1000;
}

/** As Node does where nothing was answered yet. */
function breakOff({ socket }: IncomingMessage, { headersSent }: ServerResponse): void {
  if (!headersSent && socket.writable)
    socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
  socket.destroy();
}

/** Who has taken too little at so many looks one after the other takes too little. */
const slowLooksMax = 3;

interface Look {
  readonly taken: number;
  readonly slow: number;
}

/** Ends connections that take their answers so slowly that they hold them for ever. */
export function breakOffSlowReaders(
  underWay: ReadonlySet<ServerResponse>,
  bytesPerSecondMin: number,
  lookMs = 20_000,
): { stop(): void } {
  const looks = new WeakMap<Socket, Look>();
  const timer = setInterval(() => {
    for (const { socket } of underWay) {
      if (!socket) continue;
      const taken = takenBy(socket);
      const before = looks.get(socket);
      // Who has everything there is waits for us.
      const isSlow =
        before !== undefined &&
        socket.writableLength > 0 &&
        taken - before.taken < (bytesPerSecondMin * lookMs) / 1000;
      const slow = isSlow ? before.slow + 1 : 0;
      looks.set(socket, { taken, slow });
      if (slow >= slowLooksMax) socket.destroy();
    }
  }, lookMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

interface Handle {
  readonly bytesWritten: number;
  readonly writeQueueSize: number;
}

/** What has left for the system. In public Node tells of a large answer only once its last byte has, and nothing below TLS. */
function takenBy(socket: Socket): number {
  const handle = (outerOf(socket) as { _handle?: Handle })._handle;
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0;
}

/** Requests of one connection that wait for their answers; browsers send the next when they have one. */
const pipelinedMax = 32;

const waiting = new WeakMap<Socket, number>();

interface Parser {
  onIncoming: () => number;
}

/** What makes Node's parser leave the rest of a packet alone, as it does once a connection speaks another protocol. */
const restIsNotHttp = 2;

/**
 * Thousands fit into one packet, and Node holds an answer for each, refusals too: such a connection is ended. In public
 * the rest of the packet cannot be kept from being read.
 */
export function isPipeliningTooMuch({ socket }: IncomingMessage, response: ServerResponse): boolean {
  if (socket.destroyed) return true;
  const count = (waiting.get(socket) ?? 0) + 1;
  if (count > pipelinedMax) {
    const { parser } = socket as { parser?: Parser };
    if (parser) parser.onIncoming = () => restIsNotHttp;
    socket.destroy();
    return true;
  }
  waiting.set(socket, count);
  response.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
  return false;
}
