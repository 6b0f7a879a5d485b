import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { decodeQuotedPrintable, encodeQuotedPrintable } from './encodings.ts';
import { decodeWords, readAddresses, readMailbox, readMessageId, readParameters } from './header.ts';
import { findKind } from './kinds.ts';
import { type Mdn, printMdn, readMdn } from './mdn.ts';
import { findField, walkParts } from './part.ts';
import { type NewPart, printMime } from './print.ts';
import { readMime } from './read.ts';

const mail = (text: string) => Buffer.from(text.replace(/\r?\n/g, '\r\n'), 'latin1');
let count = 0;
const boundary = () => `b${count++}`;

test('a mail with a text, an HTML and files is read as nodemailer wrote it', async () => {
  const transport = createTransport({ streamTransport: true, buffer: true });
  const bytes = Buffer.alloc(5000, 'äöü%PDF');
  const { message } = await transport.sendMail({
    from: 'Dr. Müller <mueller@praxis.example>',
    to: 'a@b.example',
    subject: 'Grüße aus der Praxis, mit einem Betreff, der länger ist als eine Zeile es sein darf',
    text: 'Guten Tag,\n\nvoilà — €',
    html: '<p>Guten Tag</p>',
    attachments: [
      {
        filename: 'Befund für Frau Ö, der einen sehr langen Namen hat, länger als üblich.pdf',
        content: bytes,
      },
    ],
  });
  const read = readMime(message as Buffer);
  expect(decodeWords(findField(read, 'subject') ?? '')).toBe(
    'Grüße aus der Praxis, mit einem Betreff, der länger ist als eine Zeile es sein darf',
  );
  expect(readMailbox(findField(read, 'from') ?? '')).toEqual({
    name: 'Dr. Müller',
    address: 'mueller@praxis.example',
  });
  const leaves = [...walkParts(read)].filter(({ parts }) => parts.length === 0);
  expect(leaves.map(({ contentType }) => contentType.type)).toEqual([
    'text/plain',
    'text/html',
    'application/pdf',
  ]);
  expect(leaves[0]?.bytes.toString()).toBe('Guten Tag,\n\nvoilà — €');
  expect(leaves[2]?.fileName).toBe(
    'Befund für Frau Ö, der einen sehr langen Namen hat, länger als üblich.pdf',
  );
  expect(leaves[2]?.disposition).toBe('attachment');
  expect(leaves[2]?.bytes.equals(bytes)).toBe(true);
});

test('what is printed is read back, whatever stands in names and values, and no value makes a line of its own', () => {
  const part: NewPart = {
    fields: [
      ['Subject', 'one\r\nBcc: victim@example.org\r\n\r\nbody'],
      ['X-Long', 'ü'.repeat(400)],
      ['X-Word', 'x'.repeat(2000)],
    ],
    type: 'multipart/mixed',
    parts: [
      { type: 'text/plain', content: 'a line \n.\n=3D end ü\n' },
      {
        type: 'application/octet-stream',
        disposition: 'attachment',
        fileName: 'a"b\\c\r\nX: y ß'.repeat(9),
        contentId: 'x@y',
        content: Buffer.from([0, 1, 2, 255]),
      },
    ],
  };
  const bytes = printMime(part, boundary);
  for (const line of bytes.toString('latin1').split('\r\n')) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(line.length).toBeLessThan(998);
    expect(line).not.toMatch(/^Bcc/);
  }
  const read = readMime(bytes);
  expect(read.fields.map(({ name }) => name)).toEqual(['subject', 'x-long', 'x-word', 'content-type']);
  expect(decodeWords(findField(read, 'subject') ?? '')).toBe('one Bcc: victim@example.org body');
  expect(decodeWords(findField(read, 'x-long') ?? '')).toBe('ü'.repeat(400));
  expect(findField(read, 'x-word')?.replaceAll(' ', '')).toBe('x'.repeat(2000));
  expect(read.parts[0]?.bytes.toString()).toBe('a line \r\n.\r\n=3D end ü\r\n');
  expect(read.parts[1]?.fileName).toBe('a"b\\c X: y ß'.repeat(9));
  expect(read.parts[1]?.contentId).toBe('x@y');
  expect([...(read.parts[1]?.bytes ?? [])]).toEqual([0, 1, 2, 255]);
});

