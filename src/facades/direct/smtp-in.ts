// Where mail by Direct comes in: an SMTP server that takes mail for people of this vault and for nobody else. It answers 250 once
// the mail is on disk. What a connection may take of time and memory is bounded before anybody is known.
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { SMTPServer, SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { findRecipient, localPartOf } from '../../core/direct/inbox/address.ts';
import { newUserLocal } from '../../core/direct/inbox/new-user.ts';
import type { Openings } from '../../core/direct/inbox/open.ts';
import { isPostmaster } from '../../core/direct/inbox/postmaster.ts';
import { type Outcome, receiveDirect } from '../../core/direct/inbox/receive.ts';
import { DirectRefusal } from '../../core/direct/inbox/refusal.ts';
import { hourMs, minuteMs } from '../../core/limits/durations.ts';
import {
  countByAddress,
  countTries,
  findLongestWait,
  getAddressKey,
  TooManyTries,
} from '../../core/limits/rate-limit.ts';
import { Tally } from '../../core/limits/under-way.ts';
import { StoreUnavailable } from '../../core/store.ts';
import type { Vault } from '../../core/vault.ts';
import { simplifyAddress } from '../../http/address.ts';
import { type Pair, tlsRules } from '../../http/certificate.ts';

export interface DirectServer {
  readonly port: number;
  /** Shows another certificate from now on. */
  renew(pair: Pair): void;
  /** Takes nothing new, and finishes what is under way. */
  close(): Promise<void>;
}

export interface DirectServerOptions {
  readonly host: string;
  readonly port: number;
  readonly demandsTls: boolean;
  readonly pair: Pair | undefined;
  readonly log: Logger;
}

interface Door {
  readonly vault: Vault;
  readonly log: Logger;
  readonly demandsTls: boolean;
  readonly connections: Tally;
  /** Bytes of mails that came and are not kept yet. */
  readonly bytes: Tally;
  /** Mails that are opened, one after the other: each takes several times its bytes. */
  turn: Promise<unknown>;
}

/** Resolves when it listens. @throws when it cannot */
export async function startDirectServer(vault: Vault, options: DirectServerOptions): Promise<DirectServer> {
  const { SMTPServer } = await import('smtp-server');
  const { limits } = vault;
  const { directConnectionsMax: connectionsMax, directMailBytesMax } = limits;
  const door: Door = {
    vault,
    log: options.log,
    demandsTls: options.demandsTls,
    connections: new Tally(limits.directConnectionsPerAddressMax, connectionsMax),
    bytes: new Tally(2 * directMailBytesMax, limits.directBytesUnderWayMax),
    turn: Promise.resolve(),
  };
  const server = new SMTPServer({
    ...tlsRules,
    ...options.pair,
    name: vault.direct?.domain,
    banner: 'Keepwell',
    disabledCommands: ['AUTH', ...(options.pair ? [] : ['STARTTLS'])],
    disableReverseLookup: true,
    logger: false,
    size: directMailBytesMax,
    maxClients: connectionsMax,
    maxRecipients: limits.directMailRecipientsMax,
    maxCommandLength: commandBytesMax,
    maxAllowedUnauthenticatedCommands: false,
    socketTimeout: limits.directSilenceMs,
    closeTimeout: limits.drainMs,
    hideSMTPUTF8: true,
    authOptional: true,
    ...answersOf(door),
  });
  // A connection that fails is its client's trouble; what concerns all is told as it begins to listen.
  server.on('error', () => {});
  const net = server.server as Server;
  net.on('connection', socket => watch(door, socket));
  const port = await listen(server, options);
  return {
    port,
    renew: pair => server.updateSecureContext({ ...tlsRules, ...pair }),
    close: () => close(server, door),
  };
}

/** No command of SMTP is longer, and no address. */
const commandBytesMax = 2048;

function listen(server: SMTPServer, { host, port }: DirectServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const net = server.server as Server;
    net.once('error', reject);
    server.listen(port, host, () => {
      net.off('error', reject);
      resolve((net.address() as AddressInfo).port);
    });
  });
}

