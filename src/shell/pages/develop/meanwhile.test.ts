// Two admins of one application, or one with two windows, at once: nothing that was saved is lost in silence.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approveApplication } from '../../../core/applications/approval.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import type { Page, Values } from '../../testing/browser.ts';
import { logoPicture } from '../../testing/logos.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let dev: Visitor;
beforeAll(async () => {
  server = await startTestServer({ mode: 'production' });
  dev = await givenSignedIn(server, 'Dev Example');
});
afterAll(() => server?.close());

const open = (path: string) => dev.browser.open(path);
const submit = (page: Page, path: string, values: Values = {}) => dev.browser.submit(page, path, values);
const send = async (path: string, values: Values = {}, from = path) => submit(await open(from), path, values);
const stored = (id: string) => server.vault.store.read(async db => (await db.applications.byId(id))!);

async function givenApp(): Promise<string> {
  return (await send('/develop/new', { name: 'Curves', kind: 'web' })).url.pathname.split('/')[2]!;
}

const ruleFields = (name: string, values: Values = {}) => ({
  name,
  reason: `For ${name}.`,
  permission: ['Read'],
  type: [typeIds.weight],
  ...values,
});

async function givenRules(...names: string[]): Promise<string> {
  const id = await givenApp();
  for (const name of names)
    await send(`/develop/${id}/online`, ruleFields(name), `/develop/${id}/online/new`);
  return id;
}

const ruleNames = async (id: string) => (await stored(id)).rules.map(({ name }) => name);

