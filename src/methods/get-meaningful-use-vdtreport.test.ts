// GetMeaningfulUseVDTReport: whose documents came, and who did something with them, through the wire.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { methodGroups } from '../core/applications/application.ts';
import type { NewApplication } from '../core/applications/register.ts';
import { makeSystemGrant } from '../core/authorization/grant.ts';
import { countActions } from '../core/healthvault/meaningful-use/actions.ts';
import type { MeaningfulUseAction } from '../core/healthvault/meaningful-use/ports.ts';
import { confirmAddress } from '../core/mail/confirm.ts';
import { ccdType, clinicalThing, type Visit } from '../testing/clinical-documents.ts';
import { givenApp, givenPerson, type Linked, linkApp } from '../testing/given.ts';
import { problemsBy } from '../testing/published.ts';
import { hasReference } from '../testing/reference.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { startMailServer, type TestMailServer } from '../testing/smtp.ts';
import { aWeight } from '../testing/things.ts';

let server: TestServer;
let mailServer: TestMailServer;
beforeAll(async () => {
  mailServer = await startMailServer();
  server = await startTestServer({
    smtpUrl: `smtp://127.0.0.1:${mailServer.port}`,
    mailFrom: 'keepwell@vault.example',
    limits: { meaningfulUseItemsMax: 3 },
  });
});
afterAll(async () => {
  await server.close();
  await mailServer.close();
});

const linked = async (given: Partial<NewApplication> = {}) => {
  const owner = await givenPerson(server.vault);
  const app = await linkApp(
    server,
    await givenApp(server.vault, { methodGroups: [...methodGroups], ...given }),
    owner,
  );
  return app;
};
const as = (app: Linked) => ({ recordId: app.recordId, userToken: app.userToken });
const away = (app: Linked) => ({ recordId: app.recordId, personId: app.personId });

async function send(app: Linked, visit: Visit, said = '', who: object = as(app)): Promise<string> {
  const info = clinicalThing(visit, said);
  const answer = await app.client.call('PutThings', { version: 2, info, ...who });
  expect(answer.message).toBeUndefined();
  return answer.texts('thing-id')[0]!;
}

const read = (
  app: Linked,
  ids: string,
  { version = 3, intents = '', format = '<xml/>', who = as(app) as object } = {},
) =>
  app.client.call('GetThings', {
    version,
    info: `<group>${ids}<format><section>core</section>${format}</format>${intents}</group>`,
    ...who,
  });
const byId = (id: string) => `<id>${id}</id>`;

const report = (app: Linked, inside = '', from = '2013-09-01T00:00:00Z', to = '2013-09-30T00:00:00Z') =>
  app.client.call('GetMeaningfulUseVDTReport', {
    info: `<filters><reporting-period><min-date>${from}</min-date><max-date>${to}</max-date></reporting-period></filters>${inside}`,
  });
const patients = async (app: Linked, ...period: [string?, string?]) =>
  (await report(app, '', ...period)).elements('activity').map(at => at.attribute('patient-id'));
const counted = (app: Linked, action: MeaningfulUseAction) =>
  server.vault.store.read(db => db.meaningfulUse.actionCount(app.record.id, action));

const september = { care: '><low value="20130909"/><high value="20130910181254-0500"/></effectiveTime>' };