async function close(server: SMTPServer, door: Door): Promise<void> {
  const isClosed = new Promise<void>(resolve => server.close(() => resolve()));
  // Whoever is in no mail begins another elsewhere.
  for (const connection of server.connections)
    if (!connection.session.envelope.mailFrom) {
      connection.send(421, 'Server stopping');
      connection.close();
    }
  await Promise.race([isClosed, pause(door.vault.limits.drainMs, undefined, { ref: false })]);
  await door.turn;
}

/** However it dribbles, a connection ends at its time. */
function watch({ vault, connections }: Door, socket: Socket): void {
  const party = getAddressKey(simplifyAddress(socket.remoteAddress ?? ''));
  if (!connections.add(party, 1)) {
    socket.on('error', () => {});
    socket.end('421 Too many connections\r\n', () => socket.destroy());
    return;
  }
  // Answers to commands that came together are small, and go one by one.
  socket.setNoDelay(true);
  const ending = setTimeout(() => socket.destroy(), vault.limits.directConnectionMs);
  socket.once('close', () => {
    clearTimeout(ending);
    connections.remove(party, 1);
  });
}

type Done = (error?: Error | null) => void;

function answersOf(door: Door) {
  const { vault } = door;
  return {
    onConnect({ remoteAddress: address }: SMTPServerSession, done: Done) {
      const max = vault.limits.directConnectionsPerMinuteMax;
      void answer(door, done, 421, async () => countByAddress({ vault, address }, 'direct connection', max));
    },
    onMailFrom(_: unknown, session: SMTPServerSession, done: Done) {
      const isOpen = door.demandsTls && !session.secure;
      done(isOpen ? refusalOf(new DirectRefusal(530, 'Must issue a STARTTLS command first.')) : null);
    },
    onRcptTo({ address }: { address: string }, session: SMTPServerSession, done: Done) {
      void answer(door, done, 450, () => admit(vault, address, session.remoteAddress));
    },
    onData(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done) {
      void answer(door, done, 451, () => take(door, stream, session));
    },
  };
}

/** Whatever happens, the dialogue is answered. @param busy the code where it may come again */
async function answer(door: Door, done: Done, busy: number, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    done();
  } catch (error) {
    if (error instanceof DirectRefusal) return done(refusalOf(error));
    if (error instanceof TooManyTries)
      return done(refusalOf(new DirectRefusal(busy, 'Too many at once. Try again later.')));
    if (!(error instanceof StoreUnavailable)) door.log.error(error, 'a mail by Direct could not be taken on');
    done(refusalOf(new DirectRefusal(busy, 'This cannot be done just now. Try again later.')));
  }
}

function refusalOf({ code, message }: DirectRefusal): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

/** Whoever asks for many addresses that nobody has is told of none any more, those that are there among them. */
async function admit(vault: Vault, to: string, address: string): Promise<void> {
  const max = vault.limits.directUnknownPerMinuteMax;
  const tries = [
    { kind: 'direct unknown from', key: getAddressKey(address), isEndless: true, max, windowMs: minuteMs },
  ];
  const waitMs = await findLongestWait(vault, tries);
  if (waitMs > 0) throw new TooManyTries(waitMs);
  if (localPartOf(vault, to) === newUserLocal) return;
  if (isPostmaster(vault, to)) return countPostmaster(vault, address);
  if (await vault.store.read(db => findRecipient(db, vault, to))) return;
  await countTries(vault, tries);
  throw new DirectRefusal(550, 'There is no such mailbox.');
}

/** Anybody may write there, so nobody may often. */
async function countPostmaster(vault: Vault, address: string): Promise<void> {
  const max = vault.limits.directPostmasterPerAddressPerHourMax;
  await countTries(vault, [
    { kind: 'direct postmaster from', key: getAddressKey(address), isEndless: true, max, windowMs: hourMs },
  ]);
}

