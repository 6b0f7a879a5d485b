// Every page, in a real browser: nothing serious for axe in light and dark, no sideways scrolling on a phone, and little to
// load. A page whose address names no more than a record is among them by its row in routes.ts; whoever adds another adds it
// to the list.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grant } from '../core/authorization/grant.ts';
import { makeSystemGrant } from '../core/authorization/grant.ts';
import { makePersonGrant } from '../core/authorization/grants.ts';
import { streamOnce } from '../core/blobs/keep.ts';
import { queueMail } from '../core/direct/outbox/queue.ts';
import { findTraces, startTracing } from '../core/healthvault/tracing/traces.ts';
import { finishIntake } from '../core/imaging/finish.ts';
import { beginIntake, takeFile } from '../core/imaging/take.ts';
import { startWriting } from '../core/imports/choose.ts';
import type { Person } from '../core/people/person.ts';
import { keepFile } from '../core/records/files.ts';
import { invite } from '../core/sharing/invite.ts';
import type { Writer } from '../core/store.ts';
import { removeThings } from '../core/things/remove.ts';
import { changeThing, makeThing } from '../core/things/typed.ts';
import { writeThings } from '../core/things/write.ts';
import { hasChromium, launchChromium } from '../testing/chromium.ts';
import { clinicalDocument } from '../testing/clinical-documents.ts';
import { givenMail, makeEntity } from '../testing/direct/mails.ts';
import { givenApp, givenPerson, openClient, type TestApp } from '../testing/given.ts';
import { givenImport, runUntilDone } from '../testing/imports/given.ts';
import { printPdf } from '../testing/pdf.ts';
import { makePhantom } from '../testing/phantom.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { typeIds } from '../testing/type-ids.ts';
import bloodPressure from '../things/blood-pressure.ts';
import { allow, givenWebApp, redirectTo, rule } from './testing/apps.ts';
import { goodPassword, Browser as HttpBrowser } from './testing/browser.ts';
import { linkTo } from './testing/letters.ts';
import { logoPicture } from './testing/logos.ts';
import { listPages } from './testing/pages.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const email = 'ada-pages@example.org';
/** Axe says what is wrong, and neither what is right nor where by selector. */
const quick = { resultTypes: ['violations'], selectors: false, preload: false } as const;
/** The schemes differ in their colours alone. */
const schemes = [
  ['light', quick],
  ['dark', { ...quick, runOnly: ['color-contrast'] }],
] as const;

interface Axe {
  run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
}

const pageBytesMax = 100 * 1024;

/** A name of one word that no line of a phone holds. */
const unbroken = (name: string) => `${name}donaudampfschifffahrtsgesellschaft`;

interface Scene {
  readonly server: TestServer;
  readonly signedOut: Readonly<Record<string, string>>;
  readonly signedIn: Readonly<Record<string, string>>;
}

