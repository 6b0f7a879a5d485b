// Mails that nobody means well with, made by chance: the same from the same seed.
import { getAt } from '../assume.ts';

export type Random = (below: number) => number;

/** mulberry32 */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below;
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return getAt(from, Math.floor(random(from.length)));
}

const charsets = ['utf-8', 'utf-7', 'utf-16le', 'iso-2022-jp', 'x-none', 'gb18030', "'", '\x00', 'us-ascii'];
const encodings = ['base64', 'quoted-printable', '8bit', 'binary', 'x-uuencode', 'BASE64 (x)', '', 'gzip'];
const types = [
  'text/plain',
  'text/html',
  'text/xml',
  'image/png',
  'message/rfc822',
  'x',
  'multipart/mixed',
  '/',
];
const headers = [
  'Subject: =?utf-8?B?YQ0KQmNjOiB4?=',
  'Subject: a\rBcc: x',
  'Content-Type: text/html\r\nContent-Type: text/plain',
  'X: \0\x01\x7f',
  'no field at all',
  ' folded from nowhere',
  'From: a@b.example\r\nFrom: c@d.example',
  'To: <>',
  'Message-ID: <a',
  'Received: from a',
  'Auto-Submitted: auto-replied',
  'Disposition-Notification-Options: X-DIRECT-FINAL-DESTINATION-DELIVERY=optional,true',
  'Content-Disposition: attachment; filename="../../../etc/passwd"',
  "Content-Disposition: attachment; filename*0*=utf-8''%; filename*1=%zz; filename*999*=x",
  '=?utf-8?Q?X?=: y',
];

function randomBytes(random: Random, count: number): string {
  return Array.from({ length: Math.floor(count) }, () => String.fromCharCode(Math.floor(random(256)))).join(
    '',
  );
}

function withLines(text: string): string {
  return text.replace(/\r(?!\n)|(?<!\r)\n/g, ' ');
}

/** One mail that is not encrypted, with the line breaks that SMTP asks for. */
export function makeHostileMail(random: Random, id: number): Buffer {
  const from = `From: a@clinic${Math.floor(random(50))}.example\r\nMessage-ID: <${id}@x>\r\n`;
  const kind = pick(random, [deep, wide, bombed, noisy, headed, report, plain, cut]);
  return Buffer.from(from + withLines(kind(random)), 'latin1');
}

function deep(random: Random): string {
  let text = 'Content-Type: text/plain\r\n\r\nx';
  for (let n = 0; n < random(80); n++)
    text = `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n${text}\r\n--b${n}--`;
  return text;
}

function wide(random: Random): string {
  const part = pick(random, ['', '\r\n', 'A: b\r\n\r\n', 'Content-Type: text/html\r\n\r\n<a href=x>']);
  return `Content-Type: multipart/alternative; boundary=b\r\n\r\n${`--b\r\n${part}\r\n`.repeat(random(3000))}--b--`;
}

/** Boundaries within each other, and lines that only look like them. */
function bombed(random: Random): string {
  const name = 'b'.repeat(1 + random(70));
  const lines = Array.from({ length: random(500) }, () =>
    pick(random, [
      `--${name}`,
      `--${name}--`,
      `--${name} x`,
      `--${name.slice(1)}`,
      '--',
      name,
      '.',
      '..',
      '',
    ]),
  );
  return `Content-Type: multipart/mixed; boundary="${name}"\r\n\r\n${lines.join('\r\n')}`;
}

function noisy(random: Random): string {
  const charset = pick(random, charsets);
  return `Content-Type: ${pick(random, types)}; charset="${charset}"\r\nContent-Transfer-Encoding: ${pick(random, encodings)}\r\n\r\n${randomBytes(random, random(2000))}`;
}

function headed(random: Random): string {
  const some = Array.from({ length: random(12) }, () => pick(random, headers));
  const long = random(10) < 1 ? [`X-Long: ${'y'.repeat(random(200_000))}`] : [];
  return `${[...some, ...long].join('\r\n')}\r\n\r\nbody`;
}

function report(random: Random): string {
  const of = pick(random, ['disposition-notification', 'delivery-status', '"', '']);
  const fields = pick(random, [
    'Disposition: automatic-action/MDN-sent-automatically; processed',
    'Original-Message-ID: <x>\r\nFinal-Recipient: rfc822;a@b.example\r\nDisposition: x; displayed',
    '',
    randomBytes(random, 200),
  ]);
  return `Content-Type: multipart/report; report-type=${of}; boundary=r\r\n\r\n--r\r\n\r\nx\r\n--r\r\nContent-Type: message/disposition-notification\r\n\r\n${fields}\r\n--r--`;
}

function plain(random: Random): string {
  return `Subject: hello\r\n\r\n${'<div>'.repeat(random(2000))}${randomBytes(random, 100)}`;
}

/** S/MIME that is none. */
function cut(random: Random): string {
  const type = pick(random, ['enveloped-data', 'signed-data', 'compressed-data', 'x']);
  const bytes = Buffer.from(
    `0\x80\x06\x09*\x86H\x86\xf7\x0d\x01\x07\x03${randomBytes(random, 500)}`,
    'latin1',
  );
  const body = bytes.toString('base64').replace(/.{1,76}/g, '$&\r\n');
  return `Content-Type: application/pkcs7-mime; smime-type=${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}`;
}
