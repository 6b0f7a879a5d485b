// Sends a case over a real socket, in a transport that is sound, odd or broken. The server must stay up, never answer 5xx
// for it, and hold to the same rules as in-process.
import { connect } from 'node:net';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { FuzzCase } from './cases.ts';
import { problemIn } from './judge.ts';
import type { Random } from './random.ts';
import type { Stage } from './stage.ts';

/** Bytes to write one after the other. */
interface Transport {
  readonly pieces: readonly (Buffer | string)[];
  /** Does the body arrive as it was? Then its answer is judged as any. */
  readonly sound: boolean;
  /** Hang up when all is written, without waiting for an answer. */
  readonly abandon?: boolean;
  readonly halfClose?: boolean;
  /** Between the pieces. */
  readonly gapMs?: number;
}

type Variant = (body: Buffer, r: Random) => Transport;

const path = '/platform/wildcat.ashx';

function post(
  body: Buffer,
  headers: readonly string[] = [],
  { target = path, method = 'POST', version = '1.1', length = String(body.length) } = {},
): (Buffer | string)[] {
  const lines = [
    `${method} ${target} HTTP/${version}`,
    'Host: localhost',
    'Connection: close',
    ...(length === '' ? [] : [`Content-Length: ${length}`]),
    ...headers,
  ];
  return [`${lines.join('\r\n')}\r\n\r\n`, body];
}