describe('GetMeaningfulUseVDTReport', () => {
  test('lists a patient when the document that came was looked at, in the form of the published schema', async () => {
    const app = await linked();
    const id = await send(app, september);
    expect((await report(app)).elements('source')).toHaveLength(0);
    await read(app, byId(id));
    const answer = await report(app);
    expect(answer.elements('source').map(at => at.attribute('id'))).toEqual([app.app.id]);
    const [activity] = answer.elements('activity');
    expect([activity!.attribute('patient-id'), activity!.attribute('organization-id')]).toEqual([
      'P1',
      '2.16.1',
    ]);
    if (hasReference) expect(problemsBy('response-getmeaningfulusevdtreport', answer)).toEqual([]);
  });

  test('goes by the date of the visit or discharge, or by what the sender says instead', async () => {
    const cases: [Visit, string, string][] = [
      [{ care: ' value="20130910"/>' }, '', '2013-09-10T00:00:00Z'],
      [{ care: '><low value="20130911"/></effectiveTime>' }, '', '2013-09-11T00:00:00Z'],
      // The day somebody went home counts, not the day of care.
      [{ ...september, stay: '><high value="20130912"/></effectiveTime>' }, '', '2013-09-12T00:00:00Z'],
      [{ stay: '><low value="2013091310"/></effectiveTime>' }, '', '2013-09-13T10:00:00Z'],
      [{}, '<event-date>2013-09-14T18:12:54-01:00</event-date>', '2013-09-14T19:12:54Z'],
      [
        {},
        '<extension><event-date>2013-09-15T18:12:54.1234567Z</event-date></extension>',
        '2013-09-15T18:12:54.123Z',
      ],
    ];
    for (const [visit, said, moment] of cases) {
      const app = await linked();
      await read(app, byId(await send(app, visit, said)));
      expect(await patients(app, moment, moment)).toEqual(['P1']);
      const before = new Date(Date.parse(moment) - 1).toISOString();
      expect(await patients(app, '2013-01-01T00:00:00Z', before)).toEqual([]);
    }
  });

  test('takes the patient from the document, or from what the sender says instead', async () => {
    const app = await linked();
    const said = '<patient-id>Said</patient-id>';
    for (const id of [
      await send(app, { ...september, patient: 'root="only"' }),
      await send(app, { ...september, patient: 'extension="alone"' }),
      await send(app, september, said),
    ])
      await read(app, byId(id));
    const activities = (await report(app)).elements('activity');
    expect(activities.map(at => [at.attribute('patient-id'), at.attribute('organization-id')])).toEqual([
      ['Said', '2.16.1'],
      ['alone', undefined],
      ['only', undefined],
    ]);
  });

  test('leaves out documents that tell neither patient nor date, and those of applications that take no part', async () => {
    const app = await linked();
    await read(app, byId(await send(app, {})));
    await read(app, byId(await send(app, { care: ' value="soon"/>' })));
    await read(app, byId(await send(app, { ...september, patient: 'nullFlavor="UNK"' })));
    expect(await patients(app, '0001-01-01T00:00:00Z', '9999-01-01T00:00:00Z')).toEqual([]);
    const outside = await linked({ methodGroups: ['basic'] });
    await read(outside, byId(await send(outside, september)));
    expect((await report(outside)).code).toBe(11);
  });

  test('is of the application that asks alone', async () => {
    const one = await linked();
    const other = await linked();
    await read(one, byId(await send(one, september)));
    expect(await patients(other)).toEqual([]);
  });

  test('needs somebody to act after the document came', async () => {
    const app = await linked();
    const first = await send(app, { care: ' value="20120101"/>' });
    await read(app, byId(first));
    server.clock.pass(1000);
    await send(app, september);
    expect(await patients(app)).toEqual([]);
    await read(app, byId(first));
    expect(await patients(app)).toEqual(['P1']);
  });

  test('comes page by page, each patient once', async () => {
    const app = await linked();
    for (const name of ['e', 'a', 'c', 'b', 'd', 'a'])
      await read(app, byId(await send(app, { ...september, patient: `root="o" extension="${name}"` })));
    const found: (string | undefined)[][] = [];
    let cursor = '';
    do {
      const answer = await report(app, `<max-items-per-page>2</max-items-per-page>${cursor}`);
      found.push(answer.elements('activity').map(at => at.attribute('patient-id')));
      cursor = answer.texts('cursor').map(text => `<cursor>${text}</cursor>`)[0] ?? '';
    } while (cursor !== '');
    expect(found).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    // More than the vault gives at once is not to be had.
    expect(
      (await report(app, '<max-items-per-page>99999999999</max-items-per-page>')).elements('activity'),
    ).toHaveLength(3);
    expect((await report(app)).elements('activity')).toHaveLength(3);
  });

  test.each([
    'x',
    'eyJ9',
    Buffer.from('["a"]').toString('base64url'),
    Buffer.from('[1,2,3]').toString('base64url'),
  ])('answers 3 to a cursor that is none, %s', async cursor => {
    const app = await linked();
    expect((await report(app, `<cursor>${cursor}</cursor>`)).code).toBe(3);
  });

  test('answers 3 to a request that breaks its schema', async () => {
    const app = await linked();
    expect((await app.client.call('GetMeaningfulUseVDTReport')).code).toBe(3);
    expect((await report(app, '', 'yesterday')).code).toBe(3);
    expect((await report(app, '<max-items-per-page>0</max-items-per-page>')).code).toBe(3);
  });
});

