import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { readCcda } from '../formats/ccda/ccda.ts';
import { readCcr } from '../formats/ccr/ccr.ts';
import { type RunningServer, startServer } from '../main.ts';
import { readXml } from '../schema/xml-reader.ts';
import { keepwell, type RunOptions, tempFolder } from '../testing/process.ts';

let server: RunningServer;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  const data = tempFolder();
  server = await startServer(readConfig({ data, port: 0, logLevel: 'silent' }, {}));
  const { key, cert, appId } = JSON.parse((await keepwell(['cert', 'create', '--out', data, '--json'])).out);
  const made = await keepwell([
    'sandbox',
    'create',
    '--data',
    data,
    '--cert',
    cert,
    '--app-id',
    appId,
    '--json',
  ]);
  const { recordId, personId } = JSON.parse(made.out);
  env = {
    KEEPWELL_DATA: data,
    KEEPWELL_KEY: key,
    KEEPWELL_CERT: cert,
    KEEPWELL_APP_ID: appId,
    KEEPWELL_RECORD: recordId,
    KEEPWELL_PERSON: personId,
  };
});
afterAll(() => server.close());

const things = (args: readonly string[], options: RunOptions = {}) =>
  keepwell(['things', ...args], { ...options, env: { ...env, ...options.env } });
const weight = (kg: number, d = 2) => ({ when: { date: { y: 2026, m: 11, d } }, value: { kg } });

describe('things', () => {
  test('are written as one document, which has them all', async () => {
    const input = JSON.stringify(weight(64, 3));
    const { out } = await things(['put', '--type', 'weight', '--note', 'at home', '--json'], { input });
    const { id, versionStamp } = JSON.parse(out);
    const document = await things(['document']);
    expect(document.err).toBe('');
    const said = { candidate: expect.objectContaining({ sourceId: id, note: 'at home' }) };
    expect(readCcda(readXml(document.out))).toContainEqual(said);
    const ccr = await things(['document', '--as', 'ccr', '--type', 'weight']);
    expect(readCcr(readXml(ccr.out))).toMatchObject([{ candidate: { localId: id, note: 'at home' } }]);
    await things(['remove', id, versionStamp]);
  });

  test('are put as JSON, got as JSON or XML, and removed', async () => {
    const input = JSON.stringify(weight(71.5));
    const { code, out, err } = await things(['put', '--type', 'weight', '--note', 'a < b', '--json'], {
      input,
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const key = JSON.parse(out);
    const got = await things(['get', '--type', 'weight', '--id', key.id]);
    expect(JSON.parse(got.out)).toEqual({
      ...key,
      effectiveDate: '2026-11-02T00:00:00',
      note: 'a < b',
      value: weight(71.5),
    });
    const xml = await things(['get', '--type', 'Weight', '--xml']);
    expect(xml.out).toBe(
      '<weight><when><date><y>2026</y><m>11</m><d>2</d></date></when><value><kg>71.5</kg></value></weight>\n',
    );
    expect(await things(['remove', key.id, key.versionStamp])).toEqual({
      code: 0,
      out: 'Removed.\n',
      err: '',
    });
    expect(await things(['get', '--type', 'weight'])).toEqual({ code: 0, out: '', err: '' });
    // It is removed, whoever asks again.
    expect((await things(['remove', key.id, key.versionStamp])).code).toBe(0);
    expect(await things(['remove', randomUUID(), key.versionStamp])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^keepwell: No such thing/),
    });
  });

  test('are put as XML from a file, and what get shows can be put again', async () => {
    const file = join(tempFolder(), 'item.xml');
    writeFileSync(
      file,
      '<?xml version="1.0"?>\n<height><when><date><y>2026</y><m>1</m><d>2</d></date></when><value><m>1.7</m></value></height>',
    );
    expect((await things(['put', file, '--type', 'height'])).code).toBe(0);
    const { value } = JSON.parse((await things(['get', '--type', 'height'])).out);
    expect((await things(['put', '-', '--type', 'height'], { input: JSON.stringify(value) })).code).toBe(0);
    const all = (
      await things(['get', '--type', 'height', '--from', '2026-01-02', '--to', '2026-01-02', '--max', '5'])
    ).out
      .trimEnd()
      .split('\n');
    expect(all.map(line => JSON.parse(line).value)).toEqual([value, value]);
  });

  test.each([
    ['nothing', '', 'the input is empty'],
    ['neither JSON nor XML', 'kg: 70', 'neither XML nor valid JSON'],
    ['a list', '[]', 'must be a JSON object'],
    ['a missing part', JSON.stringify({ value: { kg: 70 } }), 'weight/value: unexpected here, when is due'],
    [
      'a part too many',
      JSON.stringify({ ...weight(70), value: { kg: 70, lb: 154 } }),
      'value.lb has no place in weight',
    ],
    ['a wrong number', JSON.stringify({ ...weight(70), value: { kg: -1 } }), 'weight/value/kg: must be'],
    ['another type', '<height/>', 'must be weight'],
  ])('are refused before they are sent: %s', async (_what, input, err) => {
    expect(await things(['put', '--type', 'weight'], { input })).toEqual({
      code: 1,
      out: '',
      err: expect.stringContaining(err),
    });
  });

  test('need to know which type, which record, and for whom', async () => {
    expect(await things(['get', '--type', 'wait'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no type wait'),
    });
    expect(await things(['get'])).toMatchObject({ code: 2 });
    expect(await things(['get', '--type', 'weight', '--record', 'x'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--record'),
    });
    const both = await things(['get', '--type', 'weight', '--user-token', 'abc']);
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining('either --person or --user-token') });
  });

  test('need a platform that answers', async () => {
    const gone = await things(['get', '--type', 'weight', '--url', 'http://127.0.0.1:59999']);
    expect(gone).toMatchObject({
      code: 1,
      err: 'keepwell: http://127.0.0.1:59999/platform/wildcat.ashx cannot be reached: nothing listens there.\n',
    });
    const data = tempFolder();
    expect(await things(['get', '--type', 'weight', '--data', data])).toMatchObject({
      code: 1,
      err: expect.stringContaining('No server runs'),
    });
  });
});