/** A vault with somebody, two records, an application, an invitation and some mail: no page is empty. */
async function setScene(): Promise<Scene> {
  const server = await startTestServer({ directDomain: 'direct.vault.example' });
  const { vault } = server;
  const browser = new HttpBrowser(server);
  await browser.signUp(undefined, { email });
  await browser.submit(await browser.open('/records/new'), '/records/new', {
    name: unbroken('Emil'),
    relationship: '14',
  });
  await browser.submit(await browser.open('/records/new'), '/records/new', {
    name: 'Old',
    relationship: '2',
  });
  const app = await givenWebApp(server, {
    name: unbroken('Curves'),
    description: 'Shows how you do.',
    privacyUrl: 'https://app.example/privacy',
    rules: [
      rule(),
      rule({
        name: 'more',
        reason: 'If you like.',
        optional: { displayFirst: true, checkedFirst: false, checkedByDefault: false },
      }),
    ],
  });
  await allow(browser, await browser.open(redirectTo('AUTH', { appid: app.app.id })));
  const { person, records } = await vault.store.read(async db => {
    const person = (await db.people.byEmail(email))!;
    return { person, records: (await db.records.ofPerson(person.id)).map(({ record }) => record) };
  });
  // Somebody else runs the vault too, so that the account may go.
  const { person: other } = await givenPerson(vault, 'Olga Operator');
  const named = { personId: other.id, addedAt: vault.clock.now(), addedBy: person.id };
  await vault.store.write(db => db.operators.add(named));
  const [own, , old] = records as unknown as [{ id: string }, unknown, { id: string }];
  await browser.submit(await browser.open(`/records/${old.id}/delete`), '/records/delete');
  let invitation = '';
  const offer = {
    recordId: own.id,
    email: 'bo@example.org',
    level: 'view',
    typeIds: undefined,
    accessEndsAt: undefined,
  } as const;
  const letter = (link: string) => {
    invitation = new URL(link).pathname;
    return { subject: 'Come', text: link };
  };
  await vault.store.write(db => invite(db, vault, person.id, offer, { letter, locale: 'en' }));
  await givenPlan(browser);
  const [item, deleted] = await givenItems(server, person.id, own.id);
  const paper = await givenDocument(server, makeSystemGrant('tests', own.id, person.id), item);
  const { asking, ready, imported } = await givenImports(server, { person, record: own });
  const consent = redirectTo('APPAUTH', { appid: app.app.id });
  const forgetful = new HttpBrowser(server);
  await forgetful.submit(await forgetful.open('/forgotten'), '/forgotten', { email });
  return {
    server,
    signedOut: {
      welcome: '/',
      'sign in': '/sign-in',
      'sign in for a page': '/timeline',
      'sign up': '/sign-up',
      'a recovery code': '/sign-in/recovery',
      'a forgotten password': '/forgotten',
      'a new password': await linkTo(server, email, 'reset'),
      'an address to confirm': await linkTo(server, email, 'confirm'),
      'an app’s mistake': '/redirect.aspx?target=NOWHERE',
      'a missing page': '/nothing-here',
      help: '/help',
      'a help page': '/help/apps',
      privacy: '/help/privacy',
      terms: '/help/terms',
      mailbox: '/mailbox',
      'an invitation': invitation,
      'sign in for an app': consent,
      'the last page': '/application/complete?target=AppAuthSuccess',
      connect: redirectTo('CONNECT', {}),
      'pick up': redirectTo('PICKUP', {}),
      'sign up for an app': redirectTo('CREATEACCOUNT', { appid: app.app.id, flow: 'eprep' }),
      'a document to take over': redirectTo('RECONCILE', {
        appid: app.app.id,
        extrecordid: own.id,
        thingid: own.id,
      }),
    },
    signedIn: {
      ...Object.fromEntries(listPages(own.id).map(address => [address, address])),
      home: '/',
      'signed in in a tab of its own': '/sign-in/done',
      'items that were deleted': '/items?state=deleted',
      'an item': `/items/${item}`,
      'changing an item': `/items/${item}/edit`,
      'what to add, sought': '/items/add?q=blood',
      'an item to add': '/items/new/medication',
      'a larger item to add': '/items/new/lab-results',
      'a file to be brought in, its columns': `/imports/${asking.id}`,
      'a file to be brought in, what is in it': `/imports/${ready.id}`,
      'an import': `/imports/${imported.id}`,
      'undoing an import': `/imports/${imported.id}/undo`,
      'its history': `/items/${item}/history`,
      'a document': `/items/${paper}`,
      'what a document is': `/items/${paper}/document`,
      'what a document belongs to': `/items/${paper}/attach`,
      'documents for an item': `/items/${deleted}/documents`,
      'a document to add to an item': `/upload?for=${item}`,
      'a deleted item': `/items/${deleted}`,
      'removing an item for good': `/items/${deleted}/purge`,
      'a chart': '/charts/blood-pressure?range=all',
      'an access': `/records/${own.id}/sharing/${person.id}`,
      'ending an access': `/records/${own.id}/sharing/${person.id}/end`,
      'an app': `/apps/${app.app.id}/${own.id}`,
      ...(await givenMessages(server, person)),
      ...(await givenPictures(server, person.id, own.id)),
      'ending an app': `/apps/${app.app.id}/${own.id}/remove`,
      ...(await developerPages(server, person.id, app)),
      consent,
      'an invitation to accept': invitation,
      'a record for an app': redirectTo('CREATERECORD', { appid: app.app.id }),
      'signing out by a link': redirectTo('APPSIGNOUT', { appid: app.app.id }),
      'records of an app': redirectTo('RECORDLIST', { appid: app.app.id }),
      items: redirectTo('VIEWITEMS', { appid: app.app.id, typeid: typeIds.weight, additem: 'true' }),
    },
  };
}

/** With a task. */
async function givenPlan(browser: HttpBrowser): Promise<void> {
  const plan = { name: unbroken('Sleep'), goal: 'Seven hours', category: 'Sleep' };
  const page = await browser.submit(await browser.open('/plans/new'), '/plans/new', plan);
  await browser.submit(page, '/plans/task', { name: unbroken('Walk'), way: 'day', count: '2' });
}

