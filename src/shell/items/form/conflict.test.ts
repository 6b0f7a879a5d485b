// Two who change the same item: both see what the other wrote, and nothing is lost.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setSeclusion } from '../../../core/things/custody.ts';
import { removeThings } from '../../../core/things/remove.ts';
import { callFor, putOne } from '../../../testing/blobs.ts';
import { givenApp, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenCertificate, signThing, trust } from '../../../testing/signatures.ts';
import { thingXml } from '../../../testing/things.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { formValues } from '../../testing/form-values.ts';
import {
  givenItem,
  grantOf,
  overwriteItem,
  sendForm,
  storedItem,
  versionNamed,
} from '../../testing/items.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';
import { editHref } from '../links.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const day = '<date><y>2026</y><m>11</m><d>2</d></date>';
const weight = (kg: number) =>
  `<weight><when>${day}</when><value><kg>${kg}</kg><display units="kg">${kg}</display></value></weight>`;

/** An item, and its form opened twice. */
async function both(typeId: string = typeIds.weight, xml = weight(70), commonXml?: string) {
  const ada = await givenSignedIn(server);
  const id = await givenItem(server, ada, typeId, xml, {
    commonXml: commonXml ?? '<common><note>first</note></common>',
  });
  const page = await ada.browser.open(editHref({ id }));
  const other = await ada.browser.open(editHref({ id }));
  return { ada, id, page, other };
}

async function remove(ada: Visitor, id: string): Promise<void> {
  const { versionStamp } = (await storedItem(server, ada, id)).stored;
  await removeThings(server.vault, await grantOf(server, ada), [{ id, versionStamp }]);
}

test('both versions stand field by field to choose from; nothing is lost', async () => {
  const { ada, id, page, other } = await both();
  await sendForm(ada, other, { 'v.value.value': '71', note: 'theirs' });
  const conflict = await sendForm(ada, page, { 'v.value.value': '72', 'v.when.time': '07:00', tags: 'mine' });
  expect(conflict.status).toBe(409);
  expect(conflict.text).toContain('You changed this too, in another window');
  expect(conflict.text).toContain('72 kg');
  expect(conflict.text).toContain('71 kg');
  expect(conflict.text).toContain('theirs');
  expect((await storedItem(server, ada, id)).stored.dataXml).toContain('<kg>71</kg>');
  // What only one of both changed is chosen already.
  const values = Object.fromEntries(formValues(conflict.html, editHref({ id })));
  expect(values).toMatchObject({
    'pick.value': 'mine',
    'pick.when': 'mine',
    'pick.+note': 'theirs',
    'pick.+tags': 'mine',
  });
  const saved = await sendForm(ada, conflict, { 'pick.value': 'theirs' }, editHref({ id }));
  expect(saved.status).toBe(303);
  const now = await storedItem(server, ada, id);
  expect(now.stored.dataXml).toContain('<kg>71</kg>');
  expect(now.stored.dataXml).toContain('<h>7</h><m>0</m>');
  expect(now.commonXml).toContain('theirs');
  expect(now.tags).toBe('mine');
});

test('who shares the record is somebody else, and so is an app', async () => {
  const { ada, id, page } = await both();
  const bo = await givenSignedIn(server, 'Bo');
  await giveAccess(server, { person: bo.person, record: ada.record }, 'modify');
  await sendForm(bo, await bo.browser.open(editHref({ id })), { 'v.value.value': '71' });
  const conflict = await sendForm(ada, page, { 'v.value.value': '72' });
  expect([conflict.status, conflict.text]).toEqual([409, expect.stringContaining('Somebody else changed')]);
  const app = await linkApp(server, await givenApp(server.vault), ada);
  const own = await ada.browser.open(editHref({ id }));
  const { versionStamp } = (await storedItem(server, ada, id)).stored;
  await putOne(app, thingXml(typeIds.weight, { data: weight(73) }, { id, stamp: versionStamp }));
  const again = await sendForm(ada, own, { 'v.value.value': '74' });
  expect([again.status, again.text]).toEqual([409, expect.stringContaining('Somebody else changed')]);
});

