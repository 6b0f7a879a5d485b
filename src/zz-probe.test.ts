import { test } from 'vitest';
import { corpus } from './testing/fuzz/corpus.ts';
import { openStage } from './testing/fuzz/stage.ts';
import { caseOf } from './testing/fuzz/cases.ts';
import { attempt } from './testing/fuzz/run.ts';
test('probe', { timeout: 600000 }, async () => {
  await using stage = await openStage();
  const bases = corpus();
  await stage.refresh();
  const w = { info: 0, header: 0, envelope: 0, bytes: 0, identity: 0, wrapping: 0, session: 0, heavy: 1 };
  const time: Record<string, unknown[]> = {};
  for (let i = 0; i < 170; i++) {
    const c = caseOf(stage, bases, 9, i, w);
    if (time[c.trail[2]!]) continue;
    const cpu = process.cpuUsage();
    const o = await attempt(stage, c);
    const used = process.cpuUsage(cpu);
    time[c.trail[2]!] = [Math.round(o.milliseconds), Math.round((used.user + used.system) / 1000), c.body.length, o.xml.slice(0, 250), o.errors.map(e => e.slice(0, 300))];
    await stage.refresh();
  }
  for (const [k, v] of Object.entries(time).sort((a, b) => (b[1][0] as number) - (a[1][0] as number))) console.log(k, JSON.stringify(v));
});