/** One that is verified, with files; one to be accepted; and one of which nothing is sure. */
async function givenMessages({ vault }: TestServer, person: Person): Promise<Record<string, string>> {
  const entity = makeEntity(
    { type: 'text/plain', content: unbroken('Dear Ada ') },
    { type: 'application/cda+xml', name: `${unbroken('visit')}.xml`, content: clinicalDocument({}) },
    { type: 'application/pdf', name: 'letter.pdf', content: await printPdf('Dear Ada') },
  );
  const subject = unbroken('Results');
  const doubted = { kind: 'unverified', why: 'not-signed' } as const;
  const sure = await givenMail(vault, person, { entity, subject });
  const waiting = await givenMail(vault, person, { subject, folder: 'unknown' });
  const unsure = await givenMail(vault, person, { entity, subject, standing: doubted, folder: 'unknown' });
  const sent = await vault.store.write(db =>
    queueMail(db, vault, {
      ...{ from: 'ada@direct.vault.example', to: 'doctor@clinic.example', kind: 'message' as const },
      entity: Buffer.from(entity),
      headers: [['Subject', subject]],
      about: {
        ...{ personId: person.id, recordId: '', subject, text: unbroken('Dear doctor ') },
        attachments: [{ name: `${unbroken('summary')}.pdf`, type: 'application/pdf', bytes: 1 }],
      },
    }),
  );
  return {
    'a message that was sent': `/messages/sent/${sent}`,
    'a message to be stopped': `/messages/sent/${sent}/stop`,
    'a message': `/messages/mail/${sure}`,
    'a document that came with a message': `/messages/mail/${sure}/files/1/read`,
    'a message of somebody to accept': `/messages/mail/${waiting}`,
    'a message of which nothing is sure': `/messages/mail/${unsure}`,
  };
}

/** A study, and files that wait for their person. */
async function givenPictures({ vault }: TestServer, personId: string, recordId: string) {
  const grant = await vault.store.read(db => makePersonGrant(db, personId, recordId, vault.clock.now()));
  const bring = async (study: string) => {
    const { id } = await beginIntake(vault, grant, unbroken('Disc'));
    const picture = makePhantom({ study, number: 1, of: 3, size: 64, patientName: `${unbroken('Kid')}^Bo` });
    await takeFile(vault, grant, id, { name: 'CT/1.dcm' }, streamOnce(picture));
    await takeFile(vault, grant, id, { name: 'README.TXT' }, streamOnce(Buffer.from('a letter')));
    return id;
  };
  const [added] = await finishIntake(vault, grant, await bring('1.2.3'), { anyway: ['1.2.3'] });
  return {
    'a study': `/items/${added?.thingId}/pictures`,
    'an item of pictures': `/items/${added?.thingId}`,
    'pictures that were brought': `/pictures/brought/${await bring('1.2.4')}`,
  };
}

/** It belongs to an item. */
async function givenDocument({ vault }: TestServer, grant: Grant, item: string): Promise<string> {
  const bytes = async function* () {
    yield await printPdf('Dear colleague');
  };
  const name = `${unbroken('Letter')}.pdf`;
  return keepFile(vault, grant, { name, contentType: 'application/pdf', item }, bytes());
}

