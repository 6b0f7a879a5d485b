// The composition root: configuration → storage → core → facades.

import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer, Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { SecureContextOptions } from 'node:tls';
import type { Logger } from 'pino';
import { type Background, startBackground } from './background.ts';
import { demandBlobs } from './blob-place.ts';
import { addBell } from './commit-bell.ts';
import { type Config, ConfigError } from './config.ts';
import { reviewApplications } from './core/applications/starting.ts';
import { beginNoting } from './core/audit/noters.ts';
import type { DirectRoads } from './core/direct/outbox/roads.ts';
import { makeInstance } from './core/instance.ts';
import { followDatabaseClock } from './core/leases/database-clock.ts';
import type { MailSettings } from './core/mail/mail.ts';
import { makeMemory } from './core/memory.ts';
import { hasBeenInProduction } from './core/production.ts';
import type { Settling } from './core/seals/seals.ts';
import { findBrandProblem } from './core/smart/brand.ts';
import type { Store } from './core/store.ts';
import type { Vault } from './core/vault.ts';
import { readVocabularyGrant } from './core/vocabularies/restricted.ts';
import type { Clock, Ids } from './core/world.ts';
import { blobsFolder, databaseFile, isProduction, markProduction } from './data-folder.ts';
import { makeDirectRoads } from './facades/direct/roads.ts';
import { type DirectServer, startDirectServer } from './facades/direct/smtp-in.ts';
import { makeSmtpMailer } from './facades/mail/smtp.ts';
import { type Health, makeHealth } from './health.ts';
import { type Follower, followCertificate, type Pair, readPair, tlsRules } from './http/certificate.ts';
import { boundConnections, breakOffSlowReaders, timeouts } from './http/connections.ts';
import { drain } from './http/drain.ts';
import { readIssuers } from './issuer-folder.ts';
import { watchKeys } from './key-watch.ts';
import { makeFolder } from './make-folder.ts';
import { makeLog } from './observe/log.ts';
import { startWatch, type Watch } from './observe/watch.ts';
import { openStore } from './open-store.ts';
import { makeRouter } from './router.ts';
import { type Hold, holdFolder } from './running.ts';
import { openBlobStore, sayBlobPlace } from './storage/blob-store.ts';
import type { TakeTurn } from './storage/dialects/sqlite.ts';
import { KeyRing } from './storage/sealing/key-ring.ts';
import { sealBlobs } from './storage/sealing/sealed-blobs.ts';
import { openTrustFolder } from './trust-folder.ts';
import { readSchedules } from './vaccine-folder.ts';
import { openKeysBeside, openVaultKeys, readMasters, readVaultId } from './vault-key.ts';

export const keepwellVersion: string = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).version;

const systemClock: Clock = { now: () => Date.now() };
const systemIds: Ids = { guid: () => randomUUID(), bytes: count => randomBytes(count) };

const startedAt = Date.now();

/** What may stand in place of the real thing, in tests. */
export interface Ports {
  readonly clock?: Clock;
  readonly ids?: Ids;
  /** Opens the store in a file. */
  readonly openStore?: (file: string, ring: KeyRing) => Promise<Store>;
  /** Holds the keys of the vault once it is open. */
  readonly ring?: KeyRing;
  /** Does a new vault go without encryption, as one of an older Keepwell? */
  readonly isPlain?: boolean;
  /** Where the process is one of several workers of a server: their parent has the data folder, and says whose turn it is. */
  readonly worker?: { readonly takeTurn: TakeTurn } | undefined;
}

