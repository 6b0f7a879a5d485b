// Whoever changes what is no longer there for them, keeps what they typed, and learns nothing of what became of it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { purgeThings, setSeclusion } from '../../../core/things/custody.ts';
import { removeThings } from '../../../core/things/remove.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
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
import { addHref, editHref, findTypeNamed } from '../links.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

const encounter = versionNamed('Encounter', 1);
const addPath = addHref(findTypeNamed(encounter.id)!);
const xml =
  '<encounter><when><date><y>2026</y><m>1</m><d>2</d></date></when><type>Visit</type><id>4711</id></encounter>';

/** An item, and its form opened by a helper. */
async function givenForm(types?: string[]) {
  const ada = await givenSignedIn(server);
  const dan = await givenSignedIn(server, 'Dan Helper');
  await giveAccess(server, { person: dan.person, record: ada.record }, 'modify', types);
  const id = await givenItem(server, ada, encounter.id, xml);
  const page = await dan.browser.open(editHref({ id }));
  return { ada, dan, id, page };
}

async function seclude(ada: Visitor, id: string, personal: boolean): Promise<string> {
  const { versionStamp } = (await storedItem(server, ada, id)).stored;
  const said = { personal, hiddenInEmergency: false };
  await setSeclusion(server.vault, await grantOf(server, ada), { id, versionStamp }, said);
  return (await storedItem(server, ada, id)).stored.versionStamp;
}

async function remove(ada: Visitor, id: string): Promise<void> {
  const { versionStamp } = (await storedItem(server, ada, id)).stored;
  await removeThings(server.vault, await grantOf(server, ada), [{ id, versionStamp }]);
}

const ways: Record<string, (ada: Visitor, id: string) => Promise<unknown>> = {
  deleted: remove,
  'made personal': (ada, id) => seclude(ada, id, true),
  'removed for good': async (ada, id) => {
    await remove(ada, id);
    await purgeThings(server.vault, await grantOf(server, ada), [id]);
  },
};

test.each(Object.entries(ways))('what was %s becomes a new item of the same version', async (_, way) => {
  const { ada, dan, id, page } = await givenForm();
  await way(ada, id);
  const gone = await sendForm(dan, page, { note: 'typed', 'v.type': 'Visit to clinic' });
  expect([gone.status, gone.text]).toEqual([404, expect.stringContaining('no longer there')]);
  expect(gone.html).not.toContain(id);
  expect(gone.html).toContain('typed</textarea>');
  const added = await sendForm(dan, gone, {}, addPath);
  const { stored } = await storedItem(server, ada, added.location!.split('/').at(-1)!);
  expect(stored.dataXml).toBe(xml.replace('Visit', 'Visit to clinic'));
  expect(stored.commonXml).toContain('typed');
});

test('an item that is gone reads the same whatever became of it', async () => {
  const pages = await Promise.all(
    Object.values(ways).map(async way => {
      const { ada, dan, id, page } = await givenForm();
      await way(ada, id);
      return (await sendForm(dan, page, { note: 'typed' })).text;
    }),
  );
  expect(new Set(pages).size).toBe(1);
});

test('a form that grows when its item is gone keeps all that was typed', async () => {
  const { ada, dan } = await givenForm();
  const flow =
    '<peak-flow><when><structured><date><y>2026</y></date></structured></when><measurement-flags><text>low</text></measurement-flags></peak-flow>';
  const id = await givenItem(server, ada, versionNamed('Peak flow').id, flow);
  const page = await dan.browser.open(editHref({ id }));
  await remove(ada, id);
  const grown = await sendForm(dan, page, { note: 'typed', add: 'v.measurement-flags' });
  expect(grown.status).toBe(404);
  const sent = formValues(grown.html, '/items/new/peak-flow');
  expect(sent).toContainEqual(['note', 'typed']);
  expect(sent.filter(([name]) => name === 'v.measurement-flags').map(([, entry]) => entry)).toEqual([
    '0',
    'n1',
  ]);
});