async function take(door: Door, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const party = getAddressKey(session.remoteAddress);
  const held = { bytes: 0 };
  try {
    const raw = await gather(door, stream, party, held);
    const begunAt = performance.now();
    const outcome = await inTurn(door, () => keepForAll(door.vault, raw, session));
    door.log.info(
      {
        bytes: raw.length,
        recipients: session.envelope.rcptTo.length,
        outcome,
        ms: Math.round(performance.now() - begunAt),
      },
      'mail by Direct kept',
    );
  } finally {
    door.bytes.remove(party, held.bytes);
  }
}

async function gather(
  door: Door,
  stream: SMTPServerDataStream,
  party: string,
  held: { bytes: number },
): Promise<Buffer> {
  const coming: Coming = { pieces: [], last: undefined, refusal: undefined };
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) takePiece(door, coming, piece, party, held);
  } catch {
    // Whoever hung up reads no answer.
    throw new DirectRefusal(451, 'The mail did not come to its end.');
  }
  if (coming.refusal) throw coming.refusal;
  if (coming.last === cr) throw bareBreak();
  return Buffer.concat(coming.pieces);
}

interface Coming {
  pieces: Buffer[];
  /** The byte that came last. */
  last: number | undefined;
  refusal: DirectRefusal | undefined;
}

/** All of it is read, also of what is too much: only then does the other side read an answer. */
function takePiece(
  { bytes, vault }: Door,
  coming: Coming,
  piece: Buffer,
  party: string,
  held: { bytes: number },
): void {
  if (coming.refusal) return;
  if (held.bytes + piece.length > vault.limits.directMailBytesMax)
    coming.refusal = new DirectRefusal(552, `A mail may have ${vault.limits.directMailBytesMax} bytes.`);
  else if (hasBareBreak(piece, coming.last)) coming.refusal = bareBreak();
  else if (!bytes.add(party, piece.length))
    coming.refusal = new DirectRefusal(452, 'Too much mail comes at once. Try again later.');
  if (coming.refusal) {
    coming.pieces = [];
    return;
  }
  held.bytes += piece.length;
  coming.pieces.push(piece);
  coming.last = piece.at(-1) ?? coming.last;
}

const [lf, cr] = [10, 13];

/** A line break of mail has both its characters. What has one alone may be two mails to one program and one to another. */
function hasBareBreak(piece: Buffer, before: number | undefined): boolean {
  let last = before;
  for (let at = 0; at < piece.length; at++) {
    const byte = piece[at];
    if ((byte === lf) !== (last === cr)) return true;
    last = byte;
  }
  return false;
}

function bareBreak(): DirectRefusal {
  return new DirectRefusal(554, 'Lines of a mail end with both CR and LF.');
}

function inTurn<T>(door: Door, work: () => Promise<T>): Promise<T> {
  const next = door.turn.then(work);
  door.turn = next.catch(() => {});
  return next;
}

/**
 * For each it was sent to. There is one answer for all: where one does not get it the answer says so, and what comes again is
 * known by those who have it.
 */
async function keepForAll(vault: Vault, raw: Buffer, { envelope }: SMTPServerSession): Promise<Outcome> {
  const from = envelope.mailFrom ? envelope.mailFrom.address : '';
  const transaction = vault.ids.guid();
  const openings: Openings = new Map();
  let outcome: Outcome = 'duplicate';
  let worst: DirectRefusal | undefined;
  for (const { address: to } of envelope.rcptTo) {
    try {
      const one = await receiveDirect(vault, raw, { from, to, transaction }, openings);
      if (one !== 'duplicate') outcome = one;
    } catch (error) {
      if (!(error instanceof DirectRefusal)) throw error;
      // One that may come again is worth more than one that never will.
      if (!worst || error.code < worst.code) worst = error;
    }
  }
  if (worst) throw worst;
  return outcome;
}
