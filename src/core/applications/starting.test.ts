// What becomes of the applications of developers when a sandbox becomes a production vault, or gets a mail server.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { databaseFile, markProduction } from '../../data-folder.ts';
import { loadDemo } from '../../demo/load.ts';
import { Browser } from '../../shell/testing/browser.ts';
import { givenApp, givenPerson } from '../../testing/given.ts';
import { tempFolder } from '../../testing/process.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { startMailServer } from '../../testing/smtp.ts';
import { confirmAddress } from '../mail/confirm.ts';
import { addOperator } from '../operator/operator.ts';
import { demoSignIn } from '../people/accounts.ts';
import { closeAccount, purgeClosedAccounts } from '../people/closing.ts';
import { hashPassword } from '../people/password.ts';
import { approveApplication } from './approval.ts';
import { chooseMethodGroups, createOwnApplication, setEnabled } from './configure.ts';
import { listProposedLogos, putProposal } from './proposal.ts';

async function givenDevelopers({ vault }: TestServer, personId: string, name: string) {
  return vault.store.write(async db => {
    const app = await createOwnApplication(db, vault, personId, { name, kind: 'web' });
    await db.applications.put({ ...app, methodGroups: ['basic', 'e-mail', 'eventing'] });
    return app.id;
  });
}

const stateOf = ({ vault }: TestServer, appId: string) =>
  vault.store.read(async db => {
    const { state, methodGroups } = (await db.applications.byId(appId))!;
    return { state, methodGroups, asked: (await db.appAdmins.entry(appId)).askedGroups?.toSorted() };
  });

const waits = { state: 'pending', methodGroups: ['basic'], asked: ['e-mail', 'eventing'] };

test('when a sandbox goes into production, what developers made waits; what the operator registered goes on', async () => {
  const data = tempFolder();
  const sandbox = await startTestServer({ data });
  const { vault } = sandbox;
  const { person } = await givenPerson(sandbox.vault, 'Dev Example');
  const plain = await givenDevelopers(sandbox, person.id, 'Plain');
  const approved = await givenDevelopers(sandbox, person.id, 'Approved in the sandbox');
  const off = await givenDevelopers(sandbox, person.id, 'Switched off');
  await vault.store.write(async db => {
    await approveApplication(db, vault, { appId: approved, operatorId: undefined });
    await setEnabled(db, vault, person.id, { appId: off, isEnabled: false });
    // As when it was in production before.
    await db.applicationTexts.replace(plain, 'proposed-small-logo', [
      {
        kind: 'proposed-small-logo',
        item: '',
        language: '',
        contentType: undefined,
        content: Buffer.alloc(0),
      },
    ]);
    await putProposal(db, vault, plain, { change: { name: 'Other' }, texts: [] });
  });
  const { app: own } = await givenApp(vault, {
    name: 'Of the operator',
    methodGroups: ['basic', 'eventing'],
  });
  await sandbox.close();
  {
    await using server = await startTestServer({ data, mode: 'production' });
    expect(await stateOf(server, plain)).toEqual(waits);
    expect(await stateOf(server, approved)).toEqual(waits);
    const left = await server.vault.store.read(async db => [
      (await db.appAdmins.entry(plain)).proposed,
      await listProposedLogos(db, plain),
    ]);
    expect(left).toEqual([undefined, []]);
    expect(await stateOf(server, own.id)).toMatchObject({
      state: 'active',
      methodGroups: ['basic', 'eventing'],
    });
    await server.vault.store.write(async db => {
      await setEnabled(db, server.vault, person.id, { appId: off, isEnabled: true });
      await approveApplication(db, server.vault, { appId: approved, operatorId: undefined });
    });
    expect(await stateOf(server, off)).toEqual(waits);
    const rows = await server.vault.store.read(db =>
      db.audit.withoutRecord({ actions: ['AwaitApproval'], limit: 10 }),
    );
    expect(rows.map(({ appId }) => appId).toSorted()).toEqual([plain, approved, off].toSorted());
    expect(readFileSync(join(data, 'production'), 'utf8')).toContain('in production');
  }
  await using again = await startTestServer({ data, mode: 'production' });
  expect(await stateOf(again, approved)).toMatchObject({
    state: 'active',
    methodGroups: ['basic', 'eventing', 'e-mail'],
  });
  expect(await stateOf(again, plain)).toEqual(waits);
});