/** Opens the vault in a data folder, which is made if it is not there. */
export async function openVault(config: Config, ports: Ports = {}): Promise<Vault> {
  makeFolder(config.data, 0o700);
  const ids = ports.ids ?? systemIds;
  const { ring = new KeyRing() } = ports;
  if (config.database === undefined) await openVaultKeys(config, ring);
  const store = await (ports.openStore?.(databaseFile(config.data), ring) ??
    openStore(config, { takeTurn: ports.worker?.takeTurn, ring }));
  try {
    const clock =
      ports.clock ?? (config.database === undefined ? systemClock : await followDatabaseClock(store));
    const settling = { ids, now: clock.now(), isPlain: ports.isPlain };
    if (config.database !== undefined) await openKeysBeside(store, config, ring, settling);
    const vault: Vault = {
      ...(await stored(config, store, ring, settling)),
      clock,
      // Only a server has a log.
      log: () => {},
      printSummary: async (grant, language) => {
        const { makeSummaryFile } = await import('./shell/pages/summary/file.ts');
        return makeSummaryFile(vault, grant, { language });
      },
    };
    return vault;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function stored(
  config: Config,
  store: Store,
  ring: KeyRing,
  settling: Settling,
): Promise<Omit<Vault, 'clock' | 'log' | 'printSummary'>> {
  const memory = makeMemory(config.limits);
  const id = await readVaultId(config, store, ring, settling);
  if (config.mode === 'sandbox' && (await store.read(hasBeenInProduction)))
    throw new ConfigError('This vault has been in production and stays so. Set its mode to production.');
  return {
    id,
    store: memory.holds.gate(store),
    keys: ring,
    ids: settling.ids,
    blobs: sealBlobs(await openBlobStore(config.blobStore, blobsFolder(config.data)), store),
    limits: config.limits,
    memory,
    instance: makeInstance(config.publicUrl, startedAt),
    mode: config.mode,
    allowPrivateNetworks: config.allowPrivateNetworks,
    mail: mailSettings(config),
    directRoads: directRoads(config),
    direct: config.directIn && { domain: config.directIn.domain, acceptsSha1: config.directIn.acceptsSha1 },
    signUp: config.signUp,
    identityProviders: config.identityProviders,
    restrictedVocabularies: config.restrictedVocabularies.map(readVocabularyGrant),
    trust: openTrustFolder(config.signatureTrust),
    vaccineSchedules: demandFolder(join(config.data, 'vaccines'), readSchedules),
    cardIssuers: demandFolder(join(config.data, 'card-issuers'), readIssuers),
    ocr: config.ocr,
    brand: demandBrand(config.brand),
    backups: config.backup && {
      settings: config.backup,
      place: { data: config.data, database: config.database, masterKey: config.masterKey },
    },
    version: keepwellVersion,
  };
}

function demandBrand(brand: Config['brand']): Config['brand'] {
  const problem = brand && findBrandProblem(brand);
  if (problem) throw new ConfigError(problem);
  return brand;
}

function demandFolder<Content>(folder: string, read: (folder: string) => Content): Content {
  try {
    return read(folder);
  } catch (error) {
    throw new ConfigError((error as Error).message);
  }
}

function mailSettings({ mode, mail: { smtp, from, mailbox } }: Config): MailSettings {
  const ca = smtp?.ca === undefined ? undefined : readFileSync(smtp.ca, 'utf8');
  return {
    from,
    mailer: smtp && makeSmtpMailer({ url: smtp.url, ca, from }),
    mailbox: smtp || mode === 'production' ? 'none' : mailbox,
  };
}

function directRoads(config: Config): DirectRoads {
  const { nameServers, relay, tls, ca, exchangePort: port } = config.directOut;
  const name = new URL(config.publicUrl).hostname;
  return makeDirectRoads({ nameServers, relay, smtp: { name, port, tls, ca } }, config);
}

export interface RunningServer extends AsyncDisposable {
  readonly vault: Vault;
  readonly port: number;
  readonly platformUrl: string;
  readonly shellUrl: string;
  readonly background: Background;
  /** Where Prometheus asks, if it may. */
  readonly metricsUrl: string | undefined;
  /** Where mail by Direct comes in, if it does. */
  readonly directPort: number | undefined;
  /** Reads the certificate again; nothing without TLS. */
  reloadCertificate(): void;
  /** Finishes what is in flight, then closes the store. */
  close(): Promise<void>;
}

interface ServerPorts extends Ports {
  readonly log?: Logger;
  /** Is it known that the files which items hold are lost? */
  readonly areFilesLost?: boolean;
}

/** Serves a vault. Resolves when it listens. @throws when another server has it */
export async function startServer(config: Config, ports: ServerPorts = {}): Promise<RunningServer> {
  makeFolder(config.data, 0o700);
  const hold = ports.worker ? heldByParent : holdFolder(config.data);
  try {
    return await serve(config, hold, ports);
  } catch (error) {
    hold.release();
    throw error;
  }
}

const heldByParent: Hold = { announce() {}, release() {} };

function makeRing(log: Logger): KeyRing {
  const ring = new KeyRing();
  ring.onDamaged = ({ recordId, id, versionStamp }) =>
    log.error({ recordId, thingId: id, versionStamp }, 'an item is damaged in the database');
  return ring;
}

async function serve(config: Config, hold: Hold, ports: ServerPorts): Promise<RunningServer> {
  const log = ports.log ?? makeLog(config.logLevel);
  const ring = makeRing(log);
  let vault = await openWithBlobs(config, { ...ports, ring });
  const bell = addBell(vault.store);
  const early: [IncomingMessage, ServerResponse][] = [];
  let handle = (request: IncomingMessage, response: ServerResponse): void => {
    early.push([request, response]);
  };
  let health: Health | undefined;
  const inFlight = new Set<ServerResponse>();
  const pair = config.tls && readPair(config.tls);
  const server = listener(config, pair, (request, response) => {
    inFlight.add(response);
    response.once('close', () => inFlight.delete(response));
    if (health?.isLeaving) response.shouldKeepAlive = false;
    handle(request, response);
  });
  const abandon = async (error: unknown, ...begun: { stop(): unknown }[]): Promise<never> => {
    for (const one of begun) await one.stop();
    server.close().closeAllConnections();
    await vault.store.close();
    throw error;
  };
  const [wasProduction, node] = [isProduction(config.data), nameNode(config, ports)];
  // A vault whose port is taken was never in production, so that is noted once it listens. Who comes meanwhile waits.
  const port = await listen(server, config)
    .then(async port => {
      await vault.store.write(db => reviewApplications(db, vault, { wasProduction }));
      // A vault whose disk is full is read on.
      await beginNoting(vault, node).catch(error => log.error(error, 'the start is not in the log yet'));
      return port;
    })
    .catch(error => abandon(error));
  const publicUrl = config.publicUrl.replace(/:0$/, `:${port}`);
  const instance = makeInstance(publicUrl, startedAt);
  vault = { ...vault, store: bell.store, instance, log: (level, facts, words) => log[level](facts, words) };
  const keyWatch = watchKeys(vault, ring, { log, readMasters: () => readMasters(config) });
  health = makeHealth({ vault, data: config.data, log, findKeyTrouble: () => keyWatch.trouble });
  const watch = await startWatch({
    ...{ config, vault, log, bell, health },
    isWorker: ports.worker !== undefined,
    countJobsHeld: () => background.countHeld(),
  }).catch(error => abandon(error, keyWatch));
  const direct = await startDirect(config, vault, { pair, log }).catch(error =>
    abandon(error, keyWatch, watch),
  );
  handle = makeRouter(config, vault, { log, health, watch });
  for (const [request, response] of early.splice(0)) handle(request, response);
  const certificate = follow([server, direct], config, pair, { clock: vault.clock, log });
  const slow = breakOffSlowReaders(inFlight, config.limits.answerBytesPerSecondMin);
  const watches = [certificate, slow, keyWatch];
  const background = startBackground(vault, { log, bell, node, jobRan: watch.jobRan });
  if (config.mode === 'production') markProduction(config.data);
  announce(publicUrl, config, { hold, log });
  const parts = { server, direct, inFlight, health, watches, background, watch, vault, hold, log };
  const close = () => stop(parts, ports.worker !== undefined);
  return {
    vault,
    port,
    platformUrl: vault.instance.platformUrl,
    shellUrl: vault.instance.shellUrl,
    background,
    metricsUrl: watch.metricsUrl,
    directPort: direct?.port,
    reloadCertificate: () => certificate?.reload(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface Parts {
  readonly server: Server;
  readonly direct: DirectServer | undefined;
  readonly inFlight: Set<ServerResponse>;
  readonly health: Health;
  readonly watches: readonly ({ stop(): void } | undefined)[];
  readonly background: Background;
  readonly watch: Watch;
  readonly vault: Vault;
  readonly hold: Hold;
  readonly log: Logger;
}

async function stop(parts: Parts, isWorker: boolean): Promise<void> {
  const { server, direct, inFlight, health, watches, background, watch, vault, hold, log } = parts;
  const { limits, store } = vault;
  log.info('server stopping');
  health.leave();
  const noticeMs = Math.max(limits.drainNoticeMs, isWorker ? workerNoticeMs : 0);
  await Promise.all([drain(server, inFlight, { noticeMs, finishMs: limits.drainMs }), direct?.close()]);
  for (const one of watches) one?.stop();
  // What is not done by then is done by the next, or by another: all of it is in the store.
  await Promise.race([background.stop(), setTimeout(limits.drainMs, undefined, { ref: false })]);
  await watch.stop();
  await store.close();
  hold.release();
  log.info('server stopped');
}

function announce(
  url: string,
  { mode, blobStore }: Config,
  { hold, log }: { hold: Hold; log: Logger },
): void {
  const { pid } = process;
  const blobs = sayBlobPlace(blobStore);
  hold.announce({ url, mode, pid, startedAt: new Date(startedAt).toISOString(), blobs });
  log.info({ url, mode, version: keepwellVersion, pid }, 'server started');
}

async function openWithBlobs(config: Config, ports: ServerPorts): Promise<Vault> {
  const vault = await openVault(config, ports);
  await demandBlobs(config, vault, ports.areFilesLost).catch(async error => {
    await vault.store.close();
    throw error;
  });
  return vault;
}

/** Connections go to the other workers meanwhile, and those that clients keep end with an answer. */
const workerNoticeMs = 1000;

/** Undefined where this process alone serves the vault. */
function nameNode({ database }: Config, { worker }: Ports): string | undefined {
  if (database === undefined && !worker) return undefined;
  return `${hostname()} ${process.pid} ${randomUUID()}`;
}

function listener(
  config: Config,
  pair: Pair | undefined,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Server {
  const server = pair
    ? createHttpsServer({ ...timeouts, ...tlsRules, ...pair }, handle)
    : createHttpServer(timeouts, handle);
  boundConnections(server, config);
  return server;
}

/** Mail comes in where a port is named for it. */
async function startDirect(
  { directIn }: Config,
  vault: Vault,
  { pair, log }: { pair: Pair | undefined; log: Logger },
): Promise<DirectServer | undefined> {
  if (!directIn?.listen) return undefined;
  const { listen, demandsTls } = directIn;
  return startDirectServer(vault, { ...listen, demandsTls, pair, log });
}

function follow(
  [server, direct]: readonly [Server, DirectServer | undefined],
  { tls, limits }: Config,
  pair: Pair | undefined,
  { clock, log }: { clock: Clock; log: Logger },
): Follower | undefined {
  if (!tls || !pair || !(server instanceof HttpsServer)) return undefined;
  const shown = {
    setSecureContext(options: Pair & SecureContextOptions) {
      server.setSecureContext(options);
      direct?.renew(options);
    },
  };
  return followCertificate(shown, { files: tls, pair, lookMs: limits.certificateLookMs, clock, log });
}

function listen(server: Server, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => resolve((server.address() as AddressInfo).port));
  });
}