test('who chose is asked again when a third one was faster', async () => {
  const { ada, id, page, other } = await both();
  await sendForm(ada, other, { 'v.value.value': '71' });
  const conflict = await sendForm(ada, page, { 'v.value.value': '72' });
  await sendForm(ada, await ada.browser.open(editHref({ id })), { 'v.value.value': '73' });
  const again = await sendForm(ada, conflict, { 'pick.value': 'mine' }, editHref({ id }));
  expect([again.status, again.text]).toEqual([409, expect.stringContaining('73 kg')]);
  expect((await sendForm(ada, again, { 'pick.value': 'mine' }, editHref({ id }))).status).toBe(303);
  expect((await storedItem(server, ada, id)).stored.dataXml).toContain('<kg>72</kg>');
});

test('an application that brought the item to a newer version of its type hinders nobody', async () => {
  const xml = '<medication><name>Aspirin</name><indication>Pain</indication></medication>';
  const { ada, id, page } = await both(typeIds.medication1, xml);
  const newer =
    '<medication><name><text>Aspirin 100</text></name><indication><text>Pain</text></indication></medication>';
  await overwriteItem(server, ada, id, { typeId: typeIds.medication2, xml: newer });
  const conflict = await sendForm(ada, page, { 'v.indication': 'Fever' });
  expect([conflict.status, conflict.text]).toEqual([409, expect.stringContaining('Aspirin 100')]);
  expect((await sendForm(ada, conflict, {}, editHref({ id }))).status).toBe(303);
  const now = await storedItem(server, ada, id);
  expect(now.version.number).toBe(2);
  expect(now.value).toMatchObject({ name: { text: 'Aspirin 100' }, indication: { text: 'Fever' } });
});

test('what only the newer version of the type holds stays, whatever is chosen', async () => {
  const [old, now] = [versionNamed('Encounter', 1), versionNamed('Encounter', 2)];
  const when = `<when>${day}</when>`;
  const { ada, id, page } = await both(old.id, `<encounter>${when}<type>Visit</type></encounter>`);
  const more = '<reason>Cough</reason><facility><name>Hospital</name></facility>';
  const xml = `<encounter>${when}<type><text>Visit</text></type>${more}</encounter>`;
  await overwriteItem(server, ada, id, { typeId: now.id, xml });
  const conflict = await sendForm(ada, page, { 'v.type': 'Visit to clinic' });
  expect(conflict.text).toContain('Cough');
  expect((await sendForm(ada, conflict, { 'pick.type': 'mine' }, editHref({ id }))).status).toBe(303);
  expect((await storedItem(server, ada, id)).stored.dataXml).toBe(
    `<encounter>${when}<type><text>Visit to clinic</text></type>${more}</encounter>`,
  );
});

test('of long lists both sides show what differs', async () => {
  const lab = (at: number, said: string) =>
    `<lab-test-results><lab-group><group-name><text>g</text></group-name>${Array.from(
      { length: 60 },
      (_, i) =>
        `<results><name>t${i}</name><value><measurement><display>${i === at ? said : i}</display></measurement></value></results>`,
    ).join('')}</lab-group></lab-test-results>`;
  const { id: typeId } = versionNamed('Lab results');
  const { ada, id, page } = await both(typeId, lab(0, 'base'));
  await overwriteItem(server, ada, id, { xml: lab(55, 'THEIRS') });
  const conflict = await sendForm(ada, page, { 'v.lab-group.0.results.50.value.measurement': 'MINE' });
  expect(conflict.text).toMatch(/t50 [^·]*· [^·]*MINE/);
  expect(conflict.text).toMatch(/t55 [^·]*· [^·]*THEIRS/);
});

test('where only a code differs, both sides say that something does', async () => {
  const allergy = (code: string) =>
    `<allergy><name><text>Bees</text><code><value>${code}</value><type>mine</type></code></name></allergy>`;
  const { ada, id, page } = await both('52bf9104-2c5e-4f1f-a66d-552ebcc53df7', allergy('x1'));
  await overwriteItem(server, ada, id, { xml: allergy('x2') });
  const conflict = await sendForm(ada, page, { note: 'mine' });
  expect(conflict.text).toContain('differ in something that is not shown');
});

