// Files of a key as HISPs hand them out, made by openssl in every way it knows, and such as are made to harm: by rounds without end,
// by size, by depth, by what they leave out. Each is read or refused in words, in seconds.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from '../../../testing/process.ts';
import type { Certified } from '../../../testing/signatures.ts';
import { givenDirectAuthority, pemOf } from '../../../testing/smime.ts';
import { defaultLimits } from '../../limits/limits.ts';
import { contentTypes } from '../smime/content-info.ts';
import { der, printLength } from '../smime/der.ts';
import { openPkcs12, openShroudedKey } from './pkcs12.ts';

const folder = tempFolder();
const passphrase = 'sekrit-ä';

let owner: Certified;
beforeAll(async () => {
  owner = await givenDirectAuthority('Owner', Date.now());
  writeFileSync(join(folder, 'key.pem'), owner.key.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(folder, 'cert.pem'), pemOf(owner));
});

function openssl(...args: string[]): Buffer {
  const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder });
  if (status !== 0) throw new Error(stderr.toString());
  return stdout;
}
const exported = (...args: string[]) =>
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    'key.pem',
    '-in',
    'cert.pem',
    '-passout',
    `pass:${passphrase}`,
    ...args,
  );

/** How long it took, and what came of it. */
function open(bytes: Buffer, by = passphrase, limits = defaultLimits): string {
  const begun = performance.now();
  try {
    const { keys, certificates } = openPkcs12(bytes, by, limits);
    return `${keys.length} keys, ${certificates.length} certificates`;
  } catch (error) {
    return (error as { detail?: string }).detail ?? `no fault: ${error}`;
  } finally {
    expect(performance.now() - begun).toBeLessThan(20_000);
  }
}

const whole = '1 keys, 1 certificates';
const tooManyRounds = 'by more rounds than are taken';

