import { XmlBufferInputProvider, XmlDocument, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenLinkedApp, type Linked, TestClient } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { listMethods } from './index.ts';

let server: TestServer;
let app: Linked;
let anonymous: TestClient;
beforeAll(async () => {
  server = await startTestServer({ limits: { queryGroupsMax: 7 } });
  app = await givenLinkedApp(server);
  anonymous = new TestClient(server, app.app.id);
});
afterAll(() => server.close());

const sections = (...names: string[]) =>
  `<response-sections>${names.map(name => `<section>${name}</section>`).join('')}</response-sections>`;

/** The names of the elements in wc:info, runs of one name as one. */
function outline(xml: string): string[] {
  const info = /<wc:info[^>]*>(.*)<\/wc:info>/s.exec(xml)?.[1] ?? '';
  const names: string[] = [];
  let depth = 0;
  for (const [, close, name, selfClosed] of info.matchAll(/<(\/?)([\w-]+)[^>]*?(\/?)>/g)) {
    if (close) depth--;
    else {
      if (depth === 0 && names.at(-1) !== name) names.push(name!);
      if (!selfClosed) depth++;
    }
  }
  return names;
}

describe('GetServiceDefinition', () => {
  test('is answered without a session and in one, with a person or without', async () => {
    for (const answer of [
      await anonymous.call('GetServiceDefinition', { version: 2 }),
      await app.client.call('GetServiceDefinition', { version: 2 }),
      await app.client.call('GetServiceDefinition', { version: 2, userToken: app.userToken }),
    ]) {
      expect(answer.code).toBe(0);
      expect(outline(answer.xml)).toEqual([
        'platform',
        'shell',
        'xml-method',
        'common-schema',
        'instances',
        'meaningful-use',
        'updated-date',
      ]);
    }
  });

  test('a session that is not good is refused here too', async () => {
    const answer = await app.client.call('GetServiceDefinition', {
      tamper: body => body.replace('<info>', '<info> '),
    });
    expect(answer.code).toBe(4);
  });

  test('version 1 has the same without instances', async () => {
    const answer = await anonymous.call('GetServiceDefinition');
    expect(answer.xml).toContain(
      '<wc:info xmlns:wc="urn:com.microsoft.wc.methods.response.GetServiceDefinition">',
    );
    expect(outline(answer.xml)).toEqual(['platform', 'shell', 'xml-method', 'common-schema', 'updated-date']);
  });

  test('answers the sections asked for, in its own order, always with the date', async () => {
    const ask = async (...names: string[]) =>
      outline((await anonymous.call('GetServiceDefinition', { version: 2, info: sections(...names) })).xml);
    expect(await ask('topology', 'platform')).toEqual(['platform', 'instances', 'updated-date']);
    expect(await ask('shell')).toEqual(['shell', 'updated-date']);
    expect(await ask('xml-over-http-methods')).toEqual(['xml-method', 'common-schema', 'updated-date']);
    expect(await ask('meaningful-use')).toEqual(['meaningful-use', 'updated-date']);
    expect(
      (await anonymous.call('GetServiceDefinition', { version: 2, info: sections('weather') })).code,
    ).toBe(3);
  });

  test('names this server as the one instance, with the whole platform address', async () => {
    const answer = await anonymous.call('GetServiceDefinition', { version: 2, info: sections('topology') });
    expect(answer.xml).toContain('urn:com.microsoft.wc.methods.response.GetServiceDefinition2');
    const current = answer.elements('instances')[0]!.attribute('current-instance-id');
    expect(answer.texts('id')).toEqual([current]);
    expect(answer.texts('platform-url')).toEqual([server.platformUrl]);
    expect(server.platformUrl).toMatch(/\/platform\/wildcat\.ashx$/);
    expect(answer.texts('shell-url')).toEqual([server.shellUrl]);
    for (const name of ['name', 'description']) expect(answer.texts(name)[0]).not.toBe('');
  });

  test('tells the limits this vault has, each key once', async () => {
    const answer = await anonymous.call('GetServiceDefinition', { version: 2, info: sections('platform') });
    const keys = answer.elements('configuration').map(at => at.attribute('key'));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain('maxRequestUncompressedSizeBytes');
    expect(answer.texts('configuration')[keys.indexOf('maxGetThingsQueryGroups')]).toBe('7');
    expect(answer.elements('version')[0]!.text()).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  });

  test('lists methods and versions that can be called', async () => {
    const answer = await anonymous.call('GetServiceDefinition', {
      version: 2,
      info: sections('xml-over-http-methods'),
    });
    const listed = new Map(
      answer.elements('xml-method').map(at => {
        const xml = at.standaloneXml();
        const numbers = [...xml.matchAll(/<version number="(\d+)">/g)].map(([, number]) => Number(number));
        return [/<name>(\w+)</.exec(xml)![1]!, numbers];
      }),
    );
    expect(listed.get('GetServiceDefinition')).toEqual([1, 2]);
    expect(listed.get('PutThings')).toEqual([1, 2]);
    const served = listMethods().map(({ name, versions }) => [name, Object.keys(versions).map(Number)]);
    expect([...listed].sort()).toEqual(served.sort());
  });

  describe('names schemas', () => {
    const fetched = new Map<string, string>();
    const load = async (url: string): Promise<void> => {
      if (fetched.has(url)) return;
      const response = await fetch(url);
      const text = await response.text();
      expect([url, response.status, text.includes('<xs:schema ')]).toEqual([url, 200, true]);
      fetched.set(url, text);
      for (const [, location] of text.matchAll(/schemaLocation="([^"]*)"/g)) await load(location!);
    };

    test('for the request and the answer of every version, each of which is there and compiles', async () => {
      for (const version of [1, 2]) {
        const answer = await anonymous.call('GetServiceDefinition', { version });
        const count = listMethods().flatMap(({ versions }) => Object.keys(versions)).length;
        const named = ['request-schema-url', 'response-schema-url'].map(name => answer.texts(name));
        expect(named.map(urls => urls.length)).toEqual([count, count]);
        const shared = answer.texts('common-schema');
        expect(shared).toContain(new URL('xsd/types.xsd', server.platformUrl).href);
        for (const url of [...named.flat(), ...shared]) await load(url);
      }
      const encoded = [...fetched].map(([url, text]) => [url, new TextEncoder().encode(text)] as const);
      xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(encoded)));
      for (const [url, schema] of encoded) {
        using document = XmlDocument.fromBuffer(schema, { url });
        XsdValidator.fromDoc(document).dispose();
      }
    });
  });

  test.skipIf(!hasReference)('answers by the published schemas (needs KEEPWELL_REFERENCE)', async () => {
    const [v1, v2] = [1, 2].map(version => anonymous.call('GetServiceDefinition', { version }));
    expect(problemsBy('response-getservicedefinition', await v1!)).toEqual([]);
    expect(problemsBy('response-getservicedefinition2', await v2!)).toEqual([]);
  });

  test('says where the Shell is and where it can lead', async () => {
    const answer = await anonymous.call('GetServiceDefinition', { version: 2, info: sections('shell') });
    expect(answer.texts('url')).toEqual([server.shellUrl]);
    expect(answer.texts('redirect-url')[0]).toBe(`${server.shellUrl}/redirect.aspx?target=`);
    expect(answer.texts('token').join(' ')).toBe(
      'APPAUTH APPREDIRECT APPSIGNOUT AUTH CONNECT CREATEACCOUNT CREATEAPPLICATION CREATERECORD EDITRECORD HELP MANAGEACCOUNT PICKUP RECONCILE RECORDLIST SHAREDAPPDETAILS SHARERECORD VIEWITEMS',
    );
    const parameters = answer.texts('querystring-parameters');
    expect(parameters[1]).toBe('appid,refappid,target,targetqs,redirect,actionqs,trm,lcid,culture,aib');
    expect(parameters.every(names => names.endsWith('lcid,culture,aib'))).toBe(true);
    expect(answer.texts('description').every(text => text.length > 10)).toBe(true);
  });

  test('is empty for who has seen what there is', async () => {
    const [updated] = (await anonymous.call('GetServiceDefinition', { version: 2 })).texts('updated-date');
    for (const version of [1, 2]) {
      const ask = async (date: string) =>
        anonymous.call('GetServiceDefinition', { version, info: `<updated-date>${date}</updated-date>` });
      expect((await ask(updated!)).xml).toMatch(/<wc:info xmlns:wc="[\w.:]+"\/><\/response>$/);
      expect(outline((await ask('2010-01-01T00:00:00')).xml)).toContain('platform');
      expect((await ask('yesterday')).code).toBe(3);
    }
  });
});

describe('SelectInstance', () => {
  const ask = (place: string) =>
    app.client.call('SelectInstance', { info: `<preferred-location>${place}</preferred-location>` });

  test('sends every place to this instance', async () => {
    const answer = await ask('<country>DE</country><state-province>BY</state-province>');
    expect(outline(answer.xml)).toEqual(['selected-instance']);
    if (hasReference) expect(problemsBy('response-selectinstance', answer)).toEqual([]);
    expect(answer.texts('platform-url')).toEqual([server.platformUrl]);
  });

  test('needs a country', async () => {
    expect((await ask('')).code).toBe(3);
    expect((await ask('<country>Germany</country>')).code).toBe(3);
  });
});
