// The doctor's look at a platform from outside: can it be reached, is it the one that is meant, does its clock agree.
import { connect as connectTls } from 'node:tls';
import { connect } from '../client/index.ts';
import type { Config } from '../config.ts';
import type { Running } from '../running.ts';
import type { Check } from './doctor-check.ts';
import { checkReady, sayCertificateDays } from './doctor-machine.ts';
import type { VaultLook } from './doctor-vault.ts';
import { Failure } from './explain.ts';

export interface Place {
  readonly config: Config;
  readonly look: VaultLook;
  readonly running: Running | undefined;
  /** A platform that was named. */
  readonly url: string | undefined;
}

const clockSkewMaxMs = 60_000;
const answerWithinMs = 10_000;

export function listPlatformChecks(place: Place): Check[] {
  const server = { name: 'server', run: () => serverRuns(place) };
  // Whatever listens where this vault would be served is another.
  if (!place.running && place.url === undefined) return [server];
  const base = baseUrl(place);
  const needs = 'public URL';
  return [
    ...(place.url === undefined ? [server] : []),
    { name: needs, run: () => reachable(base) },
    ...(place.url === undefined ? [{ name: 'ready', needs, run: () => checkReady(base) }] : []),
    ...(base.startsWith('https:') ? [{ name: 'https', needs, run: () => tlsLasts(base) }] : []),
    { name: 'clock', needs, run: () => clocksAgree(base) },
    { name: 'platform', needs, run: () => definesItself(base, place) },
  ];
}

/** What clients and browsers reach it by, without a slash at its end. */
function baseUrl({ config, running, url }: Place): string {
  return (url ?? running?.url ?? config.publicUrl)
    .replace(/\/platform\/wildcat\.ashx$/i, '')
    .replace(/\/+$/, '');
}

function serverRuns({ running, config }: Place): string {
  if (!running)
    throw new Failure(`No server runs on ${config.data}. Start one: keepwell serve --data ${config.data}`);
  return `${running.mode}, process ${running.pid}, since ${running.startedAt}`;
}

async function get(base: string): Promise<Response> {
  try {
    return await fetch(`${base}/`, { redirect: 'manual', signal: AbortSignal.timeout(answerWithinMs) });
  } catch (error) {
    const cause = (error as Error).cause ?? { code: 'ETIMEDOUT' };
    throw Object.assign(new Error(`${base} cannot be reached`), {
      code: (cause as NodeJS.ErrnoException).code,
    });
  }
}

async function reachable(base: string): Promise<string> {
  const { status } = await get(base);
  if (status >= 500)
    throw new Failure(
      `${base} answers with HTTP status ${status}. If a proxy stands in front, look whether it finds the server.`,
    );
  return base;
}

async function clocksAgree(base: string): Promise<string> {
  const date = Date.parse((await get(base)).headers.get('date') ?? '');
  if (Number.isNaN(date)) throw new Failure(`${base} sends no Date header, so its clock cannot be compared.`);
  const skewMs = Math.abs(Date.now() - date);
  if (skewMs > clockSkewMaxMs) {
    throw new Failure(
      `The clocks here and there differ by ${Math.round(skewMs / 1000)} s. Set them by NTP: old messages are refused.`,
    );
  }
  return `within ${Math.ceil(skewMs / 1000)} s`;
}

async function tlsLasts(base: string): Promise<string> {
  const { hostname, port } = new URL(base);
  const validTo = await new Promise<string>((resolve, reject) => {
    const socket = connectTls({ host: hostname, port: Number(port || 443), servername: hostname }, () => {
      resolve(socket.getPeerCertificate().valid_to);
      socket.end();
    });
    socket.setTimeout(answerWithinMs, () => socket.destroy(new Error(`${base} did not answer in time.`)));
    socket.on('error', reject);
  });
  return sayCertificateDays(validTo, 'The TLS certificate');
}

/** GetServiceDefinition needs no application; the header wants an id all the same. */
const noApp = '00000000-0000-0000-0000-000000000000';

async function definesItself(base: string, { look, url }: Place): Promise<string> {
  const asked = `${base}/platform/wildcat.ashx`;
  const app = connect({ platformUrl: asked, appId: noApp, retries: 0 });
  const { platformUrl, shellUrl, instances, instanceId, vaultId } = await app.service();
  const vaultHere = url === undefined ? await look.vaultId() : undefined;
  if (vaultHere !== undefined && vaultId !== vaultHere) {
    throw new Failure(
      `What answers at ${asked} is another vault than that in ${look.data}. Look at where ${base} leads: a proxy, a name, a port of another server.`,
    );
  }
  if (platformUrl !== asked) {
    throw new Failure(
      `It calls itself ${platformUrl}, but was asked at ${asked}. Set --public-url to what clients use.`,
    );
  }
  const instance = instances.find(({ id }) => id === instanceId);
  if (!instance) throw new Failure(`Its own instance id, ${instanceId}, is not in its list of instances.`);
  if (instance.platformUrl !== platformUrl || instance.shellUrl !== shellUrl) {
    throw new Failure(
      `Its instance ${instance.id} is at ${instance.platformUrl}, another address than its own.`,
    );
  }
  return `instance ${instance.id}, Shell at ${shellUrl}`;
}
