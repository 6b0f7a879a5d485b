// Two admins of one application, or one with two windows, at once: nothing that was saved is lost in silence.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approveApplication } from '../../../core/applications/approval.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import type { Page, Values } from '../testing/browser.ts';
import { givenSignedIn, type Visitor } from '../testing/visitors.ts';

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
    expect(refused.form(path)).toMatchObject({ organisation: 'Mine' });
    const bad = await submit(refused, path, { website: 'nowhere' });
    expect(bad.status).toBe(422);
    await submit(bad, path, { website: 'https://b.example/' });
    expect((await open(path)).form(path)).toMatchObject({
      organisation: 'Mine',
      website: 'https://b.example/',
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
