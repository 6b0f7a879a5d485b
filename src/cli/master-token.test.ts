// A vault whose master key is in a PKCS#11 token, as an operator meets it; with SoftHSM for a token.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { keyFile, refusedPinFile, tokenLockFile } from '../data-folder.ts';
import { startServer } from '../main.ts';
import { givenSignedIn } from '../shell/testing/visitors.ts';
import { tryLock } from '../storage/file-lock.ts';
import { takeTokenTurn } from '../storage/sealing/token-turn.ts';
import { givenLinkedApp, type Linked, linkApp, TestClient } from '../testing/given.ts';
import { keepwell, type Ran, spawnServer, tempFolder } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { hasSoftTokens, makeSoftTokens, rightPin } from '../testing/soft-token.ts';
import { thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';

const named = (masterToken: object, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  KEEPWELL_MASTER_TOKEN: JSON.stringify(masterToken),
  ...env,
});

/** Is it served so? Else why not. */
const tryServe = (data: string, env: NodeJS.ProcessEnv) =>
  startServer(readConfig({ data, port: 0, logLevel: 'silent' }, env)).then(
    async server => {
      await server.close();
      return 'served';
    },
    (error: Error) => error.message,
  );

async function run(data: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ran> {
  const ran = await keepwell([...args, '--data', data], { env });
  expect({ args, ...ran, out: '' }).toEqual({ args, code: 0, out: '', err: '' });
  return ran;
}

const status = async (data: string, env: NodeJS.ProcessEnv) =>
  JSON.parse((await run(data, env, 'keys', 'status', '--json')).out);

async function givenVault(env: NodeJS.ProcessEnv): Promise<string> {
  const data = tempFolder();
  expect(await tryServe(data, env)).toBe('served');
  return data;
}

async function put({ client, recordId, userToken }: Linked): Promise<void> {
  const info = thingXml(typeIds.weight, { data: weightXml(71) });
  const { code } = await client.call('PutThings', { info, recordId, userToken, version: 2 });
  expect(code).toBe(0);
}

async function countThings({ client, recordId, userToken }: Linked): Promise<number> {
  const info = '<group max="1000"><filter></filter><format><section>core</section><xml/></format></group>';
  const answer = await client.call('GetThings', { info, recordId, userToken, version: 3 });
  expect(answer.code).toBe(0);
  return answer.texts('thing-id').length;
}

const again = (app: Linked, server: TestServer): Linked => {
  const client = new TestClient(server, app.app.id);
  client.token = app.client.token;
  client.secret = app.client.secret;
  return { ...app, client };
};

describe.skipIf(!hasSoftTokens)('with SoftHSM, OpenSC and pkcs11js', () => {
  const tokens = hasSoftTokens ? makeSoftTokens() : undefined;
  const { settings, runTool, countAsked } = tokens as NonNullable<typeof tokens>;
  let keys = 0;
  const freshKey = () => settings(`key ${++keys}`);

  const listKeys = () => runTool('--login', '--pin', rightPin, '--list-objects', '--type', 'secrkey');

  test('a vault begins in a token with a key that cannot be taken out, and is served with that alone', async () => {
    const token = freshKey();
    const env = named(token);
    const data = await givenVault(env);
    expect(existsSync(keyFile(data))).toBe(false);
    expect(listKeys()).toMatch(
      new RegExp(
        `label: +${token.key}\\n(?:.*\\n)*? +Access: +sensitive, always sensitive, never extractable, local`,
      ),
    );
    expect(await tryServe(data, env)).toBe('served');
    const place = `the token "first", labelled "${token.key}"`;
    expect(await status(data, env)).toMatchObject({
      current: 1,
      masterPlace: place,
      masterId: expect.stringMatching(/^token [0-9a-f]{16}$/),
    });
    const looked = await keepwell(['doctor', '--data', data], { env });
    expect(looked.out).toContain(`ok      master key: of ${place}`);
    expect(await tryServe(data, {})).toContain('name the token that has it by masterToken');
    const pin = { ...token, pinFile: undefined };
    expect(await tryServe(data, named(pin, { KEEPWELL_MASTER_TOKEN_PIN: rightPin }))).toBe('served');
  });

  test('what is not right is refused in words that mend it, and no key is made for it', async () => {
    const token = freshKey();
    const data = await givenVault(named(token));
    const other = freshKey();
    await givenVault(named(other));
    const before = listKeys();
    const wrong: [object, string][] = [
      [{ ...token, module: '/nowhere/token.so' }, 'The PKCS#11 module /nowhere/token.so does not load'],
      [{ ...token, label: 'third' }, 'The token "third" is not there.'],
      [{ ...token, label: 'second' }, `The token "second" has no key labelled "${token.key}".`],
      [{ ...token, key: 'no such key' }, 'The token "first" has no key labelled "no such key".'],
      [{ ...token, pinFile: undefined }, 'wants a PIN: KEEPWELL_MASTER_TOKEN_PIN'],
      [
        other,
        `What is in the token "first", labelled "${other.key}", is not the key this vault was sealed with.`,
      ],
    ];
    for (const [given, said] of wrong) expect(await tryServe(data, named(given))).toContain(said);
    for (const [given, said] of wrong) {
      const looked = await keepwell(['doctor', '--data', data], { env: named(given) });
      expect(looked.out).toMatch(/FAILED {2}master key: /);
      expect(looked.out).toContain(said);
    }
    expect(listKeys()).toBe(before);
    runTool('--login', '--pin', rightPin, '--delete-object', '--type', 'secrkey', '--label', token.key);
    expect(await tryServe(data, named(token))).toContain(`has no key labelled "${token.key}"`);
    expect(existsSync(keyFile(data))).toBe(false);
  });

  test.each<[object, string]>([
    [[], 'masterToken must be an object'],
    [{ label: 'first', key: 'k' }, 'masterToken: module must be'],
    [{ module: 'm', key: 'k' }, 'by its label or by its serial'],
    [{ module: 'm', label: 'first', serial: '1', key: 'k' }, 'by its label or by its serial'],
    [{ module: 'm', label: 'first' }, 'masterToken: key must be'],
    [{ module: 'm', label: 'first', key: 'k', pin: rightPin }, 'masterToken: there is no pin.'],
    [{ module: 'm', label: 'first', key: 7 }, 'masterToken: key must be a text'],
    [{ module: 'm', label: 'first', key: 'k', pinFile: '/nowhere/pin' }, 'cannot be read (ENOENT)'],
  ])('settings such as %j are refused', async (given, said) => {
    const data = join(tempFolder(), 'vault');
    const { code, err } = await keepwell(['serve', '--port', '0', '--data', data], { env: named(given) });
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(said) });
    expect(err).not.toContain(rightPin);
    expect(existsSync(data)).toBe(false);
  });

  test('a wrong PIN is tried once, however often the server is started, and another one is tried', async () => {
    const token = freshKey();
    const data = await givenVault(named(token));
    const { pinFile: _, ...unpinned } = token;
    const withPin = (pin: string) => named(unpinned, { KEEPWELL_MASTER_TOKEN_PIN: pin });
    const before = countAsked('C_Login');
    const first = await tryServe(data, withPin('123123'));
    expect(first).toContain('The token "first" refused the PIN that KEEPWELL_MASTER_TOKEN_PIN gives.');
    const second = await tryServe(data, withPin('123123'));
    expect(second).toContain('It is not tried again, as wrong ones lock a token');
    const third = await spawnServer(['--workers', '2'], data, withPin('123123')).catch(String);
    expect(third).toContain('It is not tried again, as wrong ones lock a token');
    expect(countAsked('C_Login') - before).toBe(1);
    expect([first, second, third].join()).not.toContain('123123');
    expect(statSync(refusedPinFile(data)).mode & 0o777).toBe(0o600);
    expect(readFileSync(refusedPinFile(data), 'utf8')).not.toContain('123123');
    expect(await tryServe(data, withPin('321321'))).toContain('refused the PIN');
    expect(countAsked('C_Login') - before).toBe(2);
    // Two in turn would lock a token as surely as one.
    for (const pin of ['123123', '321321'])
      expect(await tryServe(data, withPin(pin))).toContain(
        'It is not tried again, as wrong ones lock a token',
      );
    expect(countAsked('C_Login') - before).toBe(2);
    expect(await tryServe(data, named(token))).toBe('served');
    expect(existsSync(refusedPinFile(data))).toBe(false);
  });

  test('of several who try a wrong PIN at once one does', async () => {
    const token = freshKey();
    const { pinFile: _, ...unpinned } = token;
    const data = await givenVault(named(token));
    const before = countAsked('C_Login');
    const env = named(unpinned, { KEEPWELL_MASTER_TOKEN_PIN: '123123' });
    const tried = await Promise.all(
      ['status', 'status'].map(what => keepwell(['keys', what, '--data', data], { env })),
    );
    expect(tried.map(({ code }) => code)).toEqual([1, 1]);
    expect(countAsked('C_Login') - before).toBe(1);
  });

  test('while another process of the data folder tries a PIN, none is tried, and what that notes is known', async () => {
    const token = freshKey();
    const data = await givenVault(named(token));
    const { pinFile: _, ...unpinned } = token;
    const env = named(unpinned, { KEEPWELL_MASTER_TOKEN_PIN: '123123' });
    expect((await keepwell(['keys', 'status', '--data', data], { env })).err).toContain('refused the PIN');
    const noted = readFileSync(refusedPinFile(data));
    rmSync(refusedPinFile(data));
    const before = countAsked('C_Login');
    const other = tryLock(tokenLockFile(data));
    const waiting = keepwell(['keys', 'status', '--data', data], { env });
    await expect(takeTokenTurn(data, async () => {}, 300)).rejects.toThrow(
      `Another process of ${data} has been logging in to the token for 0.3 s.`,
    );
    expect(countAsked('C_Login')).toBe(before);
    writeFileSync(refusedPinFile(data), noted);
    other?.release();
    expect((await waiting).err).toContain('It is not tried again, as wrong ones lock a token');
    expect(countAsked('C_Login')).toBe(before);
  });

  test('workers log in by themselves, and no request asks the token', async () => {
    const { pinFile: _, ...unpinned } = freshKey();
    const env = named(unpinned, { KEEPWELL_MASTER_TOKEN_PIN: rightPin });
    const before = countAsked('C_Login');
    await using server = await spawnServer(['--workers', '2', '--demo'], tempFolder(), env);
    expect(existsSync(keyFile(server.data))).toBe(false);
    expect(countAsked('C_Login') - before).toBe(2);
    const asked = countAsked('C_Decrypt');
    expect(asked).toBeGreaterThan(0);
    for (let request = 0; request < 20; request++) {
      const answer = await fetch(`${server.facts.shellUrl}/health/ready`, {
        headers: { connection: 'close' },
      });
      expect(answer.status).toBe(200);
    }
    expect(countAsked('C_Decrypt')).toBe(asked);
  });

  test('the key is taken into a token, to another key of it and back, while the vault is written', async () => {
    const token = freshKey();
    const next = freshKey();
    const data = tempFolder();
    const inToken = named(token);
    const inNext = named(next);
    let isOver = false;
    let written = 0;
    let app: Linked;
    {
      await using server = await startTestServer({ data, database: undefined, masterToken: token }, 1);
      app = await givenLinkedApp(server);
      expect(existsSync(keyFile(data))).toBe(false);
      const writing = (async () => {
        // No more than one call counts, however long it takes.
        while (!isOver && written < 900) {
          await put(app);
          written++;
          await wait(10);
        }
      })();
      await run(data, inToken, 'keys', 'rotate', '--master', '--to', 'file');
      expect(existsSync(keyFile(data))).toBe(true);
      expect(await status(data, {})).toMatchObject({ current: 2, masterPlace: keyFile(data) });
      await run(data, inToken, 'keys', 'rotate', '--master', '--to', 'token', '--key-label', next.key);
      expect(existsSync(keyFile(data))).toBe(false);
      const taken = await keepwell(['keys', 'rotate', '--master', '--data', data], { env: inNext });
      expect(taken).toMatchObject({ code: 1, err: expect.stringContaining('is the master key already') });
      isOver = true;
      await writing;
      expect(await countThings(app)).toBe(written);
    }
    expect(await tryServe(data, inToken)).toContain('is not the key this vault was sealed with');
    expect(await status(data, inNext)).toMatchObject({ current: 3, behind: 0 });
    const newKey = { KEEPWELL_NEW_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') };
    await run(data, { ...inNext, ...newKey }, 'keys', 'rotate', '--master', '--to', 'environment');
    const given = { KEEPWELL_MASTER_KEY: newKey.KEEPWELL_NEW_MASTER_KEY };
    expect(await tryServe(data, given)).toBe('served');
    await run(data, { ...given, ...inToken }, 'keys', 'rotate', '--master', '--to', 'token');
    await using server = await startTestServer({ data, database: undefined, masterToken: token }, 1);
    expect(await countThings(again(app, server))).toBe(written);
  });

  test('a rotation that ended before the file was removed is served by the token, and the file is told of', async () => {
    const token = freshKey();
    const data = await givenVault({});
    const file = readFileSync(keyFile(data));
    await run(data, named(token), 'keys', 'rotate', '--master', '--to', 'token');
    writeFileSync(keyFile(data), file, { mode: 0o600 });
    const moved = `was taken into a token, and what ${keyFile(data)} has is not it any more`;
    expect(await tryServe(data, {})).toContain(moved);
    expect((await keepwell(['doctor', '--data', data])).out).toContain(moved);
    expect(await tryServe(data, named(token))).toBe('served');
    const looked = await keepwell(['doctor', '--data', data], { env: named(token) });
    expect(looked.out).toContain(
      `FAILED  master key: ${keyFile(data)} is there, though the key of this vault is in a token. Remove it.`,
    );
    const told = await run(data, named(token), 'keys', 'status');
    expect(told.out).toContain(`${keyFile(data)} is none of its keys any more: remove it.`);
  });

  test('a new vault is refused two places for its key', async () => {
    const token = freshKey();
    const given = named(token, { KEEPWELL_MASTER_KEY: Buffer.alloc(32, 3).toString('base64') });
    expect(await tryServe(tempFolder(), given)).toContain(
      'has two places for its master key: masterToken and KEEPWELL_MASTER_KEY',
    );
    expect(listKeys()).not.toContain(token.key);
  });

  test('a backup opens with its identity where the token is lost, and what comes back has a key file', async () => {
    const token = freshKey();
    const env = named(token);
    const data = tempFolder();
    const identity = join(tempFolder(), 'identity.txt');
    const target = join(tempFolder(), 'backups');
    mkdirSync(target);
    const { recipient } = JSON.parse((await keepwell(['backup', 'keygen', '--out', identity, '--json'])).out);
    let app: Linked;
    {
      await using server = await startTestServer({ data, database: undefined, masterToken: token }, 1);
      const { browser } = await givenSignedIn(server, 'Olga First');
      app = await givenLinkedApp(server);
      await put(app);
      await run(data, env, 'backup', '--to', target, '--recipient', recipient);
      await run(data, env, 'backup', 'drill', '--to', target);
      await run(data, env, 'backup', 'verify', '--to', target);
      await run(data, {}, 'backup', 'verify', '--to', target, '--identity', identity);
      expect((await browser.open('/operator/health')).text).toContain(`in the token first ${token.key}`);
      runTool('--login', '--pin', rightPin, '--delete-object', '--type', 'secrkey', '--label', token.key);
      const { backUp } = await import('../backups.ts');
      const place = { data, database: undefined, masterKey: readConfig({ data }, env).masterKey };
      // What serves has the keys of the vault still.
      await backUp(server.vault, place, { target, recipients: [recipient], keep: undefined });
    }
    expect(await tryServe(data, env)).toContain('has no key labelled');
    const into = join(tempFolder(), 'vault');
    const restored = await keepwell(['restore', '--from', target, '--identity', identity, '--into', into]);
    expect(restored).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining(`Its key is in ${into}`),
    });
    rmSync(data, { recursive: true });
    expect(await status(into, {})).toMatchObject({ masterPlace: keyFile(into), plainVersions: 0 });
    {
      await using server = await startTestServer({ data: into, database: undefined }, 1);
      expect(await countThings(await linkApp(server, app, app))).toBe(1);
    }
  });
});
