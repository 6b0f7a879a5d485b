// Our files of age against the implementation that its author wrote.
import { randomBytes } from 'node:crypto';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import { Damaged, decryptWith, encryptTo, NotForUs } from './age.ts';
import { generateIdentity, readIdentities, readRecipient, sayIdentity, sayRecipient } from './age-keys.ts';

const sizes = [0, 1, 65_535, 65_536, 65_537, 200_000];

describe.each(sizes)('%i bytes', size => {
  const plain = randomBytes(size);

  test('are opened by age, by each of those they are for', async () => {
    const [first, second] = [generateIdentity(), generateIdentity()];
    const file = encryptTo([first.recipient, second.recipient], plain);
    for (const identity of [first, second]) {
      const decrypter = new Decrypter();
      decrypter.addIdentity(sayIdentity(identity));
      expect(Buffer.from(await decrypter.decrypt(file)).equals(plain)).toBe(true);
      expect(decryptWith([identity], file).equals(plain)).toBe(true);
    }
  });

  test('are opened as age wrote them', async () => {
    const secret = await generateX25519Identity();
    const [identity] = readIdentities(`# a key\n${secret}\n`);
    expect(sayRecipient(identity!.recipient)).toBe(await identityToRecipient(secret));
    expect(sayIdentity(identity!)).toBe(secret);
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(secret));
    const file = Buffer.from(await encrypter.encrypt(plain));
    expect(decryptWith([identity!], file).equals(plain)).toBe(true);
  });
});

test('a byte that is another, wherever it is, a file that is cut off or goes on, is found', () => {
  const identity = generateIdentity();
  const other = generateIdentity();
  const file = encryptTo([other.recipient, identity.recipient], randomBytes(200));
  for (let at = 0; at < file.length; at++) {
    const flipped = Buffer.from(file);
    flipped[at]! ^= 1 << (at % 8);
    expect(() => decryptWith([identity], flipped), `byte ${at}`).toThrow();
    expect(() => decryptWith([identity], file.subarray(0, at)), `cut at ${at}`).toThrow();
  }
  expect(() => decryptWith([identity], Buffer.concat([file, Buffer.alloc(1)]))).toThrow(Damaged);
});

test('pieces that are left out or change places are found', () => {
  const identity = generateIdentity();
  const file = encryptTo([identity.recipient], randomBytes(3 * 65_536));
  const start = file.length - 3 * 65_552;
  const piece = (i: number) => file.subarray(start + i * 65_552, start + (i + 1) * 65_552);
  const header = file.subarray(0, start);
  for (const order of [[0, 1], [0, 2], [1, 0, 2], [0, 1, 2, 2], []])
    expect(() => decryptWith([identity], Buffer.concat([header, ...order.map(piece)]))).toThrow(Damaged);
  expect(() => decryptWith([identity], Buffer.concat([header, ...[0, 1, 2].map(piece)]))).not.toThrow();
});

test('who has another key is told so', () => {
  const file = encryptTo([generateIdentity().recipient], Buffer.from('x'));
  expect(() => decryptWith([generateIdentity()], file)).toThrow(NotForUs);
});

test.each([
  '',
  'age1',
  'age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq',
  'AGE-SECRET-KEY-1X',
])('what is no key is refused: %s', text => {
  expect(() => readRecipient(text)).toThrow('age1');
  expect(() => readIdentities(text)).toThrow('AGE-SECRET-KEY-1');
});

test('a recipient that was mistyped is refused', () => {
  const recipient = sayRecipient(generateIdentity().recipient);
  for (let at = 4; at < recipient.length; at++) {
    const typed = `${recipient.slice(0, at)}${recipient[at] === 'q' ? 'p' : 'q'}${recipient.slice(at + 1)}`;
    expect(() => readRecipient(typed)).toThrow();
  }
});
