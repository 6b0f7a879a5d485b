// Files of age, which age-encryption writes and reads in a thread: that they are handed over whole, and what is said of those
// that are not what they were.
import { randomBytes } from 'node:crypto';
import { Decrypter, Encrypter } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import { Damaged, decryptWith, encryptTo, NotForUs } from './age.ts';
import { findRecipient, generateIdentity, makeIdentity, readIdentities, readRecipient } from './age-keys.ts';

const sizes = [0, 1, 65_535, 65_536, 65_537, 200_000];

async function givenKeys() {
  const identity = await generateIdentity();
  return { identity, recipient: await findRecipient(identity) };
}

describe.each(sizes)('%i bytes', size => {
  const plain = randomBytes(size);

  test('are opened by age, by each of those they are for', async () => {
    const [first, second] = [await givenKeys(), await givenKeys()];
    const file = await encryptTo([first.recipient, second.recipient], Buffer.from(plain));
    for (const { identity } of [first, second]) {
      const decrypter = new Decrypter();
      decrypter.addIdentity(identity);
      expect(Buffer.from(await decrypter.decrypt(file)).equals(plain)).toBe(true);
      expect((await decryptWith([identity], Buffer.from(file))).equals(plain)).toBe(true);
    }
  });

  test('are opened as age wrote them', async () => {
    const { identity, recipient } = await givenKeys();
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    const file = Buffer.from(await encrypter.encrypt(plain));
    expect((await decryptWith([identity], file)).equals(plain)).toBe(true);
  });
});

test('what was written by Keepwell itself, before age-encryption did it, is opened still', async () => {
  const written =
    'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBxZ0k1YlNFQ2ZoajlUWW9IVzRHWUxVZ2VOWitjcHFFWU41QU94L3cyNXdN' +
    'Cmc4dFJ2OGVtYkNCdTljRzFuZ2tkYjJIaWZmdGs5Q1lQbm1reG9qdmFKdWsKLT4gWDI1NTE5IEg5bGR1eEhtMDl4OEVYdDQ1WlM2' +
    'bjJXTGxHcnRTaC9ucnlZZlJEajk5QzAKdnJUODNFamxwT1JIbEVad1BqQVVOemZpSnZacG1rSEJZR2tpUkdEejlIbwotLS0gYnlu' +
    'UjVNMi8vT3oxTG9HdDkya3ZDTVJvNW5iWTl2MkhGd0g2NDJjVDJvcwqeqgrN7e1Rg+ZO3pp/PcYQGrlMN1/jfGmn0XCs+8LQNL7t' +
    'gXKwroA4jTSkwlp1W1YW';
  const [identity] = readIdentities(
    '# of a test\nAGE-SECRET-KEY-10ZWSMSPHR2M7VRD9DFJ6UJGXKRVCH7FPVSXL7GHV3E7QKNSL4DESZ3KXPP\n',
  );
  expect((await decryptWith([identity!], Buffer.from(written, 'base64'))).toString()).toBe(
    'kept since before',
  );
});

test('the key that a vault derives for itself is the same as ever', async () => {
  const identity = makeIdentity(Buffer.alloc(32, 7));
  expect(identity).toMatch(/^AGE-SECRET-KEY-1/);
  expect(readIdentities(identity)).toEqual([identity]);
  expect(readRecipient(await findRecipient(identity))).toBe(await findRecipient(identity));
});

test('many at once are each given back to who asked', async () => {
  const { identity, recipient } = await givenKeys();
  const plains = Array.from({ length: 40 }, (_, i) => randomBytes(i % 3 === 0 ? 300_000 : i));
  const opened = await Promise.all(
    plains.map(async plain => decryptWith([identity], await encryptTo([recipient], Buffer.from(plain)))),
  );
  expect(opened.map((bytes, i) => bytes.equals(plains[i]!))).toEqual(plains.map(() => true));
});

test('what is large is handed over, not copied; what lies among other things is left as it is', async () => {
  const { recipient } = await givenKeys();
  const whole = Buffer.alloc(1_000_000);
  const part = Buffer.alloc(1_000_000).subarray(10, 500_000);
  await encryptTo([recipient], whole);
  await encryptTo([recipient], part);
  expect([whole.length, part.length]).toEqual([0, 499_990]);
});

test('the event loop goes on meanwhile', async () => {
  const { recipient } = await givenKeys();
  await encryptTo([recipient], Buffer.from('the thread is there'));
  let longestMs = 0;
  let before = performance.now();
  const timer = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - before);
    before = performance.now();
  }, 1);
  const begunAt = performance.now();
  await encryptTo([recipient], randomBytes(16 * 1_048_576));
  const tookMs = performance.now() - begunAt;
  clearInterval(timer);
  expect(longestMs).toBeLessThan(tookMs / 2);
});

test('a byte that is another, wherever it is, a file that is cut off or goes on, is found', async () => {
  const { identity, recipient } = await givenKeys();
  const other = await givenKeys();
  const file = await encryptTo([other.recipient, recipient], randomBytes(200));
  const opens = (bytes: Buffer) =>
    decryptWith([identity], bytes).then(
      () => true,
      () => false,
    );
  const found: Promise<readonly [string, boolean]>[] = [];
  for (let at = 0; at < file.length; at++) {
    const flipped = Buffer.from(file);
    flipped[at]! ^= 1 << (at % 8);
    found.push(opens(flipped).then(isOpen => [`byte ${at}`, isOpen]));
    found.push(opens(Buffer.from(file.subarray(0, at))).then(isOpen => [`cut at ${at}`, isOpen]));
  }
  expect((await Promise.all(found)).filter(([, isOpen]) => isOpen)).toEqual([]);
  await expect(decryptWith([identity], Buffer.concat([file, Buffer.alloc(1)]))).rejects.toThrow(Damaged);
});

test('pieces that are left out or change places are found', async () => {
  const { identity, recipient } = await givenKeys();
  const file = await encryptTo([recipient], randomBytes(3 * 65_536));
  const start = file.length - 3 * 65_552;
  const piece = (i: number) => file.subarray(start + i * 65_552, start + (i + 1) * 65_552);
  const header = file.subarray(0, start);
  for (const order of [[0, 1], [0, 2], [1, 0, 2], [0, 1, 2, 2], []])
    await expect(decryptWith([identity], Buffer.concat([header, ...order.map(piece)]))).rejects.toThrow(
      Damaged,
    );
  await decryptWith([identity], Buffer.concat([header, ...[0, 1, 2].map(piece)]));
});

test('who has another key is told so', async () => {
  const file = await encryptTo([(await givenKeys()).recipient], Buffer.from('x'));
  await expect(decryptWith([await generateIdentity()], file)).rejects.toThrow(NotForUs);
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

test('a recipient that was mistyped is refused', async () => {
  const { recipient } = await givenKeys();
  for (let at = 4; at < recipient.length; at++) {
    const typed = `${recipient.slice(0, at)}${recipient[at] === 'q' ? 'p' : 'q'}${recipient.slice(at + 1)}`;
    expect(() => readRecipient(typed)).toThrow();
  }
});
