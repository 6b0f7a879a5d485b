// What Prometheus and OpenTelemetry are told of a server, as their own programs ask for it.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Browser, somebody } from '../shell/testing/browser.ts';
import { givenLinkedApp } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';

async function scrape({ metricsUrl }: TestServer, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(metricsUrl!, { headers });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('text/plain'),
  ]);
  return answer.text();
}

const find = (text: string, series: string) =>
  Number(
    text
      .split('\n')
      .find(line => line.startsWith(`${series} `))
      ?.split(' ')
      .at(-1),
  );

describe('metrics', () => {
  test('tell requests, calls, writes, jobs, tries to sign in, and how the vault stands', async () => {
    await using server = await startTestServer({ metrics: 0 });
    const app = await givenLinkedApp(server);
    const { recordId, userToken } = app;
    await app.client.call('PutThings', { version: 2, info: aWeight(), recordId, userToken });
    await app.client.call('GetThings', { userToken });
    await fetch(`${server.shellUrl}/finish/${'ab'.repeat(32)}`);
    const browser = new Browser(server);
    await browser.submit(await browser.open('/sign-in'), '/sign-in', somebody());
    await server.background.run('sweep mail');
    const text = await scrape(server);
    const count = (series: string) => find(text, series);
    expect(count('keepwell_calls_total{call="PutThings",code="0"}')).toBe(1);
    expect(count('keepwell_http_request_duration_seconds_count{route="/platform/wildcat.ashx"}')).toBe(3);
    expect(text).toMatch(/keepwell_calls_total\{call="GetThings",code="(?!0")\d+"\} 1/);
    expect(text).toMatch(
      /keepwell_http_requests_total\{route="\/finish\/:code",method="GET",status="\d+"\} 1/,
    );
    expect(count('keepwell_sign_ins_total{way="password",outcome="wrong"}')).toBe(1);
    expect(count('keepwell_job_runs_total{job="sweep mail",outcome="done"}')).toBe(1);
    expect(count('keepwell_store_write_duration_seconds_count')).toBeGreaterThan(0);
    expect(count('keepwell_store_writes_per_commit_count')).toBeGreaterThan(0);
    for (const name of [
      'keepwell_disk_free_bytes',
      'keepwell_database_size_bytes',
      'nodejs_eventloop_lag_seconds',
    ])
      expect([name, count(name) >= 0]).toEqual([name, true]);
    expect(count('keepwell_ready')).toBe(1);
    expect(count('keepwell_mail_waiting')).toBe(0);
    // No backup was made.
    expect(text).not.toMatch(/^keepwell_backup_last_success/m);
    expect(text).toMatch(/^keepwell_info\{version="[^"]+",mode="sandbox",store="(sqlite|postgres)"/m);
  });

  test('have as many series as there are routes, whatever is asked for', async () => {
    await using server = await startTestServer({
      metrics: 0,
      limits: { anonymousCallsPerMinuteMax: 10_000 },
    });
    const app = await givenLinkedApp(server);
    const ask = async (round: number) => {
      for (let i = 0; i < 20; i++) {
        const odd = `odd${round}x${i}`;
        await fetch(`${server.shellUrl}/${odd}?${odd}=${odd}`);
        await fetch(`${server.shellUrl}/finish/${odd}`);
        await app.client.call(odd);
        await app.client.call('GetPersonInfo', { userToken: odd });
      }
      return (await scrape(server)).split('\n').filter(line => /^keepwell_(http|calls?)_/.test(line));
    };
    const first = await ask(1);
    const second = await ask(2);
    expect(second.length).toBe(first.length);
    expect(second.join('\n')).not.toContain('odd');
  });

  test('are nowhere unless asked for, and on no public address', async () => {
    await using server = await startTestServer();
    expect(server.metricsUrl).toBeUndefined();
    expect((await fetch(`${server.shellUrl}/metrics`)).status).toBe(404);
  });

  test('are told who has the token only', async () => {
    await using server = await startTestServer({ metrics: 0, metricsToken: 'plum' });
    for (const headers of [{}, { authorization: 'Bearer plums' }, { authorization: 'plum' }])
      expect((await fetch(server.metricsUrl!, { headers: headers as Record<string, string> })).status).toBe(
        401,
      );
    await scrape(server, { authorization: 'Bearer plum' });
  });

  test('for others need a token', async () => {
    await expect(startTestServer({ metrics: '0.0.0.0:0' })).rejects.toThrow('metrics-token');
  });

  test('whose port is taken keep the server from starting, which leaves nothing behind', async () => {
    await using server = await startTestServer({ metrics: 0 });
    const { port } = new URL(server.metricsUrl!);
    await expect(startTestServer({ metrics: port })).rejects.toThrow('EADDRINUSE');
  });
});

interface Attribute {
  readonly key: string;
  readonly value: Record<string, unknown>;
}

interface Point {
  readonly attributes: Attribute[];
  readonly asDouble?: number;
  readonly count?: number | string;
  readonly bucketCounts?: (number | string)[];
  readonly explicitBounds?: number[];
}

/** As much of OTLP as is looked at. */
interface Sent {
  readonly resource: { readonly attributes: Attribute[] };
  readonly scopeSpans?: { readonly spans: (Record<string, unknown> & { attributes: Attribute[] })[] }[];
  readonly scopeMetrics?: {
    readonly metrics: {
      readonly name: string;
      sum?: { dataPoints: Point[] };
      histogram?: { dataPoints: Point[] };
    }[];
  }[];
}

interface Received {
  readonly path: string;
  readonly body: { readonly resourceSpans?: Sent[]; readonly resourceMetrics?: Sent[] };
}

/** What an OpenTelemetry collector does, without going on with it. */
async function startReceiver(): Promise<{ received: Received[]; url: string }> {
  const received: Received[] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
    received.push({ path: request.url!, body: JSON.parse(text.toString()) });
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** `{ key, value: { stringValue } }` as an object. */
const attributesOf = (list: readonly Attribute[]) =>
  Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]]));