describe('what GetThings counts', () => {
  const intents = (...names: string[]) =>
    `<intents>${names.map(name => `<intent>${name}</intent>`).join('')}</intents>`;

  test('what the application says it wants documents for; to view them where it says nothing', async () => {
    const app = await linked();
    const id = byId(await send(app, september));
    await read(app, id);
    await read(app, id, { version: 1 });
    expect(await counted(app, 'view')).toBe(2);
    await read(app, id, { intents: intents('download', 'transmit') });
    expect([
      await counted(app, 'view'),
      await counted(app, 'download'),
      await counted(app, 'transmit'),
    ]).toEqual([2, 1, 1]);
    await read(app, id, { intents: '<intents/>' });
    expect(await counted(app, 'view')).toBe(2);
  });

  test('nothing while the person is away, unless the application says so', async () => {
    const app = await linked();
    const id = byId(await send(app, september));
    await read(app, id, { who: away(app) });
    expect(await counted(app, 'view')).toBe(0);
    await read(app, id, { who: away(app), intents: intents('transmit') });
    expect(await counted(app, 'transmit')).toBe(1);
  });

  test('documents alone, and only where their data is shown', async () => {
    const app = await linked();
    const id = byId(await send(app, september));
    await read(app, id, { format: '' });
    await app.client.call('PutThings', { version: 2, info: aWeight(), ...as(app) });
    await read(app, '<filter><type-id>3d34d87e-7fc1-4153-800f-f56592cb0d17</type-id></filter>');
    expect(await counted(app, 'view')).toBe(0);
    // In two groups of one request it is looked at twice.
    const filter = `<filter><type-id>${ccdType}</type-id></filter>`;
    await read(app, `${filter}<format><section>core</section><xml/></format></group><group>${filter}`);
    expect(await counted(app, 'view')).toBe(2);
  });

  test('what others count is in the report too', async () => {
    const app = await linked();
    const id = await send(app, september);
    const { vault } = server;
    const grant = makeSystemGrant('tests', app.record.id, app.person.id);
    await vault.store.write(db =>
      countActions(db, vault, grant, [{ id, typeId: ccdType }], ['download', 'download']),
    );
    expect(await counted(app, 'download')).toBe(1);
    expect(await patients(app)).toEqual(['P1']);
  });
});

describe('a document that comes while the person is away', () => {
  const received = async () => {
    await server.background.run('send mail');
    return mailServer.received.splice(0);
  };

  const confirm = ({ person }: Linked) =>
    server.vault.store.write(db => confirmAddress(db, server.vault, person.id));

  test('is told by mail, once in an hour, without a word of what is in it', async () => {
    await received();
    const app = await linked({ name: 'Clinic' });
    await confirm(app);
    await send(app, september);
    expect(await received()).toEqual([]);
    const info = clinicalThing(september) + clinicalThing(september);
    expect((await app.client.call('PutThings', { version: 2, info, ...away(app) })).code).toBe(0);
    const [mail, ...more] = await received();
    expect(more).toEqual([]);
    expect(mail!.to).toEqual([app.person.email]);
    expect(mail!.raw).toMatch(/Clinic=E2=80=9D has put a new document/);
    expect(mail!.raw).not.toContain('P1');
    await send(app, september, '', away(app));
    expect(await received()).toEqual([]);
    server.clock.pass(server.vault.limits.documentMailGapMs);
    await app.client.call('PutThings', { version: 2, info: aWeight(), ...away(app) });
    expect(await received()).toEqual([]);
    await send(app, september, '', away(app));
    expect(await received()).toHaveLength(1);
  });

  test.each([
    ['es-MX', 'Hay algo nuevo'],
    ['de-DE', 'Ihrer Gesundheitsakte'],
    ['fr-FR', 'Content-Language: fr'],
    ['nl-NL', 'something new'],
  ])('is told in the language of the person, as far as it is known: %s', async (culture, words) => {
    const app = await linked();
    await server.vault.store.write(db => db.people.update({ ...app.person, culture }));
    await confirm(app);
    await send(app, september, '', away(app));
    expect((await received())[0]!.raw).toContain(words);
  });

  test('is not told to an address that nobody has confirmed', async () => {
    await received();
    const app = await linked();
    await send(app, september, '', away(app));
    expect(await received()).toEqual([]);
  });
});