const sound = (pieces: readonly (Buffer | string)[]): Transport => ({ pieces, sound: true });
const odd = (pieces: readonly (Buffer | string)[], rest: Partial<Transport> = {}): Transport => ({
  pieces,
  sound: false,
  ...rest,
});
const chunked = (body: Buffer, size: number): (Buffer | string)[] => {
  const pieces: (Buffer | string)[] = [];
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size);
    pieces.push(Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]));
  }
  return [...pieces, '0\r\n\r\n'];
};
const head = (...headers: string[]) =>
  [`POST ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers].join('\r\n') + '\r\n\r\n';
const encoded = (body: Buffer, encoding: string) => post(body, [`Content-Encoding: ${encoding}`]);

const bombs = [
  gzipSync(Buffer.alloc(200_000_000), { level: 9 }),
  deflateSync(Buffer.alloc(50_000_000, 32)),
  gzipSync(gzipSync(Buffer.alloc(100_000_000))),
];

const variants: Readonly<Record<string, Variant>> = {
  plain: body => sound(post(body)),
  http10: body => sound(post(body, [], { version: '1.0' })),
  slashes: body => sound(post(body, [], { target: '//platform///wildcat.ashx' })),
  upperPath: body => sound(post(body, [], { target: '/PLATFORM/WildCat.ASHX?a=b' })),
  gzip: body => sound(encoded(gzipSync(body), 'gzip')),
  gzipNamed: body => sound(encoded(gzipSync(body), ' GZIP ')),
  deflate: body => sound(encoded(deflateSync(body), 'deflate')),
  deflateRaw: body => sound(encoded(deflateRawSync(body), 'deflate')),
  chunked: (body, r) =>
    sound([head('Transfer-Encoding: chunked'), ...chunked(body, r.pick([1000, 7919, 100_000]))]),
  inPieces: (body, r) => sound([head(`Content-Length: ${body.length}`), ...cut(body, r.between(2, 6))]),
  slow: (body, r) => ({
    ...sound([head(`Content-Length: ${body.length}`), ...cut(body, 4)]),
    gapMs: r.between(5, 40),
  }),
  accepting: (body, r) =>
    sound(
      post(body, [
        `Accept-Encoding: ${r.pick(['br;q=0', '*', 'gzip;q=x', ';;,,', 'identity;q=0', 'x'.repeat(2000)])}`,
      ]),
    ),
  anyType: (body, r) =>
    sound(
      post(body, [
        `Content-Type: ${r.pick(['application/json', 'multipart/form-data; boundary=', 'text/xml; charset=utf-16', '\u00ff', 'a'.repeat(5000)])}`,
      ]),
    ),
  forwarded: body =>
    sound(
      post(body, [
        'X-Forwarded-For: 127.0.0.1, ::1, bogus',
        'X-Forwarded-Proto: javascript',
        'Forwarded: for="<script>"',
        'X-HTTP-Method-Override: DELETE',
      ]),
    ),
  unknownEncoding: (body, r) =>
    odd(encoded(body, r.pick(['br', 'zstd', 'gzip, gzip', 'identity, gzip', '__proto__', 'x'.repeat(3000)]))),
  notGzip: body => odd(encoded(body, 'gzip')),
  cutGzip: (body, r) => odd(encoded(gzipSync(body).subarray(0, r.below(40)), 'gzip')),
  gzipTail: body => odd(encoded(Buffer.concat([gzipSync(body), Buffer.from('tail')]), 'gzip')),
  bomb: (_body, r) => odd(encoded(r.pick(bombs), r.pick(['gzip', 'deflate']))),
  tooLong: () => odd(post(Buffer.alloc(11_000_000, 60))),
  shortLength: (body, r) => odd(post(body, [], { length: String(r.below(body.length + 1)) })),
  longLength: body => odd(post(body, [], { length: String(body.length + 100) }), { halfClose: true }),
  oddLength: (body, r) =>
    odd(
      post(body, [], { length: r.pick(['-1', 'abc', '1e3', '0x10', '99999999999999999999', '1 2', '+5']) }),
      { halfClose: true },
    ),
  twoLengths: body => odd(post(body, ['Content-Length: 0']), { halfClose: true }),
  lengthAndChunks: body =>
    odd([head('Transfer-Encoding: chunked', 'Content-Length: 5'), ...chunked(body, 5000)], {
      halfClose: true,
    }),
  badChunk: (_body, r) =>
    odd(
      [
        head('Transfer-Encoding: chunked'),
        r.pick([
          'zz\r\nabc\r\n',
          'ffffffffffffffff\r\nabc',
          '5\r\nab',
          '-1\r\n\r\n',
          '3;ext="\r\n"\r\nabc\r\n0\r\n\r\n',
        ]),
      ],
      { halfClose: true },
    ),
  noLength: body => odd(post(body, [], { length: '' }), { halfClose: true }),
  method: (body, r) =>
    odd(
      post(body, [], {
        method: r.pick([
          'GET',
          'PUT',
          'DELETE',
          'OPTIONS',
          'TRACE',
          'HEAD',
          'PATCH',
          'post',
          'PROPFIND',
          'CONNECT',
          'X',
          'P'.repeat(2000),
        ]),
      }),
      { halfClose: true },
    ),
  target: (body, r) => odd(post(body, [], { target: r.pick(targets) }), { halfClose: true }),
  headers: (body, r) => odd(post(body, [r.pick(oddHeaders)]), { halfClose: true }),
  expect: (body, r) =>
    odd(
      post(body, [
        `Expect: ${r.pick(['100-continue', 'a miracle', '100-continue\r\nExpect: 100-continue'])}`,
      ]),
      { halfClose: true },
    ),
  abandoned: (body, r) =>
    odd([head(`Content-Length: ${body.length}`), body.subarray(0, r.below(body.length + 1))], {
      abandon: true,
    }),
  abandonedAnswer: body => odd(post(body), { abandon: true }),
  noise: (_body, r) => odd([r.bytes(r.between(1, 500))], { halfClose: true }),
};

const targets = [
  '/',
  '*',
  'http://evil.example/platform/wildcat.ashx',
  '/platform/../platform/wildcat.ashx',
  '/platform/wildcat.ashx%00',
  '/platform/wildcat.ashx/',
  '/platform/%2e%2e/%2e%2e/etc/passwd',
  '/%',
  '/%ff%fe',
  '//evil.example/',
  '/platform/wildcat.ashx#a',
  `/${'a'.repeat(8000)}`,
  `/${'a'.repeat(40_000)}`,
  '/platform/wildcat.ashx?%',
  '/\\evil',
  '/platform/wildcat.ashx?a=%0d%0aSet-Cookie:%20a=b',
  '/platform',
  '/__proto__',
  '/streaming/wildcatblob.ashx?blob-ref-token=a',
  '/shell/redirect.aspx',
];
const oddHeaders = [
  'A: b\r\n c',
  'A : b',
  ': b',
  'A',
  'A: \0',
  'A: \u0001',
  `A: ${'b'.repeat(70_000)}`,
  Array.from({ length: 3000 }, (_, i) => `A${i}: b`).join('\r\n'),
  'Host: other',
  'Cookie: a=b; a=c; =; __proto__=x',
  `Cookie: ${'a=b; '.repeat(2000)}`,
  'Upgrade: websocket\r\nConnection: Upgrade',
  'Upgrade: h2c\r\nHTTP2-Settings: AAA',
  'Range: bytes=0-',
  'If-None-Match: *',
  'Transfer-Encoding: gzip',
  'Transfer-Encoding: identity',
  'Trailer: a',
  'WC_CorrelationId: \u00ff<script>',
  'Authorization: Basic AAAA',
  'Content-Length : 4',
];

function cut(body: Buffer, count: number): Buffer[] {
  const size = Math.max(1, Math.ceil(body.length / count));
  return Array.from({ length: Math.ceil(body.length / size) }, (_, i) =>
    body.subarray(i * size, (i + 1) * size),
  );
}

const statusesAllowed = new Set([200, 204, 303, 400, 403, 404, 405, 408, 411, 413, 414, 417, 431]);

/** @returns what is wrong; undefined when all is well */
export async function overHttp(stage: Stage, fuzzCase: FuzzCase, r: Random): Promise<string | undefined> {
  const name = r.pick(Object.keys(variants));
  const transport = variants[name]!(fuzzCase.body, r);
  const start = performance.now();
  const raw = await exchange(stage.server.port, transport);
  const milliseconds = performance.now() - start;
  const errors = stage.errors();
  if (errors.length > 0) return `error: over http, ${name}: ${errors[0]!.slice(0, 2000)}`;
  const status = Number(
    /^(?:HTTP\/1\.1 100 Continue\r\n\r\n)*HTTP\/1\.[01] (\d{3})/.exec(raw)?.[1] ?? Number.NaN,
  );
  if (!Number.isNaN(status) && !statusesAllowed.has(status)) return `http status: ${status}, ${name}`;
  if (Number.isNaN(status) && transport.sound) return `http: no answer, ${name}`;
  if (/\r\nset-cookie: a=b/i.test(raw)) return `http: header injected, ${name}`;
  if (!transport.sound || name === 'accepting') return undefined;
  if (status !== 200) return `http status: ${status}, ${name}`;
  const xml = raw.slice(raw.indexOf('\r\n\r\n') + 4);
  // What it wrote is judged in-process, where nothing else writes.
  const problem = problemIn(stage, fuzzCase, { xml, milliseconds, errors, wrote: false });
  return problem && !problem.startsWith('slow') ? `${problem} (over http, ${name})` : undefined;
}

const answerWithinMs = 8000;

/** Everything the server sends until it closes, or for a while. */
function exchange(
  port: number,
  { pieces, abandon = false, halfClose = false, gapMs = 0 }: Transport,
): Promise<string> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const received: Buffer[] = [];
    const done = () => {
      clearTimeout(late);
      socket.destroy();
      resolve(Buffer.concat(received).toString());
    };
    const late = setTimeout(done, answerWithinMs);
    socket
      .on('data', data => received.push(data))
      .on('end', done)
      .on('error', done)
      .on('close', done);
    socket.on('connect', async () => {
      for (const piece of pieces) {
        if (socket.destroyed) return;
        socket.write(piece);
        await new Promise(next => (gapMs > 0 ? setTimeout(next, gapMs) : setImmediate(next)));
      }
      if (abandon) socket.destroy();
      else if (halfClose) socket.end();
    });
  });
}
