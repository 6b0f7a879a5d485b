import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  givenApp,
  givenLinkedApp,
  type Linked,
  openClient,
  type TestClient,
} from '../testing/given.ts';
import { closedWith, type PackageInfo, packageInfo, weightThing } from '../testing/packages.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
let app: Linked;
let data: string;
beforeAll(async () => {
  server = await startTestServer({
    limits: { packagesPerAppMax: 30, packageBytesPerAppMax: 10_000, packageIterationsMax: 2000 },
  });
  app = await givenLinkedApp(server, { methodGroups: ['basic', 'connect-package'] });
  data = await closedWith('rex', weightThing(70));
});
afterAll(() => server.close());

const newClient = async () =>
  openClient(server, await givenApp(server.vault, { methodGroups: ['basic', 'connect-package'] }));

const create = (
  given: PackageInfo & { version?: 1 | 2 } = {},
  by: TestClient = app.client,
): Promise<Answer> => {
  const { version = 2, ...info } = given;
  return by.call('CreateConnectPackage', { version, info: packageInfo(version, { data, ...info }) });
};
const codeOf = (answer: Answer): string => answer.texts('identity-code')[0]!;
const allocate = async (by: TestClient = app.client) => codeOf(await by.call('AllocatePackageId'));
const remove = (info: string, by: TestClient = app.client) =>
  by.call('DeletePendingConnectPackage', { info });
/** Whether a reserved code has a package, as the wire tells: a second one is refused. */
const isFilled = async (code: string) => (await create({ code })).code === 96;

describe('a package', () => {
  test.each([1, 2] as const)(
    'is dropped off by version %i, for a code of five groups of four letters',
    async version => {
      const answer = await create({ version });
      expect(answer.code).toBe(0);
      expect(codeOf(answer)).toMatch(/^([A-Z]{4}-){4}[A-Z]{4}$/);
      if (hasReference) expect(problemsBy('response-createconnectpackage', answer)).toEqual([]);
    },
  );

  test('may be closed by either algorithm, with what SDKs write beside it', async () => {
    const blocks = Buffer.alloc(24).toString('base64');
    for (const keyBits of [192, 168])
      expect((await create({ algorithm: 'hmac-sha1-3des', keyBits, data: blocks })).code).toBe(0);
    const info = packageInfo(2, { data })
      .replace('<package>', '<package><thing-id version-stamp="b">a</thing-id>')
      .replace('</data-xml>', '<common/></data-xml>')
      .replace('<iteration-count>1000</iteration-count>', '<iteration-count/>');
    // Left empty, the count is its published default, which is more than this vault allows.
    expect((await app.client.call('CreateConnectPackage', { version: 2, info })).message).toContain(
      'from 1 to 2000',
    );
  });

  test('goes to a reserved code once, in any case and with or without dashes', async () => {
    const code = await allocate();
    expect(code).toMatch(/^([A-Z]{4}-){4}[A-Z]{4}$/);
    const answer = await create({ code: ` ${code.replaceAll('-', '').toLowerCase()} ` });
    expect([answer.code, codeOf(answer)]).toEqual([0, code]);
    expect((await create({ code })).code).toBe(96);
  });

  test('may share its external id with others of the application', async () => {
    const codes = [await create({ externalId: 'many' }), await create({ externalId: 'many' })].map(codeOf);
    expect(new Set(codes).size).toBe(2);
  });
});