describe('what openssl makes', () => {
  test.each<[string, string, string[]]>([
    ['as it is', whole, []],
    ['of old', whole, ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
    ['by SHA-512, with many rounds', whole, ['-macalg', 'sha512', '-iter', '600000']],
    ['with nothing encrypted', whole, ['-keypbe', 'NONE', '-certpbe', 'NONE']],
    ['with the key encrypted alone', whole, ['-certpbe', 'NONE']],
    ['by triple DES', whole, ['-keypbe', 'DES-EDE3-CBC', '-certpbe', 'DES-EDE3-CBC']],
    ['with one round', whole, ['-iter', '1']],
    ['without a sum', 'has no sum', ['-nomac']],
    ['with a cipher of 40 bits', 'openssl pkcs12 -legacy', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-40']],
    [
      'with a cipher of 40 bits for the key',
      'openssl pkcs12 -legacy',
      ['-legacy', '-keypbe', 'PBE-SHA1-RC2-40'],
    ],
    ['with too many rounds', tooManyRounds, ['-iter', '6000000', '-nomaciter']],
    [
      'with a sum by too many rounds',
      tooManyRounds,
      ['-iter', '6000000', '-keypbe', 'NONE', '-certpbe', 'NONE'],
    ],
  ])('%s', (_, expected, args) => {
    expect(open(exported(...args))).toContain(expected);
  });

  test('of no passphrase, and of another', () => {
    const none = openssl('pkcs12', '-export', '-inkey', 'key.pem', '-in', 'cert.pem', '-passout', 'pass:');
    expect(open(none, '')).toBe(whole);
    expect(open(none)).toContain('not that of the file');
    expect(open(exported(), 'other')).toContain('not that of the file');
    expect(open(exported(), '')).toContain('not that of the file');
  });

  test('changed at each byte', () => {
    const bytes = exported('-iter', '1');
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 0x55;
      expect(open(changed)).not.toContain('no fault');
    }
  });

  test('cut off anywhere', () => {
    const bytes = exported('-iter', '1');
    for (let length = 0; length < bytes.length; length += 11)
      expect(open(bytes.subarray(0, length))).toContain('not PKCS #12');
  });
});

const number = (...bytes: number[]) => der.octets(Buffer.from(bytes), { tag: 0x02 });
const endless = number(0x7f, 0xff, 0xff, 0xff);
const beyond = number(1, 0, 0, 0, 0, 0, 0, 0, 0);
const algorithm = (id: string, ...parameters: Buffer[]) => der.sequence(der.oid(id), ...parameters);
const data = (content: Buffer) =>
  der.sequence(der.oid(contentTypes.data), der.tagged(0, der.octets(content)));
const sum = (digest: Buffer, salt: Buffer, rounds: Buffer) =>
  der.sequence(
    der.sequence(algorithm('2.16.840.1.101.3.4.2.1', der.null()), der.octets(digest)),
    der.octets(salt),
    rounds,
  );
const file = (safes: Buffer, ...rest: Buffer[]) => der.sequence(der.integer(3), data(safes), ...rest);
const zeros = (length: number) => Buffer.alloc(length);
const pbes2 = (rounds: Buffer, derivation = '1.2.840.113549.1.5.12') =>
  algorithm(
    '1.2.840.113549.1.5.13',
    der.sequence(
      algorithm(derivation, der.sequence(der.octets(zeros(8)), rounds)),
      algorithm('2.16.840.1.101.3.4.1.42', der.octets(zeros(16))),
    ),
  );
const shrouded = (rounds: Buffer) => der.sequence(pbes2(rounds), der.octets(zeros(64)));

describe('what is made to harm', () => {
  test.each<[string, string, () => Buffer]>([
    [
      'a sum of two thousand million rounds',
      tooManyRounds,
      () => file(zeros(0), sum(zeros(32), zeros(8), endless)),
    ],
    [
      'a sum of more rounds than numbers hold',
      tooManyRounds,
      () => file(zeros(0), sum(zeros(32), zeros(8), beyond)),
    ],
    [
      'a sum of minus one round',
      'not PKCS #12',
      () => file(zeros(0), sum(zeros(32), zeros(8), number(0xff))),
    ],
    ['a sum of no round', 'not PKCS #12', () => file(zeros(0), sum(zeros(32), zeros(8), number(0)))],
    [
      'a sum as long as a file',
      'not that of the file',
      () => file(zeros(0), sum(zeros(500_000), zeros(8), number(100))),
    ],
    [
      'salt as long as a file',
      'not that of the file',
      () => file(zeros(0), sum(zeros(32), zeros(900_000), number(100))),
    ],
    ['no salt', 'not that of the file', () => file(zeros(0), sum(zeros(32), zeros(0), number(100)))],
    [
      'values in each other',
      'not PKCS #12',
      () => {
        let inner: Buffer = zeros(0);
        for (let i = 0; i < 5000; i++) inner = der.sequence(inner);
        return inner;
      },
    ],
    [
      'hundreds of thousands of values',
      'not PKCS #12',
      () => der.sequence(Buffer.alloc(900_000, Buffer.from([5, 0]))),
    ],
    [
      'a length that is a lie',
      'not PKCS #12',
      () => Buffer.concat([Buffer.from([0x30]), printLength(2 ** 31), zeros(10)]),
    ],
    ['an end that never comes', 'not PKCS #12', () => Buffer.alloc(100_000, Buffer.from([0x30, 0x80]))],
  ])('%s', (_, expected, make) => {
    expect(open(make())).toContain(expected);
  });

  test('what is encrypted many times is counted together', () => {
    const limits = { ...defaultLimits, directKeyFileRoundsMax: 10_000 };
    const bytes = exported('-iter', '3000');
    expect(open(bytes, passphrase, limits)).toBe(whole);
    expect(open(bytes, passphrase, { ...limits, directKeyFileRoundsMax: 8_000 })).toContain(tooManyRounds);
  });

  test('a key alone', () => {
    const read = (bytes: Buffer) => {
      try {
        return openShroudedKey(bytes, passphrase, defaultLimits).asymmetricKeyType;
      } catch (error) {
        return (error as { detail?: string }).detail ?? `no fault: ${error}`;
      }
    };
    const made = (...args: string[]) =>
      openssl(
        'pkcs8',
        '-topk8',
        '-in',
        'key.pem',
        '-outform',
        'DER',
        '-passout',
        `pass:${passphrase}`,
        ...args,
      );
    expect(read(made())).toBe('ec');
    expect(read(made('-v1', 'PBE-SHA1-3DES'))).toBe('ec');
    expect(read(made('-scrypt'))).toContain('not known');
    expect(read(shrouded(endless))).toContain(tooManyRounds);
    expect(read(shrouded(number(1)))).toContain('not that of the file');
    expect(read(zeros(100))).toContain('not as it must be');
  });
});