test('what was signed meanwhile says so before it is changed', async () => {
  const { ada, id, page } = await both();
  const root = await givenCertificate({ name: 'Root', now: server.clock.now(), isAuthority: true });
  const signer = await givenCertificate({ name: 'Clinic', now: server.clock.now(), issuer: root });
  trust(server, root);
  const by = await linkApp(server, await givenApp(server.vault), ada);
  const { versionStamp: stamp } = (await storedItem(server, ada, id)).stored;
  const signed = signThing(thingXml(typeIds.weight, { data: weight(70) }, { id, stamp }), signer);
  await callFor(by, 'PutThings', { info: signed, version: 2 });
  expect((await storedItem(server, ada, id)).stored.signature).toBeDefined();
  const conflict = await sendForm(ada, page, { 'v.value.value': '72' });
  expect([conflict.status, conflict.text]).toEqual([409, expect.stringContaining('the signature goes')]);
});

test('whoever only made it personal is in nobody’s way', async () => {
  const { ada, id, page } = await both();
  const { versionStamp } = (await storedItem(server, ada, id)).stored;
  const said = { personal: true, hiddenInEmergency: false };
  await setSeclusion(server.vault, await grantOf(server, ada), { id, versionStamp }, said);
  expect((await sendForm(ada, page, { 'v.value.value': '71' })).status).toBe(303);
  const { stored } = await storedItem(server, ada, id);
  expect([stored.flags, stored.dataXml]).toEqual([1, expect.stringContaining('<kg>71</kg>')]);
});

test('the same sent twice is saved once, and both lead to the item', async () => {
  const { ada, id, page } = await both();
  const once = () => sendForm(ada, page, { 'v.value.value': '71' });
  const answers = [...(await Promise.all([once(), once()])), await once()];
  for (const { status, location } of answers)
    expect([status, location]).toEqual([303, `${server.shellUrl}/items/${id}`]);
  const versions = await server.vault.store.read(async db =>
    db.things(await grantOf(server, ada)).operations({ sequence: 0, position: 0 }, 10),
  );
  expect(versions.operations.map(({ operation }) => operation)).toEqual(['Create', 'Update']);
});

test('what was deleted meanwhile is restored with what was typed, whole', async () => {
  const old = versionNamed('Encounter', 1);
  const xml = `<encounter><when>${day}</when><type>Visit</type><id>4711</id></encounter>`;
  const common = '<common><source>clinic</source><note>first</note></common>';
  const { ada, id, page } = await both(old.id, xml, common);
  await remove(ada, id);
  const gone = await sendForm(ada, page, { note: 'typed' });
  expect([gone.status, gone.text]).toEqual([409, expect.stringContaining('this item was deleted')]);
  expect((await storedItem(server, ada, id)).stored.state).toBe('Deleted');
  expect((await sendForm(ada, gone, {}, editHref({ id }))).status).toBe(303);
  const { stored } = await storedItem(server, ada, id);
  expect(stored).toMatchObject({
    state: 'Active',
    dataXml: xml,
    commonXml: common.replace('first', 'typed'),
  });
});

test('what was changed and then deleted is restored only with what was chosen', async () => {
  const { ada, id, page, other } = await both();
  await sendForm(ada, other, { 'v.value.value': '71', note: 'theirs' });
  await remove(ada, id);
  const conflict = await sendForm(ada, page, { 'v.value.value': '72' });
  expect([conflict.status, conflict.text]).toEqual([409, expect.stringContaining('it stays deleted')]);
  expect(conflict.text).toContain('71 kg');
  expect((await storedItem(server, ada, id)).stored.state).toBe('Deleted');
  const saved = await sendForm(ada, conflict, {}, editHref({ id }));
  expect(saved.status).toBe(303);
  const now = await storedItem(server, ada, id);
  expect(now.stored).toMatchObject({ state: 'Active', dataXml: expect.stringContaining('<kg>72</kg>') });
  expect(now.commonXml).toContain('theirs');
  const { operations } = await server.vault.store.read(async db =>
    db.things(await grantOf(server, ada)).operations({ sequence: 0, position: 0 }, 10),
  );
  expect(operations.map(({ operation }) => operation)).toEqual([
    'Create',
    'Update',
    'Delete',
    'Update',
    'Update',
  ]);
});

test('what was deleted after the choice was drawn is asked for again', async () => {
  const { ada, id, page, other } = await both();
  await sendForm(ada, other, { 'v.value.value': '71' });
  const conflict = await sendForm(ada, page, { 'v.value.value': '72' });
  await remove(ada, id);
  const again = await sendForm(ada, conflict, {}, editHref({ id }));
  expect([again.status, again.text]).toEqual([409, expect.stringContaining('it stays deleted')]);
  expect((await storedItem(server, ada, id)).stored.state).toBe('Deleted');
  expect((await sendForm(ada, again, {}, editHref({ id }))).status).toBe(303);
  expect((await storedItem(server, ada, id)).stored.state).toBe('Active');
});

