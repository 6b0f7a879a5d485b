// What applications wrote into items by other ways, and what is large beside what is asked for.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePersonGrant } from '../../core/authorization/grants.ts';
import { writeThings } from '../../core/things/write.ts';
import { givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { weightXml } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { pageBytesMax: 3000 } });
});
afterAll(() => server.close());

test('items that say more of a resource than they may break no search, and make no other kind', async () => {
  const client = await givenFhirClient(server);
  await client.add(makeWeight('2026-01-02'));
  const grant = await server.vault.store.read(db =>
    makePersonGrant(db, client.person.id, client.record.id, server.clock.now()),
  );
  const put = async (typeId: string, xml: string, commonXml = '') => {
    const data = { xml, commonXml, clientId: undefined, effectiveDate: undefined, endDate: undefined };
    await writeThings(server.vault, grant, [{ typeId, data }], { overwrite: false });
  };
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const held = `<resource xmlns="urn:keepwell:fhir">{"x":${deep}}</resource>`;
  await put(
    typeIds.appSpecific,
    `<app-specific><format-appid>urn:keepwell:fhir</format-appid><format-tag>Observation</format-tag><summary>x</summary>${held}</app-specific>`,
  );
  for (const changes of [`[[["x"],${deep}]]`, '[[["resourceType"],"Patient"]]', '[[[],5]]']) {
    const inside = `<resource type="Observation">${changes}</resource>`;
    await put(
      typeIds.weight,
      weightXml(70),
      `<common><extension source="urn:keepwell:fhir">${inside}</extension></common>`,
    );
  }
  const found: { resourceType: string }[] = [];
  for (let page: string | undefined = 'Observation'; page !== undefined; ) {
    const { status, body } = await client.get(page);
    expect(status).toBe(200);
    for (const { resource } of body.entry ?? []) found.push(resource);
    page = body.link.find(({ relation }: { relation: string }) => relation === 'next')?.url;
  }
  expect(found.map(({ resourceType }) => resourceType)).toEqual(Array(5).fill('Observation'));
});

test('no more comes along than a page may be long', async () => {
  const client = await givenFhirClient(server);
  const location: object[] = [];
  for (const name of ['a', 'b', 'c', 'd']) {
    const { id } = await client.add({ resourceType: 'Location', name, description: 'x'.repeat(1200) });
    location.push({ location: { reference: `Location/${id}` } });
  }
  await client.add({ resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' }, location });
  const found = await client.find('Encounter?_include=Encounter:location');
  expect(found.map(({ resourceType }) => resourceType)).toEqual(['Encounter', ...Array(3).fill('Location')]);
});
