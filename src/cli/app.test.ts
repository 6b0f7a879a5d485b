import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { setEnabled } from '../core/applications/configure.ts';
import type { Writer } from '../core/store.ts';
import type { Vault } from '../core/vault.ts';
import { openVault } from '../main.ts';
import { keepwell, type Ran, tempFolder } from '../testing/process.ts';
import { typeIds } from '../testing/type-ids.ts';

let data: string;
let cert: string;
beforeAll(async () => {
  data = tempFolder();
  const { out } = await keepwell(['cert', 'create', '--out', data, '--json']);
  cert = JSON.parse(out).cert;
  // A vault, so that the others find one.
  await keepwell(['sandbox', 'create', '--data', data, '--cert', cert]);
});

const app = (command: string, ...args: string[]) =>
  keepwell(['app', command, '--data', data, '--json', ...args]);
const shown = ({ code, out, err }: Ran) => {
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
};
const refusal = async (ran: Promise<Ran>) => {
  const { code, out, err } = await ran;
  expect(out).toBe('');
  return { code, err: err.replace(/^keepwell: |\n$/g, '') };
};

async function inVault<T>(work: (db: Writer, vault: Vault) => Promise<T>): Promise<T> {
  const vault = await openVault(readConfig({ data }, {}));
  try {
    return await vault.store.write(db => work(db, vault));
  } finally {
    await vault.store.close();
  }
}

function rulesFile(rules: unknown): string {
  const file = join(tempFolder(), 'rules.json');
  writeFileSync(file, typeof rules === 'string' ? rules : JSON.stringify(rules));
  return file;
}

const rule = {
  name: 'weights',
  reason: 'To draw a curve.',
  mode: 'online',
  permissions: ['Read', 'Create'],
  targets: [{ types: ['weight', typeIds.height] }],
};

describe('an application', () => {
  test('is registered with everything that is named', async () => {
    const rules = rulesFile([
      {
        ...rule,
        targets: [{ types: ['weight'], from: '2026-01-01', to: '2026-01-31' }],
        exceptions: [{ types: ['height'] }],
      },
      { ...rule, mode: 'offline', targets: [{ types: 'all' }], optional: { checkedByDefault: true } },
    ]);
    const made = shown(
      await app(
        'create',
        '--name',
        'Curves',
        '--description',
        'Draws.',
        '--kind',
        'master',
        '--multi-record',
        '--app-id',
        randomUUID(),
        '--cert',
        cert,
        '--action-url',
        'https://curves.example/done',
        '--redirect-host',
        'dev.example',
        'localhost:8080',
        '--privacy-url',
        'https://curves.example/privacy',
        '--terms-url',
        'https://curves.example/terms',
        '--connect-message',
        'Thank you.',
        '--method-group',
        'eventing',
        'rest',
        '--ip-prefix',
        '10.0.',
        '192.168.0.0/16',
        '--domain-name',
        'mail.curves.example',
        '--restrict-users',
        '--record-location',
        'US',
        'CA',
        '--child-source',
        'clinic',
        '--vocabulary',
        'snomed',
        'wc:weight-units',
        '--child-vocabulary',
        'snomed',
        '--rules',
        rules,
      ),
    );
    const expected = {
      name: 'Curves',
      description: 'Draws.',
      kind: 'master',
      state: 'active',
      multiRecord: true,
      actionUrl: 'https://curves.example/done',
      redirectHosts: ['dev.example', 'localhost:8080'],
      privacyUrl: 'https://curves.example/privacy',
      termsUrl: 'https://curves.example/terms',
      connectMessage: 'Thank you.',
      methodGroups: ['basic', 'eventing', 'rest'],
      ipPrefixes: ['10.0.', '192.168.0.0/16'],
      domainName: 'mail.curves.example',
      restrictsUsers: true,
      recordLocations: [{ country: 'US' }, { country: 'CA' }],
      childMeaningfulUseSources: ['clinic'],
      vocabularies: [{ family: 'snomed' }, { family: 'wc', name: 'weight-units' }],
      childVocabularies: [{ family: 'snomed' }],
      certificates: [{ thumbprint: expect.stringMatching(/^[0-9a-f]{40}$/) }],
    };
    expect(made).toMatchObject(expected);
    expect(made.rules).toMatchObject([
      {
        name: 'weights',
        mode: 'online',
        targets: [{ typeIds: [typeIds.weight], from: '2026-01-01T00:00:00', to: '2026-01-31T23:59:59.999' }],
        exceptions: [{ typeIds: [typeIds.height] }],
      },
      {
        mode: 'offline',
        targets: [{ typeIds: 'all' }],
        optional: { displayFirst: true, checkedFirst: false, checkedByDefault: true },
      },
    ]);
    expect(shown(await app('show', made.id))).toEqual(made);
    expect(shown(await app('list')).map((listed: { id: string }) => listed.id)).toContain(made.id);
  });

  test('is changed only where something is named', async () => {
    const { id, ...before } = shown(
      await app('create', '--name', 'A', '--redirect-host', 'a.example', '--rules', rulesFile([rule])),
    );
    const { updatedAt, ...changed } = shown(await app('update', id, '--name', 'B', '--multi-record'));
    expect(changed).toMatchObject({
      name: 'B',
      multiRecord: true,
      redirectHosts: ['a.example'],
      rules: before.rules,
    });
    expect(updatedAt).toBeGreaterThanOrEqual(before.updatedAt);
    expect(shown(await app('update', id, '--redirect-host', '', '--no-multi-record'))).toMatchObject({
      redirectHosts: [],
      multiRecord: false,
    });
    expect(await refusal(app('update', id))).toMatchObject({ code: 2 });
  });

  test('is disabled and enabled', async () => {
    const { id } = shown(await app('create', '--name', 'A'));
    expect(shown(await app('disable', id)).state).toBe('disabled');
    expect(shown(await app('show', id)).state).toBe('disabled');
    expect(shown(await app('enable', id)).state).toBe('active');
  });

  test('of developers is for the operator to enable again, who has the last word', async () => {
    const { id } = shown(await app('create', '--name', 'A'));
    await inVault(async (db, vault) => {
      await db.appAdmins.add({ appId: id, personId: 'dev', addedAt: 1 });
      await setEnabled(db, vault, 'dev', { appId: id, isEnabled: false });
    });
    shown(await app('disable', id));
    const enabling = inVault((db, vault) => setEnabled(db, vault, 'dev', { appId: id, isEnabled: true }));
    await expect(enabling).rejects.toMatchObject({ reason: 'accessDenied' });
    expect(shown(await app('enable', id)).state).toBe('active');
    const actions = ['BlockApplication', 'ApproveApplication'];
    const rows = await inVault(async db => db.audit.withoutRecord({ actions, limit: 10 }));
    expect(rows.filter(({ appId }) => appId === id).map(({ action }) => action)).toEqual([
      'ApproveApplication',
      'BlockApplication',
    ]);
    expect(await inVault(async db => db.appAdmins.entry(id))).not.toHaveProperty('isDisabledByAdmin');
  });

  test('has the id of its certificate, unless another is said', async () => {
    const made = JSON.parse((await keepwell(['cert', 'create', '--out', tempFolder(), '--json'])).out);
    expect(shown(await app('create', '--name', 'A', '--cert', made.cert)).id).toBe(made.appId);
    expect((await refusal(app('create', '--name', 'A', '--cert', made.cert))).err).toContain('--app-id');
    const id = randomUUID();
    expect(shown(await app('create', '--name', 'A', '--app-id', id, '--cert', made.cert)).id).toBe(id);
  });

  test('gets further certificates', async () => {
    const { id } = shown(await app('create', '--name', 'A'));
    await app('add-cert', id, '--cert', cert);
    const other = JSON.parse((await keepwell(['cert', 'create', '--out', tempFolder(), '--json'])).out);
    const { certificates } = shown(await app('add-cert', id, '--cert', other.cert));
    expect(certificates.map((c: { thumbprint: string }) => c.thumbprint)).toContain(other.thumbprint);
    expect(certificates).toHaveLength(2);
  });
});