describe('rules', () => {
  test('that are added at once are all kept', async () => {
    const id = await givenApp();
    const form = await open(`/develop/${id}/online/new`);
    const names = Array.from({ length: 12 }, (_, place) => `rule ${place}`);
    await Promise.all(names.map(name => submit(form, `/develop/${id}/online`, ruleFields(name))));
    expect((await ruleNames(id)).toSorted()).toEqual(names.toSorted());
  });

  test('that are changed and removed at once do not undo each other', async () => {
    const id = await givenRules('a', 'b', 'c');
    const edit = await open(`/develop/${id}/online/rule?name=a`);
    const other = await open(`/develop/${id}/online/rule?name=b`);
    await Promise.all([
      submit(edit, `/develop/${id}/online`, { name: 'a2' }),
      submit(other, `/develop/${id}/online/remove`, { name: 'b' }),
    ]);
    expect(await ruleNames(id)).toEqual(['a2', 'c']);
  });

  test('one that somebody changed meanwhile is replaced only on a second word', async () => {
    const id = await givenRules('a');
    const stale = await open(`/develop/${id}/online/rule?name=a`);
    await send(`/develop/${id}/online`, { reason: 'Theirs.' }, `/develop/${id}/online/rule?name=a`);
    const refused = await submit(stale, `/develop/${id}/online`, { reason: 'Mine.' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Somebody changed this rule');
    expect((await stored(id)).rules[0]!.reason).toBe('Theirs.');
    await submit(refused, `/develop/${id}/online`);
    expect((await stored(id)).rules).toMatchObject([{ name: 'a', reason: 'Mine.' }]);
  });

  test('one that somebody removed meanwhile comes back only on a second word', async () => {
    const id = await givenRules('a');
    const stale = await open(`/develop/${id}/online/rule?name=a`);
    await send(`/develop/${id}/online/remove`, { name: 'a' }, `/develop/${id}/online/rule?name=a`);
    const refused = await submit(stale, `/develop/${id}/online`, { reason: 'Mine.' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Somebody removed this rule');
    expect(await ruleNames(id)).toEqual([]);
    await submit(refused, `/develop/${id}/online`);
    expect((await stored(id)).rules).toMatchObject([{ name: 'a', reason: 'Mine.' }]);
  });
});

describe('translations', () => {
  const reasons = async (id: string) => {
    const texts = await server.vault.store.read(db => db.applicationTexts.of(id, ['rule-reason']));
    return texts
      .filter(({ language }) => language === 'de')
      .map(({ item, content }) => [item, content.toString()]);
  };
  const fieldOf = (page: Page, rule: string) => page.fieldOf(`Why rule “${rule}” asks`);

  test('stay with their rule when another is removed', async () => {
    const id = await givenRules('a', 'b', 'c');
    const stale = await open(`/develop/${id}/localise?language=de`);
    await send(`/develop/${id}/online/remove`, { name: 'a' }, `/develop/${id}/online/rule?name=a`);
    await submit(stale, `/develop/${id}/localise`, { [fieldOf(stale, 'b')]: 'Für b' });
    expect(await reasons(id)).toEqual([['online:b', 'Für b']]);
  });

  test('of a rule that is gone are refused, and told', async () => {
    const id = await givenRules('a', 'b');
    const stale = await open(`/develop/${id}/localise?language=de`);
    await send(`/develop/${id}/online/remove`, { name: 'a' }, `/develop/${id}/online/rule?name=a`);
    const texts = { [fieldOf(stale, 'a')]: 'Für a', [fieldOf(stale, 'b')]: 'Für b' };
    const refused = await submit(stale, `/develop/${id}/localise`, texts);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Your text for it was not kept: “Für a”');
    expect(await reasons(id)).toEqual([]);
    await submit(refused, `/develop/${id}/localise`);
    expect(await reasons(id)).toEqual([['online:b', 'Für b']]);
  });

  test('of two who write in one language are all kept, a language named anew too', async () => {
    const id = await givenRules('a', 'b');
    const stale = await open(`/develop/${id}/localise?language=de`);
    const anew = await open(`/develop/${id}/localise`);
    await submit(stale, `/develop/${id}/localise`, { [fieldOf(stale, 'a')]: 'Für a' });
    await submit(stale, `/develop/${id}/localise`, { [fieldOf(stale, 'b')]: 'Für b' });
    await submit(anew, `/develop/${id}/localise`, { language: 'de', name: 'Kurven' });
    expect(await reasons(id)).toEqual([
      ['online:a', 'Für a'],
      ['online:b', 'Für b'],
    ]);
    const other = { language: 'de', [fieldOf(anew, 'a')]: 'Anders' };
    const refused = await submit(anew, `/develop/${id}/localise`, other);
    expect(refused.text).toContain('Somebody changed this since you opened the page, to “Für a”.');
    await submit(refused, `/develop/${id}/localise`);
    expect(await reasons(id)).toEqual([
      ['online:a', 'Anders'],
      ['online:b', 'Für b'],
    ]);
    expect((await open(`/develop/${id}/localise?language=de`)).form(`/develop/${id}/localise`)).toMatchObject(
      {
        name: 'Kurven',
      },
    );
  });
});

describe('forms', () => {
  test('save what was changed in them, and leave what somebody else saved', async () => {
    const id = await givenApp();
    const stale = await open(`/develop/${id}/information`);
    await send(`/develop/${id}/information`, { name: 'Curves Pro', description: 'One\nTwo' });
    await submit(stale, `/develop/${id}/information`, { actionUrl: 'https://a.example/x' });
    expect(await stored(id)).toMatchObject({
      name: 'Curves Pro',
      description: 'One\nTwo',
      actionUrl: 'https://a.example/x',
    });
  });

  test('ask again where both changed the same, and keep what was typed', async () => {
    const id = await givenApp();
    const path = `/develop/${id}/organisation`;
    const stale = await open(path);
    await send(path, { organisation: 'Theirs', website: 'https://a.example/', contact: 'a@a.example' });
    const mine = { organisation: 'Mine', website: 'https://a.example/', contact: '' };
    const refused = await submit(stale, path, mine);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('id="organisation-error"');
    expect(refused.text).toContain('to “Theirs”');
    // What nobody typed here is as the other left it, to be seen and saved.
    expect(refused.form(path)).toMatchObject({ organisation: 'Mine', contact: 'a@a.example' });
    const bad = await submit(refused, path, { website: 'nowhere' });
    expect(bad.status).toBe(422);
    await submit(bad, path, { website: 'https://b.example/' });
    expect((await open(path)).form(path)).toMatchObject({
      organisation: 'Mine',
      website: 'https://b.example/',
      contact: 'a@a.example',
    });
  });

  test('do not bring back what the operator changed: groups that were given, a name that was accepted', async () => {
    const { vault } = server;
    const approve = (appId: string) =>
      vault.store.write(db => approveApplication(db, vault, { appId, operatorId: undefined }));
    const id = await givenApp();
    await send(`/develop/${id}/methods`, { group: ['eventing'] });
    const methods = await open(`/develop/${id}/methods`);
    await send(`/develop/${id}/methods`, { group: ['eventing', 'e-mail'] });
    await approve(id);
    const information = await open(`/develop/${id}/information`);
    await send(`/develop/${id}/information`, { name: 'Curves Pro' });
    await approve(id);
    await submit(methods, `/develop/${id}/methods`, { group: ['provisioning'] });
    await submit(information, `/develop/${id}/information`, { description: 'Draws.' });
    expect(await stored(id)).toMatchObject({
      name: 'Curves Pro',
      description: 'Draws.',
      methodGroups: ['basic', 'e-mail'],
    });
    const entry = await vault.store.read(db => db.appAdmins.entry(id));
    expect(entry).toMatchObject({ askedGroups: ['provisioning'] });
    expect(entry.proposed).toBeUndefined();
  });
});

describe('statements', () => {
  const kind = 'privacy-statement';
  const statement = (id: string) => `/develop/${id}/statement`;
  const kept = (id: string) =>
    server.vault.store.read(async db =>
      (await db.applicationTexts.of(id, [kind])).map(({ content, contentType }) => [
        contentType,
        content.toString(),
      ]),
    );
  const say = (id: string, page: Page, text: string) =>
    submit(page, statement(id), { kind, language: '', [kind]: text });

  test('that two wrote at once are asked about, and nothing is lost', async () => {
    const id = await givenApp();
    const at = `/develop/${id}/appearance`;
    const [mine, theirs] = [await open(at), await open(at)];
    expect((await say(id, theirs, 'Theirs.\nAll of it.')).status).toBe(200);
    const refused = await say(id, mine, 'Mine.');
    expect(refused.status).toBe(422);
    expect(refused.html).toContain(`id="${kind}-error"`);
    expect(refused.text).toContain('to “Theirs. All of it.”');
    expect(refused.form(statement(id))).toMatchObject({ [kind]: 'Mine.' });
    expect(await kept(id)).toEqual([['text/plain', 'Theirs.\nAll of it.']]);
    expect((await submit(refused, statement(id))).status).toBe(200);
    expect(await kept(id)).toEqual([['text/plain', 'Mine.']]);
  });

  test('that somebody wrote stay where another saved an old form unchanged', async () => {
    const id = await givenApp();
    const stale = await open(`/develop/${id}/appearance`);
    await say(id, await open(`/develop/${id}/appearance`), 'Theirs.');
    await say(id, stale, '');
    expect(await kept(id)).toEqual([['text/plain', 'Theirs.']]);
  });
});

describe('pictures', () => {
  const kept = (id: string, kind: 'small-logo' | 'proposed-small-logo' = 'small-logo') =>
    server.vault.store.read(async db =>
      (await db.applicationTexts.of(id, [kind])).map(({ content }) => content),
    );
  const upload = async (id: string, page: Page, file: Buffer) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(page.form(`/develop/${id}/logo`)))
      if (name !== 'small-logo') body.set(name, value as string);
    body.set('small-logo', new Blob([new Uint8Array(file)]));
    const { origin } = new URL(server.shellUrl);
    return dev.browser.open(`/develop/${id}/logo`, { method: 'POST', body, headers: { origin } });
  };

  test('that two sent at once: the second is told, sees the first, and sends theirs again', async () => {
    const id = await givenApp();
    const at = `/develop/${id}/appearance`;
    const [mine, theirs] = [await open(at), await open(at)];
    expect((await upload(id, theirs, await logoPicture('#000000'))).status).toBe(200);
    const [before] = await kept(id);
    const refused = await upload(id, mine, await logoPicture('#ffffff'));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Somebody changed this picture');
    expect(await kept(id)).toEqual([before]);
    const stale = await open(at);
    expect((await upload(id, refused, await logoPicture('#ffffff'))).status).toBe(200);
    expect(await kept(id)).not.toEqual([before]);
    expect((await submit(stale, `/develop/${id}/logo/remove`)).status).toBe(422);
    expect(await kept(id)).toHaveLength(1);
  });

  test('and all else that waits for the operator is taken back only by who saw it', async () => {
    const { vault } = server;
    const id = await givenApp();
    await vault.store.write(db => approveApplication(db, vault, { appId: id, operatorId: undefined }));
    await send(`/develop/${id}/information`, { name: 'Other' });
    const stale = await open(`/develop/${id}/live`);
    await upload(id, await open(`/develop/${id}/appearance`), await logoPicture());
    const back = `/develop/${id}/live/withdraw`;
    const told = await submit(stale, back);
    expect(told.text).toContain('Somebody changed what waits');
    expect(await kept(id, 'proposed-small-logo')).toHaveLength(1);
    expect((await submit(told, back)).text).toContain('The changes are taken back.');
    expect(await kept(id, 'proposed-small-logo')).toEqual([]);
  });
});
