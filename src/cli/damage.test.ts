// One item whose bytes changed on the disk: it is told by name, everything else is read as before, and what looks after a vault
// finds it, though nobody asks for it.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { clientOf, givenLinkedApp } from '../testing/given.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { keysIn, Reading } from '../testing/reading.ts';
import { startTestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

const count = 240;

test('a damaged item is named, the others are read, and the doctor and the drill find it', async () => {
  const data = tempFolder();
  const first = await startTestServer({ data, database: undefined }, 1);
  const app = await givenLinkedApp(first);
  const weights = Array.from({ length: count }, (_, i) => aWeight(50 + i / 10)).join('');
  const keys = keysIn(await new Reading(app).call('PutThings', weights, { version: 2 }));
  await first.close();
  const { id } = keys[100]!;
  const db = new Database(join(data, 'keepwell.db'));
  const { sealed } = db.prepare('SELECT sealed FROM thing WHERE id = ?').get(id) as { sealed: Buffer };
  sealed[sealed.length - 1]! ^= 1;
  db.prepare('UPDATE thing SET sealed = ? WHERE id = ?').run(sealed, id);
  db.close();

  {
    await using server = await startTestServer({ data, database: undefined }, 1);
    const client = clientOf(app, server);
    const { recordId, userToken } = app;
    const read = (group: string) =>
      client.call('GetThings', {
        info: `<group>${group}<format><section>core</section><xml/></format></group>`,
        version: 3,
        recordId,
        userToken,
      });
    const all = await read(`<filter><type-id>${typeIds.weight}</type-id></filter>`);
    expect([all.code, all.elements('thing').length]).toEqual([0, count - 1]);
    const told = all.elements('unprocessed-thing-key-info').map(at => at.outerXml());
    expect(told).toEqual([expect.stringContaining(id)]);
    const alone = await read(`<id>${id}</id>`);
    expect([alone.code, alone.message]).toEqual([1, expect.stringContaining(`The thing ${id}`)]);
    const logged = server.logged.map(line => JSON.parse(line)).filter(({ level }) => level === 50);
    expect(logged[0]).toMatchObject({ thingId: id, msg: 'an item is damaged in the database' });
  }

  const named = expect.stringMatching(
    new RegExp(`^1 versions of things are damaged in the database: thing ${id} of record`),
  );
  const doctor = await keepwell(['doctor', '--data', data, '--thorough', '--json']);
  const checks: { check: string; detail: string; grade: string }[] = JSON.parse(doctor.out);
  expect(checks.find(({ check }) => check === 'items')).toMatchObject({ grade: 'FAILED', detail: named });
  const target = tempFolder();
  const keygen = await keepwell(['backup', 'keygen', '--out', join(tempFolder(), 'identity'), '--json']);
  const { recipient } = JSON.parse(keygen.out);
  await keepwell(['backup', '--data', data, '--to', target, '--recipient', recipient]);
  const drill = await keepwell(['backup', 'drill', '--data', data, '--from', target, '--json']);
  expect(drill.code).toBe(1);
  expect(JSON.parse(drill.out).findings).toEqual([named]);
}, 60_000);