test('who no longer reaches the record can copy what they typed, and save it nowhere', async () => {
  const { ada, dan, id, page } = await givenForm();
  await server.vault.store.write(db => db.records.removeAccess(dan.person.id, ada.record.id));
  const gone = await sendForm(dan, page, { note: 'typed' });
  expect([gone.status, gone.text]).toEqual([404, expect.stringContaining('to be copied')]);
  expect(gone.html).toContain('typed</textarea>');
  expect(gone.html).not.toContain(addPath);
  expect(gone.html).not.toContain('value="save"');
  expect((await sendForm(dan, gone, {})).text).toBe(gone.text);
  expect((await storedItem(server, ada, id)).commonXml).toBe('');
});

test('who may only look by then can copy what they typed, and is told who can mend it', async () => {
  const { ada, dan, id, page } = await givenForm();
  await giveAccess(server, { person: dan.person, record: ada.record }, 'view');
  const refused = await sendForm(dan, page, { note: 'typed', 'v.type': 'Visit to clinic' });
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('You may look at this item, but not change it.');
  expect(refused.text).toContain(`Whoever looks after the record of ${ada.record.name} can give you`);
  expect(refused.html).toContain('typed</textarea>');
  expect(refused.html).toContain('Visit to clinic');
  expect(refused.html).not.toContain('value="save"');
  const again = await sendForm(dan, refused, {}, editHref({ id }));
  expect([again.status, again.text]).toEqual([403, refused.text]);
  expect((await storedItem(server, ada, id)).stored.dataXml).toBe(xml);
  // Given the right again, they save it by the page they still have.
  await giveAccess(server, { person: dan.person, record: ada.record }, 'modify');
  expect((await sendForm(dan, page, { note: 'typed' })).status).toBe(303);
});

test('a new item that may not be added any more is still there to be copied, and goes into no other record', async () => {
  const { ada, dan } = await givenForm();
  const page = await dan.browser.open(`${addPath}?record=${ada.record.id}`);
  await giveAccess(server, { person: dan.person, record: ada.record }, 'view');
  const refused = await sendForm(dan, page, { note: 'typed' }, addPath);
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('can give you that right')]);
  expect(refused.html).toContain('typed</textarea>');
  await server.vault.store.write(db => db.records.removeAccess(dan.person.id, ada.record.id));
  const unreached = await sendForm(dan, page, { note: 'typed' }, addPath);
  expect([unreached.status, unreached.text]).toEqual([
    404,
    expect.stringContaining('no such record for you'),
  ]);
  expect(unreached.html).toContain('typed</textarea>');
  expect(unreached.text).not.toContain(ada.record.name);
  const again = await sendForm(dan, unreached, {}, addPath);
  expect([again.status, again.text]).toEqual([404, unreached.text]);
});

test('what of an item a form is not told stays untold', async () => {
  const { dan, id, page } = await givenForm([encounter.id]);
  const { form } = Object.fromEntries(formValues(page.html, editHref({ id })));
  const other = await givenItem(server, await givenSignedIn(server), typeIds.weight, weightXml);
  for (const action of [editHref({ id: server.vault.ids.guid() }), editHref({ id: other })]) {
    const body = new URLSearchParams({ form: form!, stamp: server.vault.ids.guid() });
    const { origin } = new URL(server.shellUrl);
    const answer = await dan.browser.send(action, { method: 'POST', body, headers: { origin } });
    expect(answer.status).toBe(404);
  }
});

const weightXml =
  '<weight><when><date><y>2026</y><m>1</m><d>2</d></date></when><value><kg>70</kg></value></weight>';

test('the stamp of a version that was personal opens nothing, nor does one that the item never had', async () => {
  const { ada, dan, id, page } = await givenForm();
  await seclude(ada, id, true);
  await overwriteItem(server, ada, id, {
    xml: xml.replace('Visit', 'TOPSECRET'),
    commonXml: '<common><note>SECRETNOTE</note></common>',
  });
  const { versionStamp: secret } = (await storedItem(server, ada, id)).stored;
  await overwriteItem(server, ada, id, { xml });
  await seclude(ada, id, false);
  for (const stamp of [secret, server.vault.ids.guid()]) {
    const answer = await sendForm(dan, page, { stamp, note: 'typed' });
    expect(answer.status).toBe(404);
    expect(answer.html).not.toMatch(/SECRET/);
    expect(answer.html).toContain('typed</textarea>');
  }
  // The owner sees it all.
  const own = await sendForm(ada, await ada.browser.open(editHref({ id })), { stamp: secret, note: 'typed' });
  expect([own.status, own.text]).toEqual([409, expect.stringContaining('typed')]);
});
