import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Application } from '../core/applications/application.ts';
import type { Rule } from '../core/authorization/rules.ts';
import { fullRules, givenApp, givenLinkedApp, openClient } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const optionalRule: Rule = {
  name: 'labs',
  reason: 'To compare <values> & trends',
  permissions: ['Read', 'Create'],
  targets: [{ typeIds: [typeIds.bloodGlucose, typeIds.weight], from: '2020-01-01T00:00:00' }],
  exceptions: [{ typeIds: [typeIds.weight] }],
  mode: 'online',
  optional: { displayFirst: true, checkedFirst: false, checkedByDefault: true },
};

async function info(given: Parameters<typeof givenApp>[1] = {}, inside = '', version = 2) {
  const testApp = await givenApp(server.vault, given);
  const client = await openClient(server, testApp);
  return { id: testApp.app.id, answer: await client.call('GetApplicationInfo', { version, info: inside }) };
}

describe('GetApplicationInfo', () => {
  test('tells an application how it is registered, by either version', async () => {
    for (const version of [1, 2]) {
      const { id, answer } = await info(
        { name: 'Scale', description: 'Weighs', actionUrl: 'https://a.example/hv' },
        '',
        version,
      );
      expect(answer.xml).toContain(
        `<application><id>${id}</id><name>Scale</name><app-auth-required>true</app-auth-required>`,
      );
      expect(answer.texts('action-url')).toEqual(['https://a.example/hv']);
      expect(answer.texts('description')).toEqual(['Weighs']);
      expect(answer.texts('app-type')).toEqual(['Web']);
      expect(answer.texts('created-date')[0]).toMatch(/Z$/);
    }
  });

  test('tells its rules, online and offline apart', async () => {
    const { answer } = await info({ rules: [optionalRule, ...fullRules()] });
    expect(answer.xml).toContain(
      '<rule is-optional="true" name="labs"><reason>To compare &lt;values&gt; &amp; trends</reason><display-flags>5</display-flags>' +
        '<permission>Read</permission><permission>Create</permission><target-set><date-range>' +
        `<date-min>2020-01-01T00:00:00</date-min></date-range><type-id>${typeIds.bloodGlucose}</type-id>` +
        `<type-id>${typeIds.weight}</type-id></target-set><exception-set><type-id>${typeIds.weight}</type-id></exception-set></rule>`,
    );
    const [online, offline] = ['person-online-base-auth-xml', 'person-offline-base-auth-xml'].map(name =>
      answer.elements(name)[0]!.outerXml(),
    );
    expect(online).toContain('name="all online"');
    expect(offline).toContain('name="all offline"');
    expect(offline).not.toContain('target-set');
    expect((await info({ rules: [optionalRule] })).answer.elements('person-offline-base-auth-xml')).toEqual(
      [],
    );
  });

  test('tells a master about its children, and nobody else', async () => {
    const master = await givenApp(server.vault, { name: 'Master', kind: 'soda-master' });
    const child = await givenApp(server.vault, {
      name: 'Phone',
      kind: 'soda-child',
      masterId: master.app.id,
    });
    const inside = `<all-languages>true</all-languages><child-app-id>${child.app.id.toUpperCase()}</child-app-id>`;
    const client = await openClient(server, master);
    const answer = await client.call('GetApplicationInfo', { version: 2, info: inside });
    expect(answer.texts('name')).toEqual(['Phone']);
    expect(answer.texts('app-type')).toEqual(['Soda']);
    expect(answer.texts('master-app-id')).toEqual([master.app.id]);
    expect(answer.texts('master-app-name')).toEqual(['Master']);
    expect((await info({}, inside)).answer.code).toBe(6);
    const put = (app: Application) => server.vault.store.write(db => db.applications.put(app));
    await put({ ...master.app, rules: [{ ...fullRules()[1]!, name: 'added later' }] });
    expect((await client.call('GetApplicationInfo', { version: 2, info: inside })).xml).toContain(
      'added later',
    );
  });

  test.skipIf(!hasReference)('answers by the published schema (needs KEEPWELL_REFERENCE)', async () => {
    const app = await givenLinkedApp(server, {
      rules: [optionalRule, ...fullRules()],
      ipPrefixes: ['127.0.0.1', '10.'],
    });
    const answer = await app.client.call('GetApplicationInfo', { version: 2 });
    expect(problemsBy('response-getapplicationinfo', answer)).toEqual([]);
    expect(answer.texts('valid-ip-prefixes')).toEqual(['127.0.0.1,10.']);
  });
});
