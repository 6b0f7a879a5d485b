// GetValidGroupMembership: which memberships hold, by their end, by who wrote them, and by who signed them.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeAccess } from '../core/sharing/access.ts';
import { fullRules, givenApp, givenLinkedApp, givenPerson, type Linked, linkApp } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { givenCertificate, givenRevocationList, signThing, trust } from '../testing/signatures.ts';

let server: TestServer;
let reader: Linked;
let owner: Parameters<typeof linkApp>[2];
beforeAll(async () => {
  server = await startTestServer();
  owner = await givenPerson(server.vault);
  reader = await linkApp(server, await givenApp(server.vault), owner);
});
afterAll(() => server.close());

const membership = (name: string, expires = '') =>
  '<thing><type-id>66ac44c7-1d60-4e95-bb5b-d21490e91057</type-id><data-xml><group-membership><membership>' +
  `<name><text>${name}</text></name><value>1</value></membership>${expires}</group-membership></data-xml></thing>`;
const until = (day: string, time = '') => {
  const [y, m, d] = day.split('-').map(Number);
  return `<expires><date><y>${y}</y><m>${m}</m><d>${d}</d></date>${time}</expires>`;
};

const as = (app: Linked) => ({ recordId: app.recordId, userToken: app.userToken });
async function write(app: Linked, thing: string): Promise<void> {
  const answer = await app.client.call('PutThings', { version: 2, info: thing, ...as(app) });
  expect(answer.message).toBeUndefined();
}
const ask = (app: Linked, info = '') => app.client.call('GetValidGroupMembership', { info, ...as(app) });
const names = async (app: Linked, info = '') => (await ask(app, info)).texts('text').sort();

test('those that are not over are answered, in the form of the published schema', async () => {
  const app = await givenLinkedApp(server);
  const today = new Date(server.clock.now()).toISOString().slice(0, 10);
  await write(app, membership('endless'));
  await write(app, membership('long', until('2090-01-01')));
  await write(app, membership('today', until(today)));
  await write(app, membership('over', until('2020-01-01')));
  await write(app, membership('over today', until(today, '<time><h>0</h><m>0</m></time>')));
  expect(await names(app)).toEqual(['endless', 'long', 'today']);
  if (hasReference) expect(problemsBy('response-getvalidgroupmembership', await ask(app))).toEqual([]);
});

test('only what an application wrote last that may read and delete it offline', async () => {
  const withoutDelete = fullRules().map(rule =>
    rule.mode === 'offline' ? { ...rule, permissions: ['Read', 'Create', 'Update'] as const } : rule,
  );
  const lasting = await linkApp(server, await givenApp(server.vault), owner);
  const weak = await linkApp(server, await givenApp(server.vault, { rules: withoutDelete }), owner);
  await write(lasting, membership('lasting'));
  await write(weak, membership('weak'));
  expect(await names(reader)).toEqual(['lasting']);
  // What the application may do through a person ends with what the person may.
  await write(reader, membership('mine'));
  const { vault } = server;
  await vault.store.write(db => db.authorizations.remove(lasting.app.id, owner.person.id, owner.record.id));
  expect(await names(reader)).toEqual(['mine']);
});

test('only those of the applications that are named', async () => {
  const other = await linkApp(server, await givenApp(server.vault), owner);
  await write(other, membership('of the other'));
  expect(await names(reader, `<application-id>${other.app.id}</application-id>`)).toEqual(['of the other']);
  expect(await names(reader, `<application-id>${crypto.randomUUID()}</application-id>`)).toEqual([]);
  expect((await ask(reader, '<application-id>x</application-id>')).code).toBe(3);
});

test('nothing for who may not read memberships', async () => {
  const weights = fullRules(['3d34d87e-7fc1-4153-800f-f56592cb0d17']);
  const blind = await linkApp(server, await givenApp(server.vault, { rules: weights }), owner);
  expect((await ask(blind)).code).toBe(0);
  expect(await names(blind)).toEqual([]);
});

test('a signed one holds after its certificate ran out, and no more when that was revoked', async () => {
  const app = await givenLinkedApp(server);
  const now = server.clock.now();
  const dayMs = 86_400_000;
  const root = await givenCertificate({ name: 'Root', now, isAuthority: true, notAfter: now + 900 * dayMs });
  const signer = await givenCertificate({ name: 'Club', now, issuer: root, notAfter: now + dayMs });
  trust(server, root);
  await write(app, signThing(membership('signed'), signer));
  await write(app, signThing(membership('signed bare', until('2090-01-01')), signer, { method: 1 }));
  expect(await names(app)).toEqual(['signed', 'signed bare']);
  expect((await ask(app)).elements('Signature')).toHaveLength(1);
  const times = { thisUpdate: now, nextUpdate: now + 90 * dayMs };
  trust(server, root, await givenRevocationList(root, [signer], times));
  expect(await names(app)).toEqual([]);
  // Whether it was revoked is told by a list of today.
  trust(server, root, await givenRevocationList(root, [], { thisUpdate: now, nextUpdate: now + dayMs }));
  expect(await names(app)).toEqual(['signed', 'signed bare']);
  server.clock.pass(2 * dayMs);
  const later = await linkApp(server, app, app);
  expect(await names(later)).toEqual([]);
  const today = { thisUpdate: now + dayMs, nextUpdate: now + 3 * dayMs };
  trust(server, root, await givenRevocationList(root, [], today));
  expect(await names(later)).toEqual(['signed', 'signed bare']);
  trust(server, root);
  expect(await names(later)).toEqual(['signed', 'signed bare']);
});

test('changing what a person may do counts', async () => {
  const { vault } = server;
  const carer = await givenPerson(vault, 'Carer');
  const home = await givenPerson(vault, 'Owner');
  await vault.store.write(db =>
    db.records.putAccess({
      personId: carer.person.id,
      recordId: home.record.id,
      level: 'modify',
      relationship: 2,
      typeIds: undefined,
      createdAt: server.clock.now(),
      expiresAt: undefined,
    }),
  );
  const through = await linkApp(server, await givenApp(vault), { person: carer.person, record: home.record });
  const own = await linkApp(server, await givenApp(vault), home);
  await write(through, membership('by the carer'));
  expect(await names(own)).toEqual(['by the carer']);
  await vault.store.write(db =>
    changeAccess(
      db,
      vault,
      home.person.id,
      { personId: carer.person.id, recordId: home.record.id },
      { level: 'view', typeIds: undefined, expiresAt: undefined },
    ),
  );
  expect(await names(own)).toEqual([]);
});
