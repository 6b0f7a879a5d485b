import { test } from 'vitest';
import { corpus } from './testing/fuzz/corpus.ts';
import { openStage } from './testing/fuzz/stage.ts';
import { caseOf } from './testing/fuzz/cases.ts';
import { attempt } from './testing/fuzz/run.ts';
import { envelope, headerXml, sealed } from './testing/fuzz/envelope.ts';
import { rightful, timeOf } from './testing/fuzz/identity.ts';
import { Random } from './testing/fuzz/random.ts';
test('probe', { timeout: 100000 }, async () => {
  await using stage = await openStage();
  const bases = corpus();
  await stage.refresh();
  const by: Record<string, Record<string, number>> = {};
  for (const b of bases) {
    const r = new Random(1, 2);
    const id = rightful(stage, b, r);
    const t = (stage.things[0] ?? { id: 'x', stamp: 'y', typeId: 'z' });
    const info = b.info.replace('{thing}', t.id).replace('{stamp}', t.stamp).replace('{type}', t.typeId).replace('{app}', stage.own.app.id).replace('{person}', stage.own.personId).replace('{record}', stage.own.recordId);
    const o = await attempt(stage, { body: Buffer.from(envelope(sealed({ header: headerXml(b.method.name, b.version, timeOf(stage), id), info, session: id.session }))) });
    const code = /<code>(\d+)/.exec(o.xml)![1]!;
    const k = `${b.method.name} ${b.version}`;
    (by[k] ??= {})[code] = (by[k]![code] ?? 0) + 1;
    if (code === '3' && process.env.SHOW === b.method.name) console.log(o.xml, info.slice(0, 600));
    await stage.refresh();
  }
  console.log(by, bases.length);
  const time: Record<string, [number, number, number]> = {};
  let gen = 0;
  for (let i = 0; i < 5000; i++) {
    const t0 = performance.now();
    const c = caseOf(stage, bases, 9, i);
    const t1 = performance.now();
    const o = await attempt(stage, c);
    const t2 = performance.now();
    gen += t1 - t0;
    const k = c.trail[1]! + (c.trail[1] === 'heavy' ? c.trail[2] : '') ;
    const e = (time[k] ??= [0, 0, 0]);
    e[0]++; e[1] += t2 - t1; e[2] += t1 - t0;
    if (i % 250 === 0) await stage.refresh();
  }
  console.log('gen', gen);
  for (const [k, v] of Object.entries(time).sort((a, b) => b[1][1] - a[1][1]).slice(0, 25)) console.log(k, v.map(x => Math.round(x)).join(' '));
});
