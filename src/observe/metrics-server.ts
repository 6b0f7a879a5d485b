// Where Prometheus asks: a port of its own, which no proxy leads to, on loopback unless a token guards it.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { isSameBytes } from '../core/secrets.ts';
import type { MetricsSettings } from './settings.ts';

export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

/** @param print what Prometheus reads, and its type. @throws when it cannot listen there */
export async function serveMetrics(
  { host, port, token }: MetricsSettings,
  print: () => Promise<{ readonly type: string; readonly text: string }>,
  log: Logger,
): Promise<MetricsServer> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (!mayAsk(request, token)) return tell(response, 401, 'A token is missing: Authorization: Bearer …\n');
    if (request.url?.split('?', 1)[0] !== '/metrics')
      return tell(response, 404, 'Metrics are at /metrics.\n');
    if (request.method !== 'GET') return tell(response, 405, 'Use GET.\n');
    const { type, text } = await print();
    tell(response, 200, text, type);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(error => {
      log.error({ err: error }, 'metrics could not be gathered');
      tell(response, 500, 'The log says why.\n');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}/metrics`;
  log.info({ url }, 'metrics are served');
  return {
    url,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function mayAsk({ headers }: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return true;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return isSameBytes(hash(headers.authorization ?? ''), hash(`Bearer ${token}`));
}

function tell(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(text);
}