describe('is refused', () => {
  test('an application that is there already, is not there, or in a folder without a vault', async () => {
    const { id } = shown(await app('create', '--name', 'A'));
    expect((await refusal(app('create', '--name', 'B', '--app-id', id))).err).toContain('already');
    expect(shown(await app('show', id)).name).toBe('A');
    expect(await refusal(app('show', '11111111-1111-1111-1111-111111111111'))).toMatchObject({ code: 1 });
    expect(await refusal(app('show', 'x'))).toMatchObject({ code: 2 });
    expect((await refusal(keepwell(['app', 'list', '--data', tempFolder()]))).err).toContain(
      'There is no vault',
    );
  });

  test.each([
    [['--action-url', 'curves.example'], 'The action URL must be an http or https address.'],
    [['--action-url', 'javascript:alert(1)'], 'The action URL must be an http or https address.'],
    [['--privacy-url', 'ftp://x'], 'The address of the privacy statement must be an http or https address.'],
    [
      ['--redirect-host', 'https://x'],
      'https://x is no host such as app.example or localhost:8080: give it without scheme and path.',
    ],
    [
      ['--ip-prefix', 'any'],
      'any is no beginning of an IP address, such as 192.168.1., and no subnet, such as 192.168.0.0/16.',
    ],
    [['--method-group', 'all'], expect.stringContaining('There is no method group all.')],
  ])('an application with %j', async (args, err) => {
    expect(await refusal(app('create', '--name', 'A', ...args))).toEqual({ code: 1, err });
  });

  test('a kind that there is not, and a master that is to be something else', async () => {
    expect(await refusal(app('create', '--name', 'A', '--kind', 'soda-child'))).toMatchObject({ code: 2 });
    const { id } = shown(await app('create', '--name', 'A'));
    expect(shown(await app('update', id, '--kind', 'master')).kind).toBe('master');
    expect(await refusal(app('update', id, '--kind', 'web'))).toEqual({
      code: 1,
      err: 'An application of kind master stays one.',
    });
  });

  test.each<[string, unknown, string]>([
    ['no JSON', '[', 'is not valid JSON'],
    ['no list', rule, 'must hold a list'],
    ['a name that is too long', [{ ...rule, name: 'seventeen letters' }], '1 to 16 characters'],
    ['a name twice in a mode', [rule, rule], 'two online rules of this name'],
    ['an unknown type', [{ ...rule, targets: [{ types: ['wait'] }] }], 'there is no type wait'],
    ['an unknown permission', [{ ...rule, permissions: ['Write'] }], 'there is no permission Write'],
    ['no permission', [{ ...rule, permissions: [] }], 'permissions must name some of'],
    ['no reason', [{ ...rule, reason: ' ' }], 'the reason must not be empty'],
    ['an unknown mode', [{ ...rule, mode: 'always' }], 'online or offline'],
    ['no target', [{ ...rule, targets: [] }], 'it needs a target'],
    ['a wrong date', [{ ...rule, targets: [{ types: 'all', from: 'May' }] }], 'May is no date'],
    ['a word that means nothing', [{ ...rule, target: [] }], 'there is no "target"'],
  ])('a rules file with %s', async (_what, rules, err) => {
    const refused = await refusal(app('create', '--name', 'A', '--rules', rulesFile(rules)));
    expect(refused).toEqual({ code: 1, err: expect.stringContaining(err) });
  });
});