/** The pages for developers, of an application that is configured, listed and traced. */
async function developerPages(
  server: TestServer,
  personId: string,
  testApp: TestApp,
): Promise<Record<string, string>> {
  const { vault } = server;
  const { app, thumbprint } = testApp;
  await vault.store.write(async db => {
    await db.appAdmins.add({ appId: app.id, personId, addedAt: vault.clock.now() });
    await db.appAdmins.invite({ appId: app.id, email: 'cy@example.org', invitedAt: vault.clock.now() });
    await db.appAdmins.putEntry(app.id, {
      category: 'weight',
      isListed: true,
      website: 'https://app.example',
      proposed: {
        at: vault.clock.now(),
        change: { actionUrl: 'https://app.example/other', rules: [rule({ permissions: ['Read'] })] },
        texts: [{ kind: 'name', item: '', language: 'de', text: 'Kurven' }],
      },
    });
    await givenLooks(db, app.id);
  });
  await startTracing(vault, personId, app.id);
  await (await openClient(server, testApp)).call('GetThings', { version: 3 });
  await new Promise(resolve => setImmediate(resolve));
  const master = await givenApp(vault, { name: 'Provider', kind: 'master' });
  await givenApp(vault, { name: 'Practice', kind: 'child', masterId: master.app.id });
  const base = `/develop/${app.id}`;
  const [trace] = (await findTraces(vault, app.id))!.traces;
  const parts = [
    'information',
    'appearance',
    'methods',
    'online',
    'online/new',
    'offline',
    'certificates',
    'localise',
    'localise?language=fr',
    'admins',
    'organisation',
    'directory',
    'misc',
    'tracing',
    'trial',
    'live',
    'disable',
  ];
  return {
    'a directory of apps': '/directory',
    'terms of an app': `/app-statements/${app.id}/terms`,
    'an own app': base,
    'an app that wants changes': `/operator/apps/${app.id}`,
    'refusing an app': `/operator/apps/${app.id}/refuse`,
    'an app that works': `/operator/apps/${master.app.id}`,
    'disabling an app': `/operator/apps/${master.app.id}/disable`,
    'children of a master': `/operator/apps/${master.app.id}/children`,
    'a call of an app': `${base}/tracing/${trace!.id}`,
    'removing a certificate': `${base}/certificates/${thumbprint}/remove`,
    ...Object.fromEntries(parts.map(part => [`${part} of an own app`, `${base}/${part}`])),
  };
}

/** A logo, another that waits, and terms. */
async function givenLooks(db: Writer, appId: string): Promise<void> {
  const texts = [
    { kind: 'small-logo', contentType: 'image/png', content: await logoPicture() },
    { kind: 'proposed-small-logo', contentType: 'image/png', content: await logoPicture('#aa2222') },
    { kind: 'terms-of-use', contentType: 'text/html', content: Buffer.from('<p>Be <b>kind</b>.</p>') },
  ] as const;
  for (const text of texts)
    await db.applicationTexts.replace(appId, text.kind, [{ item: '', language: '', ...text }]);
}

/** Some blood pressures, of which one was changed and one deleted. */
const weights = ['Date,Weight,Pulse,Colour', '2026-03-01,61,70,red', '2026-03-02,62,71,blue', 'soon,1,2,3'];

/** One in each state that people look at for long. */
async function givenImports(server: TestServer, owner: Parameters<typeof givenImport>[1]) {
  const other = `${weights.join('\n').replace('Colour', 'Shade')}\n2026-03-03,63,72,green`;
  const asking = await givenImport(server, owner, other, { answer: undefined });
  const imported = await givenImport(server, owner, weights.join('\n'));
  await startWriting(server.vault, imported, { typeIds: [], sources: [], lines: ['0.0'] });
  await runUntilDone(server, imported);
  const ready = await givenImport(server, owner, `${weights.join('\n')}\n2026-03-04,64,73,green`);
  return { asking, ready, imported };
}

async function givenItems(
  { vault }: TestServer,
  personId: string,
  recordId: string,
): Promise<[string, string]> {
  const grant = makeSystemGrant('tests', recordId, personId);
  const reading = (d: number) => ({ when: { date: { y: 2026, m: 5, d } }, systolic: 120 + d, diastolic: 80 });
  const writes = [1, 2, 3, 4].map(d => makeThing(bloodPressure, reading(d), 'After a walk'));
  const keys = await writeThings(vault, grant, writes, { overwrite: false });
  const [stored] = await vault.store.read(db => db.things(grant).byIds([keys[0]!.id]));
  const changed = changeThing(bloodPressure, stored!, { ...reading(1), pulse: 64 });
  await writeThings(vault, grant, [changed], { overwrite: false });
  await removeThings(vault, grant, [keys[3]!]);
  return [keys[0]!.id, keys[3]!.id];
}

