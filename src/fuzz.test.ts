// The short form of the hostile-wire fuzzer, and what the long one found. The long form: `npm run test:long`.
import { expect, test } from 'vitest';
import { runCases } from './testing/fuzz/run.ts';

const seed = Number(process.env.KEEPWELL_SEED ?? 1);
const count = Number(process.env.KEEPWELL_FUZZ ?? 20_000);

test(`${count} hostile requests do nothing but get an answer`, { timeout: 120_000 }, async () => {
  const report = await runCases({ seed, from: 0, to: count, keepIn: '.vitest/fuzz' });
  console.log(JSON.stringify(report, null, 1).slice(0, 12000));
  expect(report.findings).toEqual([]);
});
