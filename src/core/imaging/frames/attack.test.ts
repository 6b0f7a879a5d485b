// Pictures that are made to harm, thousands of each way in which they may be packed: each is drawn or refused in a word, soon, in little
// memory, and leaves the next one as it is. KEEPWELL_CODECS_COUNT says how many of each, KEEPWELL_CODECS_SEED which. The thread that draws
// runs what is built in dist/.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../../testing/fuzz/random.ts';
import { canTellMemory, memoryOf } from '../../../testing/memory.ts';
import {
  makeDeflated,
  type PackingName,
  type Plain,
  packings,
  wrapPacked,
} from '../../../testing/packed-pictures.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { askForFrame } from './frame-thread.ts';
import type { FrameAnswer } from './frame-work.ts';

const { KEEPWELL_CODECS_COUNT: countGiven, KEEPWELL_CODECS_SEED: seed = '20261130' } = process.env;
const count = Number(countGiven ?? 300);
const size = 48;
/** Of work, however long a machine takes over it that has other things to do. */
const workMs = 1500;
/** What takes longer than any busy machine is stuck. */
const patientMs = 30_000;
const megabytesMore = 400;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { pictureDrawMs: patientMs } });
});
afterAll(() => server.close());

let asked = 0;

function draw(bytes: Buffer): Promise<FrameAnswer | undefined> {
  asked += 1;
  return askForFrame(server.vault, 'somebody', {
    id: `file ${asked}`,
    frame: 0,
    read: async () => Uint8Array.from(bytes),
  });
}

/** A word, or the pixels that were drawn. */
async function outcomeOf(bytes: Buffer): Promise<string> {
  const answer = await draw(bytes);
  if (!answer) return 'took-too-long';
  if ('why' in answer) return answer.why;
  if (!('pixels' in answer)) throw new Error('no pixels were asked for');
  const { rows, columns, kind } = answer.facts;
  const bytesEach = { u8: 1, i16: 2, u16: 2, f32: 4, rgb: 3 }[kind];
  expect(answer.pixels.length).toBe(rows * columns * bytesEach);
  return `drawn ${Buffer.from(answer.pixels).toString('base64')}`;
}

const own: Plain = { size, valueAt: (x, y) => 40 + x + 2 * y };
/** What another person has looked at. */
const others: readonly Plain[] = [
  { size, valueAt: (x, y) => 90 + ((x * 7) ^ (y * 13)) },
  { size, valueAt: (x, y) => 200 - ((x * 5) ^ (y * 3)) },
];

/** Changed in bytes, cut off, cut out, doubled. */
function mutate(bytes: Buffer, random: Random): Buffer {
  let file = Buffer.from(bytes);
  for (let times = random.between(1, 4); times > 0; times--) {
    const at = random.below(file.length);
    switch (random.below(8)) {
      case 0:
        file = file.subarray(0, at);
        break;
      case 1:
        file = Buffer.concat([file.subarray(0, at), file.subarray(at + random.between(1, 40))]);
        break;
      case 2:
        file = Buffer.concat([file.subarray(0, at + random.below(80)), file.subarray(at)]);
        break;
      case 3:
        file.subarray(at, at + random.between(1, 8)).fill(random.pick([0, 0x7f, 0x80, 0xff]));
        break;
      default:
        if (file.length > 0) file[at] = random.below(256);
    }
    if (file.length === 0) break;
  }
  return file;
}

interface Attacked {
  readonly whole: Buffer;
  /** Those of others, packed alike. */
  readonly before: readonly Buffer[];
  next(random: Random): Buffer;
}

async function makePacked(name: PackingName): Promise<Attacked> {
  const packed = await packings[name].pack(own);
  const before = await Promise.all(
    others.map(async plain => wrapPacked(name, size, await packings[name].pack(plain))),
  );
  const whole = wrapPacked(name, size, packed);
  return {
    whole,
    before,
    // What is told around it is as it was, so that most of them come to the decoder.
    next: random =>
      random.chance(0.8) ? wrapPacked(name, size, mutate(packed, random)) : mutate(whole, random),
  };
}

function makeAllDeflated(): Attacked {
  const whole = makeDeflated(own);
  return { whole, before: others.map(makeDeflated), next: random => mutate(whole, random) };
}

const names = [...(Object.keys(packings) as PackingName[]), 'deflated'] as const;

describe.each(names)('%s', name => {
  test(`${count} files that are made to harm`, { timeout: 60_000 + count * 200 }, async () => {
    const { whole, before, next } = await (name === 'deflated' ? makeAllDeflated() : makePacked(name));
    const good = await outcomeOf(whole);
    expect(good).toMatch(/^drawn /);
    const random = new Random(Number(seed), names.indexOf(name));
    const outcomes = new Map<string, number>();
    const atStart = canTellMemory ? memoryOf(process.pid).now : 0;
    let [most, slow] = [0, 0];
    for (let i = 0; i < count; i++) {
      const file = next(random);
      const workBefore = process.cpuUsage();
      const outcome = await outcomeOf(file);
      const { user, system } = process.cpuUsage(workBefore);
      if ((user + system) / 1000 > workMs) slow++;
      const word = outcome.replace(/ .*/, '');
      outcomes.set(word, (outcomes.get(word) ?? 0) + 1);
      if (canTellMemory && i % 50 === 0) most = Math.max(most, memoryOf(process.pid).now);
      // What is drawn of it is of itself, whatever was drawn before.
      if (word === 'drawn' && i % 3 === 0)
        for (const other of before) {
          await outcomeOf(other);
          expect(await outcomeOf(file), `seed ${seed}, file ${i}`).toBe(outcome);
        }
      if (i % 20 === 0) expect(await outcomeOf(whole), `seed ${seed}, after file ${i}`).toBe(good);
    }
    console.log(
      `${name}: seed ${seed}, ${JSON.stringify(Object.fromEntries(outcomes))}, ${slow} slow, ${Math.round(most - atStart)} MB more`,
    );
    expect(await outcomeOf(whole)).toBe(good);
    expect(outcomes.get('drawn') ?? 0).toBeLessThan(count);
    // One that is given up took as much.
    expect(slow).toBeLessThanOrEqual(count / 100);
    expect(most - atStart).toBeLessThan(megabytesMore);
  });
});