describe.skipIf(!hasChromium)('every page in a browser (needs chromium)', () => {
  let scene: Scene;
  let browser: Browser;
  const opened: Page[] = [];
  beforeAll(async () => {
    scene = await setScene();
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    for (const page of opened) await page.close();
    await browser?.close();
    await scene?.server.close();
  });

  async function signedIn(width: number): Promise<{ guest: Page; ada: Page }> {
    const look = { colorScheme: 'light', viewport: { width, height: 740 }, locale: 'en-GB' } as const;
    const guest = await (await browser.newContext(look)).newPage();
    const ada = await (await browser.newContext(look)).newPage();
    opened.push(guest, ada);
    await ada.goto(`${scene.server.shellUrl}/sign-in`);
    await ada.fill('[name=email]', email);
    await ada.fill('[name=password]', goodPassword);
    await ada.press('[name=password]', 'Enter');
    await ada.waitForURL(`${scene.server.shellUrl}/`);
    return { guest, ada };
  }

  /** What axe finds that matters, on the page as it is. */
  function findViolations(page: Page, options: object): Promise<string[]> {
    return page.evaluate(async how => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const { violations } = await axe.run(how);
      return violations
        .filter(({ impact }) => ['serious', 'critical', 'moderate'].includes(impact))
        .map(({ id, nodes }) => `${id} at ${(nodes[0]?.html ?? '').slice(0, 120)}`);
    }, options);
  }

  // Each page is opened once, as the opening takes longest: narrow first, which is when its weight is taken.
  test('nothing scrolls sideways at 360 pixels, every page has one heading and loads little, from here alone, and axe finds nothing serious in light and dark', async () => {
    const { guest, ada } = await signedIn(360);
    const wrong: string[] = [];
    const { origin } = new URL(scene.server.shellUrl);
    for (const [page, paths] of [
      [guest, scene.signedOut],
      [ada, scene.signedIn],
    ] as const) {
      let bytes = 0;
      page.on('response', response => {
        const type = response.headers()['content-type'] ?? '';
        if (/css|javascript/.test(type)) bytes += Number(response.headers()['content-length'] ?? 0);
        if (!response.url().startsWith(origin)) wrong.push(`loads ${response.url()}`);
      });
      for (const [name, path] of Object.entries(paths)) {
        bytes = 0;
        await page.setViewportSize({ width: 360, height: 740 });
        await page.emulateMedia({ colorScheme: 'light' });
        await page.goto(`${scene.server.shellUrl}${path}`);
        const [over, headings] = await page.evaluate(() => [
          document.documentElement.scrollWidth - innerWidth,
          document.querySelectorAll('h1').length,
        ]);
        if (over! > 0) wrong.push(`${name} is ${over} pixels too wide`);
        if (headings !== 1) wrong.push(`${name} has ${headings} main headings`);
        if (bytes > pageBytesMax) wrong.push(`${name} loads ${bytes} bytes of script and style`);
        await page.setViewportSize({ width: 1100, height: 740 });
        // Not a script of the page, so its policy does not hold for it.
        await page.evaluate(axe);
        for (const [colorScheme, options] of schemes) {
          await page.emulateMedia({ colorScheme });
          const found = await findViolations(page, options);
          wrong.push(...found.map(one => `${name} in ${colorScheme}: ${one}`));
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 240_000);

  test('on a phone the record at hand stands beside the name, a bar with five places at the foot, and each item of a list in little room', async () => {
    const { ada } = await signedIn(390);
    // Its record becomes the one at hand.
    await ada.goto(`${scene.server.shellUrl}${scene.signedIn['an item']}`);
    await ada.goto(`${scene.server.shellUrl}/items`);
    const found = await ada.evaluate(item => {
      const middle = (selector: string) => {
        const { top, bottom } = document.querySelector(selector)!.getBoundingClientRect();
        return (top + bottom) / 2;
      };
      const boxes = (selector: string) =>
        [...document.querySelectorAll(selector)].map(one => one.getBoundingClientRect());
      const [kind, date] = boxes(`.table tr:has(a[href="${item}"]) td`);
      const targets = boxes('header a, header summary, header button').filter(({ height }) => height > 0);
      return {
        isBeside: Math.abs(middle('.switcher > summary') - middle('.brand')) < 10,
        bar: boxes('.bar-place').map(
          ({ height, bottom }) => height >= 44 && Math.abs(bottom - innerHeight) < 4,
        ),
        small: targets.filter(({ width, height }) => width < 24 || height < 24).length,
        isOneLine: Math.abs(kind!.top - date!.top) < 3,
      };
    }, scene.signedIn['an item']);
    expect(found).toEqual({ isBeside: true, bar: Array(5).fill(true), small: 0, isOneLine: true });
    await ada.getByText('More', { exact: true }).click();
    expect(await ada.getByRole('navigation', { name: 'Shortcuts' }).getByRole('link').count()).toBe(15);
    await ada.getByText('More', { exact: true }).click();
    await ada.locator('.switcher > summary').click();
    for (const box of await ada.locator('.switcher li button').all()) {
      const { x, width } = (await box.boundingBox())!;
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(390);
    }
  });
});