test('when a sandbox gets a mail server, the operator says who may send mail', async () => {
  await using mailServer = await startMailServer();
  const data = tempFolder();
  const before = await startTestServer({ data });
  const { person } = await givenPerson(before.vault, 'Dev Example');
  const id = await givenDevelopers(before, person.id, 'Letters');
  await before.close();
  const settings = {
    data,
    smtpUrl: `smtp://localhost:${mailServer.port}`,
    mailFrom: 'keepwell@vault.example',
  };
  {
    await using server = await startTestServer(settings);
    expect(await stateOf(server, id)).toEqual({
      state: 'active',
      methodGroups: ['basic', 'eventing'],
      asked: ['e-mail'],
    });
    const { vault } = server;
    await vault.store.write(db => approveApplication(db, vault, { appId: id, operatorId: undefined }));
  }
  await using server = await startTestServer(settings);
  expect((await stateOf(server, id)).methodGroups).toContain('e-mail');
});

test('an application whose developer is gone waits like the others', async () => {
  const data = tempFolder();
  const sandbox = await startTestServer({ data });
  const { vault } = sandbox;
  await givenPerson(vault, 'Olga First');
  const { person } = await givenPerson(vault, 'Dev Example');
  const id = await vault.store.write(async db => {
    const app = await createOwnApplication(db, vault, person.id, { name: 'Orphan', kind: 'web' });
    const groups = ['e-mail', 'eventing'];
    await chooseMethodGroups(db, vault, person.id, { appId: app.id, groups });
    return app.id;
  });
  await vault.store.write(db => closeAccount(db, vault, person));
  sandbox.clock.pass(vault.limits.accountGraceMs);
  await purgeClosedAccounts(vault);
  expect(await vault.store.read(db => db.appAdmins.of(id))).toEqual([]);
  await sandbox.close();
  await using server = await startTestServer({ data, mode: 'production' });
  expect(await stateOf(server, id)).toEqual(waits);
});

test('a database that was in production is so without the mark in its folder', async () => {
  const data = tempFolder();
  const before = await startTestServer({ data, mode: 'production' });
  const { person } = await givenPerson(before.vault, 'Dev Example');
  const id = await givenDevelopers(before, person.id, 'Good');
  await before.vault.store.write(db =>
    approveApplication(db, before.vault, { appId: id, operatorId: undefined }),
  );
  await before.close();
  rmSync(join(data, 'production'));
  await expect(startTestServer({ data, mode: 'sandbox' })).rejects.toThrow('has been in production');
  await using server = await startTestServer({ data, mode: 'production' });
  expect((await stateOf(server, id)).state).toBe('active');
  expect(readFileSync(join(data, 'production'), 'utf8')).toContain('in production');
});

test('a folder that was in production before the database said so stays in production', async () => {
  const data = tempFolder();
  const before = await startTestServer({ data });
  const { person } = await givenPerson(before.vault, 'Dev Example');
  const id = await givenDevelopers(before, person.id, 'Good');
  await before.close();
  markProduction(data);
  {
    await using server = await startTestServer({ data, mode: 'production' });
    expect((await stateOf(server, id)).state).toBe('active');
  }
  rmSync(join(data, 'production'));
  await expect(startTestServer({ data, mode: 'sandbox' })).rejects.toThrow('has been in production');
});

test('whom an operator named by an address that only the sandbox believed is no operator in production', async () => {
  const data = tempFolder();
  const sandbox = await startTestServer({ data });
  const { vault } = sandbox;
  const { person: first } = await givenPerson(vault, 'Olga First');
  const { person: named } = await givenPerson(vault, 'Eve Named');
  const { person: byCommand } = await givenPerson(vault, 'Carl Command');
  await vault.store.write(async db => {
    await confirmAddress(db, vault, named.id);
    await addOperator(db, vault, { email: named.email, by: first.id });
    await addOperator(db, vault, { email: byCommand.email, by: undefined });
  });
  await sandbox.close();
  await using server = await startTestServer({ data, mode: 'production' });
  const operators = await server.vault.store.read(db => db.operators.all());
  expect(operators.map(({ personId }) => personId).toSorted()).toEqual([first.id, byCommand.id].toSorted());
});

test('nobody signs in to the demo in production, by whatever way', async () => {
  const data = tempFolder();
  const sandbox = await startTestServer({ data });
  await loadDemo(sandbox.vault, await hashPassword(demoSignIn.password));
  await sandbox.close();
  await using server = await startTestServer({ data, mode: 'production' });
  const browser = new Browser(server);
  const signedIn = await browser.submit(await browser.open('/sign-in'), '/sign-in', demoSignIn);
  expect(signedIn.status).toBe(422);
  const demo = await server.vault.store.read(db => db.people.byEmail(demoSignIn.email));
  expect(demo).toMatchObject({ state: 'suspended', passwordHash: undefined });
});