test('parts of a signed mail keep their bytes', () => {
  const inner = 'Content-Type: text/plain\r\n\r\n one \r\n\r\n--b\r\nnot a boundary of this\r\n';
  const raw = mail(
    `Content-Type: multipart/signed; boundary="a b"\r\n\r\npreamble\r\n--a b\r\n${inner}\r\n--a b  \r\n\r\nsig\r\n--a b--\r\nepilogue`,
  );
  const { parts } = readMime(raw);
  expect(parts.map(part => part.raw.toString())).toEqual([inner, '\r\nsig']);
});

test('a mail in a mail is a file', () => {
  const raw = mail(
    'Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=y\n\n--y\n\na\n--y--\n--x--\n',
  );
  expect(readMime(raw).parts[0]).toMatchObject({ contentType: { type: 'message/rfc822' }, parts: [] });
});

test.each([
  ['two content types', 'Content-Type: text/plain\nContent-Type: text/html\n\nx'],
  ['two senders', 'From: a@b.example\nFrom: c@d.example\n\nx'],
  ['a line that is no field', 'From: a@b.example\nno field\n\nx'],
  ['a field that begins nowhere', ' folded\nFrom: a@b.example\n\nx'],
  ['parts without a boundary', 'Content-Type: multipart/mixed\n\n--x\n\na\n--x--'],
  ['parts in base64', 'Content-Type: multipart/mixed; boundary=x\nContent-Transfer-Encoding: base64\n\nLS14'],
])('what could be read in two ways is refused: %s', (_, text) => {
  expect(() => readMime(mail(text))).toThrow(expect.objectContaining({ problem: 'malformed' }));
});

test('parts, depth, and headers have bounds', () => {
  const limits = { partsMax: 10, depthMax: 4, headerBytesMax: 500, headerFieldsMax: 5 };
  const many = `Content-Type: multipart/mixed; boundary=x\n\n${'--x\n\na\n'.repeat(20)}--x--`;
  expect(() => readMime(mail(many), limits)).toThrow(expect.objectContaining({ problem: 'too-many-parts' }));
  let deep = 'Content-Type: text/plain\n\nx';
  for (const name of ['a', 'b', 'c', 'd'])
    deep = `Content-Type: multipart/mixed; boundary=${name}\n\n--${name}\n${deep}\n--${name}--`;
  expect(() => readMime(mail(deep), limits)).toThrow(expect.objectContaining({ problem: 'too-deep' }));
  for (const header of [`A: ${'x'.repeat(600)}`, 'A: b\n'.repeat(6).trim()])
    expect(() => readMime(mail(`${header}\n\nx`), limits)).toThrow(
      expect.objectContaining({ problem: 'header-too-large' }),
    );
});

test('words in other alphabets are read, their letters cut between words too', () => {
  const euro = [...Buffer.from('€')].map(byte => `=${byte.toString(16)}`);
  expect(decodeWords(`=?utf-8?Q?a_${euro[0]}?= =?utf-8?q?${euro[1]}${euro[2]}?= b`)).toBe('a € b');
  expect(decodeWords('=?iso-8859-1?Q?caf=E9?=')).toBe('café');
  expect(decodeWords('=?shift_jis?B?k/qWew==?=')).toBe('日本');
  expect(decodeWords('=?utf-8?B?YQ0KQmNjOiB4?=')).toBe('a Bcc: x');
  expect(decodeWords('=?nowhere?Q?caf=E9?=')).toBe('café');
});

test('parameters may be quoted, commented, cut into pieces and encoded', () => {
  const { word, parameters } = readParameters(
    `Text/Plain (a; comment) ; a="b;\\"c" ; name*1*=%20b; name*0*=utf-8'en'%c3%a4; x=1; x=2; bad; e*=iso-8859-1''%e9`,
  );
  expect(word).toBe('text/plain');
  expect(Object.fromEntries(parameters)).toEqual({ a: 'b;"c', name: 'ä b', x: '1', e: 'é' });
});

test.each([
  ['a@b.example', 'a@b.example'],
  ['"Doe, Jane (x)" <a@b.example>', 'a@b.example'],
  ['Jane (of <c@d.example>) <a@b.example>', 'a@b.example'],
  ['a@b.example, c@d.example', undefined],
  ['<a@b.example> <c@d.example>', undefined],
  ['c@d.example <a@b.example>', undefined],
  ['group: a@b.example;', undefined],
  ['"a b"@b.example', undefined],
  ['a@b.example <a@b.example', undefined],
  ['', undefined],
])('a sender is one address, or none: %s', (value, address) => {
  expect(readMailbox(value)?.address).toBe(address);
});