describe('refused is', () => {
  test('a blank question with 72', async () => {
    for (const question of ['', ' ', '\t\n']) expect((await create({ question })).code).toBe(72);
  });

  test('a code that this application did not reserve, or too long ago, with 74', async () => {
    const other = await newClient();
    const code = await allocate(other);
    expect((await create({ code })).code).toBe(74);
    for (const wrong of ['JKYZ-QNMN-VHRX-ZGNR-GZNH', 'JKYZ', ''])
      expect((await create({ code: wrong })).code).toBe(74);
    const reserved = await allocate();
    server.clock.pass(server.vault.limits.packageTtlMs);
    app = { ...app, client: await openClient(server, app) };
    expect((await create({ code: reserved })).code).toBe(74);
  });

  test('with 3 what no answer could open', async () => {
    const cases: PackageInfo[] = [
      { algorithm: 'none' },
      { salt: '1234567' },
      { iterations: 0 },
      { iterations: -1 },
      { iterations: 2001 },
      { keyBits: 128 },
      { algorithm: 'hmac-sha1-3des', keyBits: 256 },
      { data: '' },
      { typeId: typeIds.weight },
      { friendlyName: '' },
      { friendlyName: 'x'.repeat(256) },
      { externalId: '' },
    ];
    for (const version of [1, 2] as const)
      for (const given of cases)
        expect([given, (await create({ version, ...given })).code]).toEqual([given, 3]);
  });

  test('with 120 contents that are not whole blocks in base64', async () => {
    for (const version of [1, 2] as const) {
      for (const data of ['nothing!', Buffer.alloc(33).toString('base64')])
        expect((await create({ version, data })).code).toBe(120);
      const other = { algorithm: 'hmac-sha1-3des', data: Buffer.alloc(20).toString('base64') } as const;
      expect((await create({ version, ...other })).code).toBe(120);
    }
  });

  test('with 3 contents that stand elsewhere, or are not as long as they say', async () => {
    const good = packageInfo(2, { data });
    const wrong = [
      good.replace('<name></name>', '<name>contents</name>'),
      good.replace(/<base64data>.*<\/base64data>/, '<blob-ref-url>https://example.org/</blob-ref-url>'),
      good.replace(/(<blob>.*<\/blob>)/, '$1$1'),
      good.replace(/<content-length>\d+/, '<content-length>7'),
      good.replace(/<blob-payload>.*<\/blob-payload>/, ''),
      good.replace(/<parameters>.*<\/parameters>/, ''),
    ];
    for (const info of wrong) {
      expect(info).not.toBe(good);
      expect((await app.client.call('CreateConnectPackage', { version: 2, info })).code).toBe(3);
    }
  });

  test('a content encoding with 91', async () => {
    const info = packageInfo(2, { data }).replace(
      '</base64data>',
      '</base64data><current-content-encoding>gzip</current-content-encoding>',
    );
    expect((await app.client.call('CreateConnectPackage', { version: 2, info })).code).toBe(91);
    const v1 = packageInfo(1, { data }).replace('<data-other', '<data-other content-encoding="gzip"');
    expect((await app.client.call('CreateConnectPackage', { version: 1, info: v1 })).code).toBe(91);
  });

  test('more than an application may have waiting, by number and by size, with 75', async () => {
    const client = await newClient();
    const large = Buffer.alloc(9600).toString('base64');
    expect((await create({ data: large }, client)).code).toBe(0);
    expect((await create({ data: large }, client)).code).toBe(75);
    for (let i = 1; i < 30; i++) await allocate(client);
    const answer = await client.call('AllocatePackageId');
    expect([answer.code, answer.message]).toEqual([75, expect.stringContaining('30 packages')]);
    expect((await remove('<external-id>patient 7</external-id>', client)).code).toBe(0);
    expect((await client.call('AllocatePackageId')).code).toBe(0);
  });

  test('an application without the method group, or on a device, with 11', async () => {
    const plain = await openClient(server, await givenApp(server.vault, { methodGroups: ['basic'] }));
    const device = await openClient(
      server,
      await givenApp(server.vault, { kind: 'soda-master', methodGroups: ['basic', 'connect-package'] }),
    );
    for (const client of [plain, device]) {
      expect((await create({}, client)).code).toBe(11);
      expect((await client.call('AllocatePackageId')).code).toBe(11);
      expect((await remove('<external-id>x</external-id>', client)).code).toBe(11);
    }
  });
});

describe('DeletePendingConnectPackage', () => {
  test('takes back one package by its code', async () => {
    const [first, second] = [await allocate(), await allocate()];
    for (const code of [first, second]) await create({ code, externalId: 'two of them' });
    const answer = await remove(`<identity-code>${first.toLowerCase()}</identity-code>`);
    expect(answer.xml).toBe('<response><status><code>0</code></status></response>');
    expect([await isFilled(first), await isFilled(second)]).toEqual([false, true]);
  });

  test('takes back all of an external id, and none of another application', async () => {
    const other = await newClient();
    const codes = [await allocate(), await allocate(), await allocate(other)];
    for (const [i, by] of [app.client, app.client, other].entries())
      await create({ code: codes[i]!, externalId: 'Ära 7' }, by);
    expect((await remove('<external-id>Ära 7</external-id>')).code).toBe(0);
    expect((await remove(`<identity-code>${codes[2]}</identity-code>`)).code).toBe(0);
    expect([await isFilled(codes[0]!), await isFilled(codes[1]!)]).toEqual([false, false]);
    expect((await create({ code: codes[2]! }, other)).code).toBe(96);
  });

  test('finds it fine that nothing is there, and refuses to guess what is meant', async () => {
    expect((await remove('<external-id>nobody</external-id>')).code).toBe(0);
    expect((await remove('<identity-code>JKYZ-QNMN-VHRX-ZGNR-GZNH</identity-code>')).code).toBe(0);
    expect((await remove('')).code).toBe(3);
    expect((await remove('<external-id></external-id>')).code).toBe(3);
  });
});

test('UpdateExternalId renames packages by code and by external id', async () => {
  const [first, second] = [
    codeOf(await create({ externalId: 'old' })),
    codeOf(await create({ externalId: 'old' })),
  ];
  const rename = (which: string, to: string) =>
    app.client.call('UpdateExternalId', { info: `${which}<new-external-id>${to}</new-external-id>` });
  expect((await rename(`<identity-code>${first}</identity-code>`, 'renamed')).code).toBe(0);
  expect((await rename('<old-external-id>old</old-external-id>', 'all')).code).toBe(0);
  await remove('<external-id>all</external-id>');
  // What is gone has no code any more; what is there has its package.
  expect((await rename(`<identity-code>${second}</identity-code>`, 'x')).code).toBe(74);
  expect((await rename(`<identity-code>${first}</identity-code>`, 'x')).code).toBe(0);
  const reserved = await allocate();
  expect((await rename(`<identity-code>${reserved}</identity-code>`, 'x')).code).toBe(95);
});

test('neither the code nor the contents lie readable in the database', async () => {
  const code = codeOf(await create({ externalId: 'at rest' }));
  const rows = await server.vault.store.read(async db => {
    const [found] = await db.packages.byExternalId(app.app.id, 'at rest');
    return [found!, await db.packages.contents(found!.id)] as const;
  });
  expect(JSON.stringify(rows[0])).not.toContain(code);
  expect(rows[1]!.includes(Buffer.from(data, 'base64').subarray(0, 32))).toBe(false);
  expect(server.vault.keys.open(rows[1]!).toString('base64')).toBe(data);
});