test('what was deleted stays so when the change does not fit into the record', async () => {
  const { ada, id, page } = await both();
  await remove(ada, id);
  const gone = await sendForm(ada, page, { note: 'typed' });
  await server.vault.store.write(async db =>
    db.records.setUsage(ada.record.id, {
      bytes: server.vault.limits.recordQuotaBytes,
      blobBytes: 0,
      sequence: 2,
      updatedAt: server.clock.now(),
      isOpen: true,
    }),
  );
  const refused = await sendForm(ada, gone, {}, editHref({ id }));
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('The record is full');
  expect(refused.html).toContain('typed</textarea>');
  expect((await storedItem(server, ada, id)).stored.state).toBe('Deleted');
});

test('what another item has taken the place of stays deleted, and what was typed stays', async () => {
  const { ada, id, page } = await both(typeIds.basic, '<basic><gender>f</gender></basic>');
  await remove(ada, id);
  await givenItem(server, ada, typeIds.basic, '<basic><gender>f</gender></basic>');
  const gone = await sendForm(ada, page, { note: 'typed' });
  const refused = await sendForm(ada, gone, {}, editHref({ id }));
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('another item of this kind');
  expect(refused.html).toContain('typed</textarea>');
});

describe('a list that both changed', () => {
  const list = 'v.prohibited-interventions';
  const directive = (...names: string[]) =>
    `<directive><start-date><structured><date><y>2026</y></date></structured></start-date><stop-date><structured><date><y>2027</y></date></structured></stop-date>${names
      .map(name => `<prohibited-interventions><text>${name}</text></prohibited-interventions>`)
      .join('')}</directive>`;
  const namesIn = (xml: string) =>
    [...xml.matchAll(/<prohibited-interventions><text>(.*?)</g)].map(([, name]) => name);

  /** Somebody typed one more name below two others, the second of which can be changed too. */
  async function given(theirs: string[], typed: Record<string, string>) {
    const { ada, id, page } = await both(versionNamed('Advance directive').id, directive('One', 'Two'));
    await overwriteItem(server, ada, id, { xml: directive(...theirs) });
    const grown = await sendForm(ada, page, { add: list });
    const conflict = await sendForm(ada, grown, { [`${list}.n1`]: 'Mine', ...typed });
    expect(conflict.status).toBe(409);
    return { ada, id, conflict };
  }

  test('keeps what each added and loses what each removed, when that is chosen', async () => {
    const { ada, id, conflict } = await given(['Two', 'Theirs'], {});
    expect(conflict.text).toContain('Both together');
    const values = Object.fromEntries(formValues(conflict.html, editHref({ id })));
    expect(values['pick.prohibited-interventions']).toBe('both');
    expect((await sendForm(ada, conflict, {}, editHref({ id }))).status).toBe(303);
    const { stored } = await storedItem(server, ada, id);
    expect(namesIn(stored.dataXml)).toEqual(['Two', 'Mine', 'Theirs']);
  });

  test('is one or the other where somebody wants that', async () => {
    const { ada, id, conflict } = await given(['One', 'Two', 'Theirs'], {});
    const pick = { 'pick.prohibited-interventions': 'theirs' };
    expect((await sendForm(ada, conflict, pick, editHref({ id }))).status).toBe(303);
    expect(namesIn((await storedItem(server, ada, id)).stored.dataXml)).toEqual(['One', 'Two', 'Theirs']);
  });

  test.each([
    ['changed the same entry', ['One', 'Two, theirs'], { [`${list}.1`]: 'Two, mine' }],
    ['changed the order', ['Two', 'One', 'Theirs'], {}],
    ['have an entry twice', ['One', 'Two', 'Theirs', 'Theirs'], {}],
  ])('is not put together where they %s', async (_, theirs, typed) => {
    const { ada, id, conflict } = await given(theirs, typed);
    expect(conflict.text).not.toContain('Both together');
    const pick = { 'pick.prohibited-interventions': 'both' };
    expect((await sendForm(ada, conflict, pick, editHref({ id }))).status).toBe(303);
    expect(namesIn((await storedItem(server, ada, id)).stored.dataXml)).toEqual(theirs);
  });
});