test('an id of a message is read without its brackets', () => {
  expect(readMessageId(' <a@b> ')).toBe('a@b');
  expect(readMessageId('<a> <b>')).toBeUndefined();
});

test.each<Mdn>([
  { finalRecipient: 'a@b.example', originalMessageId: 'x@y', disposition: 'processed', isAutomatic: true },
  {
    finalRecipient: 'a@b.example',
    originalMessageId: 'x@y',
    disposition: 'dispatched',
    isAutomatic: true,
    isOfDelivery: true,
  },
  { finalRecipient: 'a@b.example', originalMessageId: 'x@y', disposition: 'displayed', isAutomatic: false },
  {
    finalRecipient: 'a@b.example',
    originalMessageId: 'x@y',
    disposition: 'failed',
    isAutomatic: true,
    error: 'why',
  },
])('a report of what became of a mail is read back: %o', mdn => {
  expect(readMdn(readMime(printMdn(mdn, boundary)))).toEqual(mdn);
});

test('a report of an error is one of a failure', () => {
  const raw = mail(
    'Content-Type: multipart/report; report-type=disposition-notification; boundary=x\n\n--x\n\nwords\n--x\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; a@b.example\nOriginal-Message-ID: <1@b.example>\nDisposition: automatic-action/MDN-sent-automatically; processed/error\nError: no such thing\n--x--',
  );
  expect(readMdn(readMime(raw))).toMatchObject({ disposition: 'failed', error: 'no such thing' });
});

test('text in quoted-printable comes back as it was', () => {
  for (const text of ['a=b', ' a \t', 'ü'.repeat(200), 'x'.repeat(76), '.\r\n..', 'a\r\n\r\nb '])
    expect(decodeQuotedPrintable(encodeQuotedPrintable(text)).toString()).toBe(text);
  expect(decodeQuotedPrintable(Buffer.from('a  \r\nb=\r\nc=zz=')).toString()).toBe('a\r\nbc=zz');
});

test('files are known by what they are', () => {
  const kind = (type: string, bytes: string | Buffer) =>
    findKind({ contentType: { type, parameters: new Map() }, bytes: Buffer.from(bytes) });
  const cda = '<?xml version="1.0"?>\n<!-- x -->\n<ClinicalDocument xmlns="urn:hl7-org:v3">';
  expect(kind('text/xml', cda)).toBe('c-cda');
  expect(kind('application/ccd-xml', Buffer.from(`\ufeff${cda}`, 'utf16le'))).toBe('c-cda');
  expect(kind('application/ccr+xml', '<c:ContinuityOfCareRecord xmlns:c="urn:astm-org:CCR">')).toBe('ccr');
  expect(kind('text/xml', '<a><ClinicalDocument xmlns="urn:hl7-org:v3"/></a>')).toBe('other');
  expect(kind('application/octet-stream', '%PDF-1.4')).toBe('pdf');
  expect(kind('application/zip', 'PK\x03\x04')).toBe('zip');
  expect(kind('image/png', '\x89PNG')).toBe('picture');
  expect(kind('image/svg+xml', '<svg xmlns="x"/>')).toBe('other');
});

test.each([
  ['a@x.example, "b@y.example, c" <d@z.example>', ['a@x.example', 'd@z.example']],
  ['Team: a@x.example, B <b@y.example>;', ['a@x.example', 'b@y.example']],
  ['"\\", x" <a@x.example> (or b@y.example)', ['a@x.example']],
  ['"a@x.example', []],
  ['undisclosed-recipients:;', []],
  ['', []],
])('whom a field of several names: %s', (value, addresses) => {
  expect(readAddresses(value)).toEqual(addresses);
});

test('escapes that are none, 30 MB of them, are gone through in a moment', () => {
  const begun = performance.now();
  expect(
    decodeQuotedPrintable(Buffer.from('= '.repeat(15_000_000) + '=3d'))
      .subarray(-3)
      .toString(),
  ).toBe('= =');
  expect(performance.now() - begun).toBeLessThan(5000);
});