/** What a sandbox let in or believed, by table: every table is one or the other. */
const forgotten = [
  'app_session',
  'user_token',
  'shell_session',
  'known_browser',
  'confirmed_address',
  'mailed_link',
  'sharing_invitation',
  'app_admin_invitation',
  'sign_up_code',
  'parked',
  'mail',
  'mail_letter',
  'tracing',
  'trace',
  'secret_address',
  'smart_row',
  'smart_grant',
];
const kept = [
  // Accounts and how their holders sign in.
  ['person', 'passkey', 'code_app', 'recovery_code', 'identity', 'account_closing', 'operator', 'app_admin'],
  // Records and what is in them.
  [
    'record',
    'record_access',
    'record_operation',
    'record_look',
    'room_used',
    'thing',
    'thing_history',
    'thing_blob',
    'thing_relation',
    'document_text',
  ],
  ['fhir_token', 'fhir_index', 'fhir_export', 'fhir_export_record', 'fhir_binary'],
  ['fhir_subscription', 'fhir_subscription_event'],
  ['direct_key', 'direct_anchor', 'direct_bundle', 'direct_list', 'direct_domain'],
  ['direct_letter', 'direct_contents', 'direct_copy', 'direct_found'],
  ['direct_address', 'direct_mail', 'direct_sender', 'direct_held', 'direct_claim'],
  ['reminder', 'reminded', 'import', 'import_slice', 'import_thing', 'import_mapping'],
  ['image_intake', 'image_file', 'image_header'],
  ['blob', 'blob_part', 'alternate_id', 'document_receipt', 'document_action', 'package_receipt', 'app_read'],
  // Applications, what they were let do and are told, and what waits for their people with a secret of its own.
  [
    'application',
    'application_certificate',
    'application_text',
    'app_entry',
    'app_settings',
    'app_authorization',
  ],
  ['app_admission', 'person_alias', 'record_alias', 'record_app_alias', 'connect_request', 'connect_package'],
  ['connect_package_blob', 'event_subscription', 'event_lane', 'event_parked', 'outbox'],
  // What was used stays used; the trail; what was backed up; lists of codes.
  [
    'used_once',
    'tries',
    'failed_sign_in',
    'lease',
    'caller_generation',
    'smart_key',
    'export_under_way',
    'audit',
    'log_chain',
    'log_heads',
    'log_published',
    'log_leaf',
    'log_node',
    'log_directory',
    'log_key',
    'log_noter',
    'backup_run',
    'migration',
    'vault_seal',
    'vault_key',
    'record_key',
    'key_change',
    'vocabulary',
    'vocabulary_load',
    'vocabulary_item',
    'vocabulary_text',
  ],
].flat();

test('what a sandbox let in, believed or mailed counts no more in production', async () => {
  const data = tempFolder();
  await (await startTestServer({ data })).close();
  const db = new Database(databaseFile(data));
  const tables = db
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE '%VIRTUAL%'`,
    )
    .pluck()
    .all() as string[];
  const ofIndex = /^vocabulary_(words|grams|text_)|_(data|idx|content|docsize|config)$/;
  expect(tables.filter(name => !ofIndex.test(name)).toSorted()).toEqual([...forgotten, ...kept].toSorted());
  for (const table of forgotten) {
    const columns = db.prepare(`SELECT name, type FROM pragma_table_info('${table}')`).all() as Record<
      string,
      string
    >[];
    const values = columns.map(({ type }) =>
      type === 'INTEGER' ? 9e15 : type === 'BLOB' ? Buffer.from('x') : 'x',
    );
    db.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`).run(...values);
  }
  const count = () => forgotten.map(table => db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get());
  expect(count()).toEqual(forgotten.map(() => 1));
  await (await startTestServer({ data, mode: 'production' })).close();
  expect(count()).toEqual(forgotten.map(() => 0));
  // Only the first time.
  db.prepare(`INSERT INTO confirmed_address VALUES ('x', 'x', 1)`).run();
  await (await startTestServer({ data, mode: 'production' })).close();
  expect(db.prepare('SELECT COUNT(*) FROM confirmed_address').pluck().get()).toBe(1);
  db.close();
  rmSync(data, { recursive: true, force: true });
});
