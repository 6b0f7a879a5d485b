// GetMeaningfulUseTimelyAccessReport: documents and packages, and since when people have them, through the wire.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { methodGroups } from '../core/applications/application.ts';
import { hashIdentityCode, readIdentityCode } from '../core/healthvault/connect/identity-code.ts';
import { pickUp } from '../core/healthvault/packages/pick-up.ts';
import { clinicalThing } from '../testing/clinical-documents.ts';
import { type Answer, givenApp, givenPerson, type Linked, linkApp } from '../testing/given.ts';
import { closedWith, packageInfo, packageSecret } from '../testing/packages.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { readPackageThings } from './parts/package-contents.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { meaningfulUseItemsMax: 3 } });
});
afterAll(() => server.close());

const linked = async () =>
  linkApp(
    server,
    await givenApp(server.vault, { methodGroups: [...methodGroups] }),
    await givenPerson(server.vault),
  );

async function send(app: Linked, day: string, patient = 'P1'): Promise<void> {
  const info = clinicalThing({ care: ` value="${day}"/>`, patient: `root="2.16.1" extension="${patient}"` });
  const answer = await app.client.call('PutThings', {
    version: 2,
    info,
    recordId: app.recordId,
    userToken: app.userToken,
  });
  expect(answer.message).toBeUndefined();
}

const between = (from: string, to: string) => `<min-date>${from}</min-date><max-date>${to}</max-date>`;
const september = between('2013-09-01T00:00:00Z', '2013-09-30T00:00:00Z');
const call = (app: Linked, info: string) => app.client.call('GetMeaningfulUseTimelyAccessReport', { info });
const documents = (app: Linked, inside = '') =>
  call(app, `<document-filter><reporting-period>${september}</reporting-period></document-filter>${inside}`);
const packages = (app: Linked, period: string, inside = '') =>
  call(
    app,
    `<dopu-document-filter><available-date-filter>${period}</available-date-filter></dopu-document-filter>${inside}`,
  );
const valid = (answer: Answer) => {
  if (hasReference) expect(problemsBy('response-getmeaningfulusetimelyaccessreport', answer)).toEqual([]);
};

test('documents are listed by the date of the visit, looked at or not, in the form of the published schema', async () => {
  const app = await linked();
  await send(app, '20130910');
  await send(app, '20131010', 'P2');
  const answer = await documents(app);
  valid(answer);
  expect(answer.elements('source').map(at => at.attribute('id'))).toEqual([app.app.id]);
  const receipts = answer.elements('document-receipt');
  expect(
    receipts.map(at => ['patient-id', 'organization-id', 'event-date'].map(name => at.attribute(name))),
  ).toEqual([['P1', '2.16.1', '2013-09-10T00:00:00.000Z']]);
  expect(answer.texts('available-date')).toEqual([new Date(server.clock.now()).toISOString()]);
  valid(await documents(await linked()));
});

test('documents come page by page', async () => {
  const app = await linked();
  for (const day of ['20130901', '20130904', '20130902', '20130903', '20130905']) await send(app, day, day);
  const first = await documents(app, '<max-items-per-page>1000</max-items-per-page>');
  expect(first.elements('document-receipt')).toHaveLength(3);
  const cursor = first.texts('cursor')[0]!;
  // It tells nothing of the record.
  expect(Buffer.from(cursor, 'base64url').toString()).not.toContain(app.record.id);
  const second = await documents(app, `<cursor>${cursor}</cursor>`);
  const ids = [first, second].flatMap(answer =>
    answer.elements('document-receipt').map(at => at.attribute('patient-id')),
  );
  expect(ids.sort()).toEqual(['20130901', '20130902', '20130903', '20130904', '20130905']);
  expect(second.texts('cursor')).toEqual([]);
  for (const wrong of [
    'x',
    Buffer.from('["1"]').toString('base64url'),
    Buffer.from('[1.5]').toString('base64url'),
  ])
    expect((await documents(app, `<cursor>${wrong}</cursor>`)).code).toBe(3);
});

test('packages are listed by the date they were dropped off; once picked up their documents were viewed', async () => {
  const app = await linked();
  const { vault } = server;
  const contents = clinicalThing({ care: ' value="20130910"/>' });
  const dropped = await app.client.call('CreateConnectPackage', {
    version: 2,
    info: packageInfo(2, { data: await closedWith('Rex', contents) }),
  });
  expect(dropped.message).toBeUndefined();
  const code = dropped.texts('identity-code')[0]!;
  const today = between(
    new Date(server.clock.now() - 1000).toISOString(),
    new Date(server.clock.now() + 1000).toISOString(),
  );
  const answer = await packages(app, today);
  valid(answer);
  expect(answer.elements('dopu-document-receipt').map(at => at.attribute('package-id'))).toEqual([code]);
  expect((await packages(app, september)).elements('source')).toEqual([]);
  expect((await packages(app, today, '<cursor>x</cursor>')).code).toBe(3);

  const { id } = (await vault.store.read(db =>
    db.packages.byCode(hashIdentityCode(readIdentityCode(code)!)),
  ))!;
  await pickUp(vault, {
    packageId: id,
    secret: await packageSecret('rex'),
    personId: app.person.id,
    recordId: app.record.id,
    writes: readPackageThings({ bytes: Buffer.from(contents), version: 2 }, vault.limits),
  });
  expect(await vault.store.read(db => db.meaningfulUse.actionCount(app.record.id, 'view'))).toBe(1);
  const vdt = await app.client.call('GetMeaningfulUseVDTReport', {
    info: `<filters><reporting-period>${september}</reporting-period></filters>`,
  });
  expect(vdt.elements('activity').map(at => at.attribute('patient-id'))).toEqual(['P1']);
  // It is among the packages and not once more among the documents.
  expect((await documents(app)).elements('source')).toEqual([]);
  expect((await packages(app, today)).elements('dopu-document-receipt')).toHaveLength(1);
});

test('a request with both filters, or none, or outside of the method group, is refused', async () => {
  const app = await linked();
  expect((await call(app, '')).code).toBe(3);
  const both =
    `<document-filter><reporting-period>${september}</reporting-period></document-filter>` +
    `<dopu-document-filter><available-date-filter>${september}</available-date-filter></dopu-document-filter>`;
  expect((await call(app, both)).code).toBe(3);
  const owner = await givenPerson(server.vault);
  const outside = await linkApp(server, await givenApp(server.vault, { methodGroups: ['basic'] }), owner);
  expect((await documents(outside)).code).toBe(11);
});

test('records that are removed for good take their receipts along', async () => {
  const app = await linked();
  await send(app, '20130910');
  await server.vault.store.write(db => db.records.purge(app.record.id));
  expect((await documents(app)).elements('source')).toEqual([]);
});
