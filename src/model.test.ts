// The whole of the core against a model of it: see testing/model/.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sequenceOf } from './testing/model/plan.ts';
import { runSequence, startModelServer } from './testing/model/run.ts';
import type { TestServer } from './testing/server.ts';

let server: TestServer;
beforeAll(async () => { server = await startModelServer(); });
afterAll(() => server.close());
test('tmp', { timeout: 600_000 }, async () => {
  const base = Number(process.env.SEED ?? 1), n = Number(process.env.N ?? 20);
  const t = performance.now(); let steps = 0;
  const tally: Record<string, number> = {};
  for (let seed = base; seed < base + n; seed++) {
    const s = sequenceOf(seed); steps += s.commands.length;
    const d = await runSequence(server, s);
    if (d) { console.log(seed, JSON.stringify(d, null, 1)); tally[d.wrong[0]!.replace(/\d+/g,'N').slice(0,80)] = (tally[d.wrong[0]!.replace(/\d+/g,'N').slice(0,80)] ?? 0) + 1; if (!process.env.ALL) break; }
  }
  console.log('ms', performance.now() - t, 'steps', steps, tally, (globalThis as any).__stats);
  expect(1).toBe(1);
});