test('OpenTelemetry is sent a span for each request, in the trace it came in, and what is counted', async () => {
  const { received, url } = await startReceiver();
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = url;
  onTestFinished(() => void delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT);
  const server = await startTestServer({ trustedProxies: '127.0.0.1' });
  const app = await givenLinkedApp(server);
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const { userToken } = app;
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  await app.client.call('GetPersonInfo', { userToken, headers });
  await server.close();
  const found = received.flatMap(({ body }) => [
    ...(body.resourceSpans ?? []),
    ...(body.resourceMetrics ?? []),
  ]);
  expect(new Set(received.map(({ path }) => path))).toEqual(new Set(['/v1/traces', '/v1/metrics']));
  const spans = found.flatMap(({ scopeSpans = [] }) => scopeSpans.flatMap(scope => scope.spans));
  const span = spans.find(one => one.traceId === traceId)!;
  expect(span).toMatchObject({
    parentSpanId: '00f067aa0ba902b7',
    name: 'POST /platform/wildcat.ashx',
    kind: 2,
  });
  expect(attributesOf(span.attributes)).toMatchObject({
    'http.route': '/platform/wildcat.ashx',
    'http.response.status_code': 200,
    'keepwell.call': 'GetPersonInfo',
    'keepwell.code': 0,
  });
  const metrics = found.flatMap(({ scopeMetrics = [] }) => scopeMetrics.flatMap(scope => scope.metrics));
  const named = (name: string) => metrics.find(metric => metric.name === name)!;
  const calls = named('keepwell_calls_total').sum!.dataPoints;
  expect(calls.find(({ attributes }) => attributesOf(attributes).call === 'GetPersonInfo')!.asDouble).toBe(1);
  const [histogram] = named('keepwell_http_request_duration_seconds').histogram!.dataPoints;
  const counts = histogram!.bucketCounts!.map(Number);
  expect(counts).toHaveLength(histogram!.explicitBounds!.length + 1);
  expect(counts.reduce((a, b) => a + b)).toBe(Number(histogram!.count));
  expect(attributesOf(found[0]!.resource.attributes)).toMatchObject({
    'service.name': 'keepwell',
    'service.version': server.vault.version,
  });
});
