// Large mail is opened by a thread: as small mail is, while others are served, and what it cannot open in its bounds breaks nothing.
import { beforeAll, expect, test } from 'vitest';
import type { Certified } from '../../../testing/signatures.ts';
import {
  derOf,
  directKeyOf,
  givenDirectAuthority,
  givenDirectCertificate,
  trusting,
} from '../../../testing/smime.ts';
import { defaultLimits } from '../../limits/limits.ts';
import { type OpenedMail, openMail } from './open.ts';
import { sealMail } from './seal.ts';
import { OpeningStopped, UnreadableMail } from './unreadable.ts';

const now = Date.now();
const from = 'doctor@clinic.example.org';
const to = 'ann@direct.example.org';

let authority: Certified;
let doctor: Certified;
let ann: Certified;
beforeAll(async () => {
  authority = await givenDirectAuthority('Clinics', now);
  doctor = await givenDirectCertificate({ now, issuer: authority, boundTo: [from] });
  ann = await givenDirectCertificate({ now, issuer: authority, boundTo: ['direct.example.org'] });
});

const atOnce = { ...defaultLimits, directOpenedAtOnceBytesMax: Number.MAX_SAFE_INTEGER };
const byThread = { ...defaultLimits, directOpenedAtOnceBytesMax: 0 };

function seal(lines: number, recipient = ann): Promise<Buffer> {
  const text = `Content-Type: text/plain\r\nFrom: ${from}\r\n\r\n${'0123456789abcde\r\n'.repeat(lines)}`;
  return sealMail({
    entity: Buffer.from(text),
    headers: [['From', from]],
    signer: directKeyOf(doctor, from, [authority]),
    recipients: [derOf(recipient)],
    ...{ now, limits: defaultLimits },
  });
}

function open(raw: Buffer, limits = defaultLimits, recipient = to): Promise<OpenedMail> {
  const keys = [directKeyOf(ann, 'direct.example.org')];
  return openMail(raw, { from, to: recipient, keys, trust: trusting([authority]), now, limits });
}

test('what a thread finds is what is found without one', async () => {
  const mail = await seal(10);
  const signed = (await open(mail, atOnce)).entity;
  const changed = Buffer.from(mail.toString('latin1').replace(/.{8}\r\n$/, 'AAAAAAAA\r\n'), 'latin1');
  const other = await seal(
    10,
    await givenDirectCertificate({ now, issuer: authority, boundTo: ['x.example.org'] }),
  );
  const said = (raw: Buffer, limits = byThread) =>
    open(raw, limits).catch(error => {
      expect(error).toBeInstanceOf(UnreadableMail);
      return (error as UnreadableMail).reason;
    });
  for (const raw of [mail, signed, changed, other, Buffer.alloc(0), Buffer.from('Subject: x\r\n\r\nplain')])
    expect(await said(raw)).toEqual(await said(raw, atOnce));
  expect(await open(mail, byThread)).toMatchObject({
    standing: { kind: 'verified', address: from },
    wasEncrypted: true,
    isKeyShared: true,
    isWrapped: true,
  });
});

test('others are served while a large mail is opened', async () => {
  const mail = await seal(600_000);
  const countRounds = async (limits: typeof defaultLimits) => {
    let rounds = 0;
    let isOver = false;
    const count = () => {
      rounds += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    expect((await open(mail, limits)).standing.kind).toBe('verified');
    isOver = true;
    return rounds;
  };
  await open(mail);
  expect(await countRounds(defaultLimits)).toBeGreaterThan(50);
  expect(await countRounds(atOnce)).toBeLessThan(5);
});

test('what takes too long, or too much memory, is given up, and the next is opened', async () => {
  const mail = await seal(100_000);
  const inNoTime = { ...defaultLimits, directOpenMs: 1 };
  await expect(open(mail, inNoTime)).rejects.toMatchObject({ reason: 'time' });
  expect((await open(mail)).standing.kind).toBe('verified');
  await expect(open(mail, inNoTime)).rejects.toThrow(OpeningStopped);
  const inNoMemory = { ...defaultLimits, directOpenMemoryBytesMax: 4_194_304 };
  await expect(open(mail, inNoMemory)).rejects.toMatchObject({ reason: 'memory' });
  expect((await open(mail)).standing.kind).toBe('verified');
});

test('a mail that breaks its lines after each letter is opened as any of its size', async () => {
  const head = `Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\nFrom: ${from}\r\n\r\n`;
  const letters = Buffer.alloc(defaultLimits.directMailBytesMax - head.length, 'A\r\n');
  await expect(open(Buffer.concat([Buffer.from(head), letters]))).rejects.toThrow(UnreadableMail);
  const thin = (await seal(1000)).toString().replace(/\r\n\r\n([\s\S]*)/, (_, body: string) => {
    const lines = body.replace(/\s/g, '').replace(/./g, '$&\r\n');
    return `\r\n\r\n${lines}`;
  });
  expect((await open(Buffer.from(thin))).standing.kind).toBe('verified');
});

test('those it comes to take turns', async () => {
  const mail = await seal(20_000);
  const order: string[] = [];
  const opening = (recipient: string) =>
    open(mail, defaultLimits, recipient).then(() => order.push(recipient));
  await Promise.all([
    ...Array.from({ length: 4 }, () => opening('a@direct.example.org')),
    opening('b@direct.example.org'),
  ]);
  expect(order.indexOf('b@direct.example.org')).toBeLessThan(3);
});
