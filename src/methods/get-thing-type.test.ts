import { XmlDocument } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenLinkedApp, type Linked } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';
import { everyType } from '../things/index.ts';
import { getXsdFile } from '../things/xsd.ts';

let server: TestServer;
let app: Linked;
beforeAll(async () => {
  server = await startTestServer({ limits: { queryGroupsMax: 1000 } });
  app = await givenLinkedApp(server);
});
afterAll(() => server.close());

const ask = (info: string) => app.client.call('GetThingType', { info });
const section = (...names: string[]) => names.map(name => `<section>${name}</section>`).join('');
const everySection = section(
  'core',
  'xsd',
  'columns',
  'transforms',
  'transformsource',
  'versions',
  'effectivedatexpath',
);

describe('GetThingType', () => {
  test('lists every version of every type when no id is given', async () => {
    const answer = await ask(section('core'));
    expect(answer.texts('id').sort()).toEqual(
      everyType()
        .flatMap(type => type.versions.map(v => v.id))
        .sort(),
    );
  });

  test('tells what may be done with things of a type, with or without the core section named', async () => {
    const core = (id: string) =>
      `<thing-type><id>${id}</id><name>Weight</name><uncreatable>false</uncreatable><immutable>false</immutable>` +
      '<singleton>false</singleton><allow-readonly>true</allow-readonly></thing-type>';
    for (const sections of ['', section('core')]) {
      expect((await ask(`<id>${typeIds.weight.toUpperCase()}</id>${sections}`)).xml).toContain(
        core(typeIds.weight),
      );
    }
    const basic = await ask(`<id>${typeIds.basic}</id>`);
    expect([basic.texts('singleton'), basic.texts('allow-readonly')]).toEqual([['true'], ['false']]);
  });

  test('gives the versions of a type with each of them', async () => {
    for (const id of [typeIds.medication1, typeIds.medication2]) {
      const answer = await ask(`<id>${id}</id>${section('versions')}`);
      expect(answer.texts('id')).toEqual([id]);
      const versions = answer.elements('version-info');
      expect(versions.map(at => at.attribute('version-type-id'))).toEqual([
        typeIds.medication1,
        typeIds.medication2,
      ]);
      expect(versions.map(at => at.attribute('version-sequence'))).toEqual(['1', '2']);
    }
  });

  test('tells by what things of a type can be ordered, and GetThings can, in any case', async () => {
    for (const type of everyType()) {
      const { id } = type.versions.at(-1)!;
      const info = (await ask(`<id>${id}</id>${section('versions')}`))
        .elements('version-info')
        .at(-1)!
        .outerXml();
      const names = [...info.matchAll(/<property name="([^"]+)"/g)].map(m => m[1]!);
      expect(names).toContain('eff-date');
      const inUpperCase = names.map(name => name.toUpperCase());
      expect(new Set(inUpperCase).size).toBe(names.length);
      const groups = [...names, ...inUpperCase].map(
        name =>
          `<group><filter><type-id>${id}</type-id></filter><format><section>core</section><xml/></format>` +
          `<order-by><order-by-property type-id="${id}" property-name="${name}"/></order-by></group>`,
      );
      const answer = await app.client.call('GetThings', {
        version: 3,
        info: groups.join(''),
        recordId: app.recordId,
        userToken: app.userToken,
      });
      expect([type.name, answer.message]).toEqual([type.name, undefined]);
    }
    const weight = await ask(`<id>${typeIds.weight}</id>${section('versions')}`);
    expect(weight.xml).toContain('<property name="when" type="date-time" xpath="weight/when"/>');
  });

  test('tells where the dates of a type stand', async () => {
    const weight = await ask(`<id>${typeIds.weight}</id>${section('effectivedatexpath')}`);
    expect(weight.texts('effective-date-xpath')).toEqual(['weight/when']);
    const medication = await ask(`<id>${typeIds.medication2}</id>${section('effectivedatexpath')}`);
    expect(medication.texts('effective-date-xpath')).toEqual([]);
    expect(medication.texts('updated-end-date-xpath')).toEqual(['medication/date-discontinued']);
  });

  test('gives the schema of each version, the same as at its own address', async () => {
    const xsds = (await ask(section('xsd'))).texts('xsd');
    const versions = everyType().flatMap(type => type.versions.map(version => ({ type, version })));
    expect(xsds).toHaveLength(versions.length);
    for (const [i, { type, version }] of versions.entries()) {
      using document = XmlDocument.fromString(xsds[i]!);
      expect(document.root.attr('targetNamespace')?.value).toBe(version.namespace);
      const file = await fetch(new URL(`xsd/${getXsdFile(type, version)}`, server.platformUrl));
      expect(await file.text()).toBe(xsds[i]);
    }
  });

  test('imports what types share by addresses that anybody can open', async () => {
    const [xsd] = (await ask(`<id>${typeIds.weight}</id>${section('xsd')}`)).texts('xsd');
    const locations = [...xsd!.matchAll(/schemaLocation="([^"]*)"/g)].map(m => m[1]!);
    expect(locations).toEqual(['dates', 'base'].map(name => `${server.shellUrl}/platform/xsd/${name}.xsd`));
    for (const location of locations) expect((await fetch(location)).status).toBe(200);
  });

  test('gives only the sections that are asked for', async () => {
    const parts: Record<string, readonly string[]> = {
      xsd: ['xsd'],
      columns: ['columns'],
      transforms: ['transforms'],
      transformsource: [],
      versions: ['versions'],
      effectivedatexpath: ['updated-end-date-xpath'],
    };
    for (const [name, elements] of Object.entries(parts)) {
      const answer = await ask(`<id>${typeIds.condition}</id>${section(name)}`);
      const names = [
        ...answer.xml.matchAll(/<(?:uncreatable|xsd|columns|transforms|versions|[a-z-]+-xpath)\b/g),
      ];
      expect([name, names.map(([tag]) => tag.slice(1))]).toEqual([name, elements]);
    }
  });

  test('names the columns of rows and the transforms that there are', async () => {
    const answer = await ask(
      `<id>${typeIds.weight}</id>${section('columns', 'transforms', 'transformsource')}`,
    );
    const columns = answer.elements('column').map(one => [one.attribute('tag'), one.attribute('label')]);
    expect(columns).toEqual(
      expect.arrayContaining([
        ['wc-date', 'Date'],
        ['summary', 'Summary'],
        ['value', 'Weight'],
      ]),
    );
    expect(answer.texts('tag')).toEqual(['stt', 'mtt', 'toccr', 'toccd']);
    expect(answer.texts('transform-source')).toEqual([]);
  });

  test('is empty for who has seen what there is', async () => {
    const ask2 = (date: string) => ask(`<last-client-refresh>${date}</last-client-refresh>`);
    const now = new Date(server.vault.instance.updatedAt).toISOString();
    expect((await ask2(now)).texts('thing-type')).toEqual([]);
    expect((await ask2('2010-01-01T00:00:00Z')).elements('thing-type').length).toBeGreaterThan(5);
  });

  test('an unknown type is refused with 19, an unknown section with 3', async () => {
    expect((await ask('<id>00000000-0000-0000-0000-000000000000</id>')).code).toBe(19);
    expect((await ask(section('everything'))).code).toBe(3);
  });

  test('takes image types and gives no images', async () => {
    const answer = await ask(`<id>${typeIds.weight}</id><image-type>*</image-type>`);
    expect([answer.code, answer.elements('image')]).toEqual([0, []]);
  });

  test.skipIf(!hasReference)('answers by the published schema (needs KEEPWELL_REFERENCE)', async () => {
    expect(problemsBy('response-getthingtype', await ask(everySection))).toEqual([]);
  });
});
