// Who reaches the pictures of a study, what they get, and pictures that are brought in without script.
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeReads } from '../../../core/audit/reads.ts';
import { makePersonGrant } from '../../../core/authorization/grants.ts';
import type { ThingBlob } from '../../../core/blobs/blob.ts';
import { streamOnce } from '../../../core/blobs/keep.ts';
import { drawStill } from '../../../core/imaging/frames/frames.ts';
import { openStudyThing } from '../../../core/imaging/held.ts';
import { beginIntake, takeFile } from '../../../core/imaging/take.ts';
import { appendZip, beginZip } from '../../../core/imaging/unzip.ts';
import { element, type WrittenElement } from '../../../formats/dicom/write.ts';
import { makeDicom } from '../../../testing/dicom-files.ts';
import { givenStudy } from '../../../testing/given-study.ts';
import { makePhantom } from '../../../testing/phantom.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { makeZip } from '../../../testing/source-files.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { intakeHref } from '../../items/pictures/links.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';
import { countFrames, findFrame, findMiddle } from './study.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const size = 32;
const slice = (number: number) =>
  makePhantom({ study: '1.2.3', number, of: 3, size, patientName: 'Example^Ada' });

async function grantOf({ person, record }: Pick<Visitor, 'person' | 'record'>) {
  const { store, clock } = server.vault;
  return store.read(db => makePersonGrant(db, person.id, record.id, clock.now()));
}

async function givenPictures(owner: Visitor, files = [slice(1), slice(2), slice(3)]): Promise<string> {
  const id = await givenStudy(server.vault, await grantOf(owner), [{ description: 'Axial', files }]);
  return `/items/${id}/pictures`;
}

/** The addresses that a page of a study hands out. */
async function addressesOf({ browser }: Visitor, href: string): Promise<string[]> {
  const { html } = await browser.open(href);
  const [, frames = ''] = /data-frames="([^"]+)"/.exec(html) ?? [];
  const [, file = ''] = /data-files="([0-9a-f-]+)/.exec(html) ?? [];
  const own = ['', '/preview', '/disc.zip', `/still/${file}/0?size=large`].map(end => `${href}${end}`);
  return [...own, `${frames}/${file}/0`];
}

const statusesOf = async ({ browser }: Visitor, addresses: readonly string[]) =>
  Promise.all(addresses.map(async address => (await browser.send(address)).status));

describe('who reaches a study', () => {
  test('is who may read it, while they may, and nobody else', async () => {
    const ada = await givenSignedIn(server);
    const href = await givenPictures(ada);
    const addresses = await addressesOf(ada, href);
    expect(await statusesOf(ada, addresses)).toEqual([200, 200, 200, 200, 200]);

    const stranger = await givenSignedIn(server, 'Eve Example');
    expect(await statusesOf(stranger, addresses)).toEqual([404, 404, 404, 404, 404]);

    const trimmed = await givenSignedIn(server, 'Tom Example');
    await giveAccess(server, { person: trimmed.person, record: ada.record }, 'view', [typeIds.weight]);
    expect(await statusesOf(trimmed, addresses)).toEqual([404, 404, 404, 404, 404]);

    const guest = await givenSignedIn(server, 'Bo Example');
    await giveAccess(server, { person: guest.person, record: ada.record }, 'view');
    const his = await addressesOf(guest, href);
    expect(await statusesOf(guest, his)).toEqual([200, 200, 200, 200, 200]);
    // An address of frames is its person's own.
    expect((await guest.browser.send(addresses.at(-1)!)).status).toBe(404);
    await giveAccess(server, { person: guest.person, record: ada.record }, 'view', [typeIds.weight]);
    expect(await statusesOf(guest, his)).toEqual([404, 404, 404, 404, 404]);
  });

  test('who may only look marks no picture', async () => {
    const ada = await givenSignedIn(server);
    const href = await givenPictures(ada);
    const guest = await givenSignedIn(server, 'Bo Example');
    await giveAccess(server, { person: guest.person, record: ada.record }, 'view');
    const page = await guest.browser.open(href);
    expect(page.text).not.toContain('Mark as key picture');
    const { form } = (await guest.browser.open('/find')).form('/find') as { form: string };
    const [, picture = ''] = /data-files="([0-9a-f-]+)/.exec(page.html) ?? [];
    const tried = await guest.browser.post(`${href}/key`, { form, picture });
    expect(tried.status).toBe(403);
    expect((await ada.browser.open(href)).html).toContain('data-keys=""');
    const own = await ada.browser.open(href);
    const marked = await ada.browser.submit(own, `${href}/key`);
    expect(marked.text).toContain('It is a key picture now.');
    expect(marked.html).toContain(`data-keys="${own.form(`${href}/key`).picture}"`);
  });

  test('looks at frames are told by the page that handed them out', async () => {
    const ada = await givenSignedIn(server);
    const guest = await givenSignedIn(server, 'Bo Example');
    await giveAccess(server, { person: guest.person, record: ada.record }, 'view');
    await addressesOf(guest, await givenPictures(ada));
    await writeReads(server.vault);
    const { text } = await ada.browser.open('/activity');
    expect(text).toContain('the pictures of a study');
  });
});

describe('a frame', () => {
  test('is what is told of it, then its numbers', async () => {
    const ada = await givenSignedIn(server);
    const address = (await addressesOf(ada, await givenPictures(ada))).at(-1)!;
    const cookie = [...ada.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(address, server.shellUrl), { headers: { cookie } });
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const bytes = Buffer.from(await answer.arrayBuffer());
    const length = bytes.readUInt32LE();
    const facts = JSON.parse(bytes.toString('utf8', 4, 4 + length));
    expect(facts).toMatchObject({ rows: size, columns: size, kind: 'u16', intercept: -1024, unit: 'HU' });
    expect((4 + length) % 8).toBe(0);
    expect(bytes.length).toBe(4 + length + size * size * 2);
  });

  test('that a browser has is not sent again, and is not shown to whoever may not see it any more', async () => {
    const ada = await givenSignedIn(server);
    const guest = await givenSignedIn(server, 'Bo Example');
    await giveAccess(server, { person: guest.person, record: ada.record }, 'view');
    const [address = ''] = (await addressesOf(guest, await givenPictures(ada))).slice(-1);
    const ask = (tag: string) => guest.browser.send(address, { headers: { 'if-none-match': tag } });
    const first = await guest.browser.send(address);
    const tag = first.headers.get('etag') ?? '';
    expect([(await ask(tag)).status, (await ask(tag)).html]).toEqual([304, '']);
    expect((await ask('"another"')).status).toBe(200);
    expect(
      (await guest.browser.send(address.replace(/0$/, '1'), { headers: { 'if-none-match': tag } })).status,
    ).toBe(422);
    await giveAccess(server, { person: guest.person, record: ada.record }, 'view', [typeIds.weight]);
    expect((await ask(tag)).status).toBe(404);
    await giveAccess(server, { person: guest.person, record: ada.record }, 'view');
    expect((await ask(tag)).status).toBe(304);
    guest.browser.cookies.clear();
    expect((await ask(tag)).status).not.toBe(304);
  });

  test('that cannot be shown says why', async () => {
    const limits = { pictureFileBytesMax: 1000 };
    const ada = await givenSignedIn(server);
    const junk = (await addressesOf(ada, await givenPictures(ada, [Buffer.from('no picture')]))).at(-1)!;
    const answer = await ada.browser.send(junk);
    expect([answer.status, JSON.parse(answer.html)]).toEqual([422, { why: 'broken' }]);
    await using small = await startTestServer({ limits });
    const bo = await givenSignedIn(small);
    const grant = await small.vault.store.read(db =>
      makePersonGrant(db, bo.person.id, bo.record.id, small.clock.now()),
    );
    const id = await givenStudy(small.vault, grant, [{ description: 'Axial', files: [slice(1)] }]);
    const large = await bo.browser.send((await addressesOf(bo, `/items/${id}/pictures`)).at(-1)!);
    expect([large.status, JSON.parse(large.html)]).toEqual([422, { why: 'too-large' }]);
  });

  test('whose thread takes too long, or more memory than it may, says so', async () => {
    await using hasty = await startTestServer({ limits: { pictureDrawMs: 0 } });
    const bo = await givenSignedIn(hasty);
    const grant = await hasty.vault.store.read(db =>
      makePersonGrant(db, bo.person.id, bo.record.id, hasty.clock.now()),
    );
    const id = await givenStudy(hasty.vault, grant, [{ description: 'Axial', files: [slice(1)] }]);
    const address = (await addressesOf(bo, `/items/${id}/pictures`)).at(-1)!;
    const late = await bo.browser.send(address);
    expect([late.status, JSON.parse(late.html)]).toEqual([422, { why: 'took-too-long' }]);
    // It is not tried again for a while.
    Object.assign(hasty.vault.limits, { pictureDrawMs: 15_000 });
    expect((await bo.browser.send(address)).status).toBe(422);
    hasty.clock.pass(hasty.vault.limits.pictureRestMs);
    expect((await bo.browser.send(address)).status).toBe(200);
  });
});

describe('a file that lies', () => {
  const told = (...more: WrittenElement[]) =>
    makeDicom({ study: '1.2.9', rows: 64, columns: 64, pixels: Buffer.alloc(64 * 64 * 2, 7), more });

  test('about how many frames it has costs nobody more than the frames it has', async () => {
    const ada = await givenSignedIn(server);
    const grant = await grantOf(ada);
    const files = ['200000000', '9999999999'].map(frames => told(element('00280008', 'IS', frames)));
    const id = await givenStudy(server.vault, grant, [{ description: 'Axial', files }]);
    await openStudyThing(server.vault, grant, id);
    const page = await ada.browser.open(`/items/${id}/pictures`);
    expect(page.text).toContain('2 pictures');
    expect(/data-files="([^"]+)"/.exec(page.html)?.[1]).toMatch(/^\S+:1 \S+:1$/);
    expect(await statusesOf(ada, [`/items/${id}/pictures/preview`])).toEqual([200]);
  });

  test('is one of a study of which no more frames are shown than may be, and one of each file', async () => {
    await using small = await startTestServer({ limits: { pictureFramesMax: 4 } });
    const bo = await givenSignedIn(small);
    const grant = await small.vault.store.read(db =>
      makePersonGrant(db, bo.person.id, bo.record.id, small.clock.now()),
    );
    const three = { rows: 4, columns: 4, pixels: Buffer.alloc(4 * 4 * 2 * 3) };
    const more = [element('00280008', 'IS', '3')];
    const files = [1, 2, 3].map(number => makeDicom({ study: '1.2.9', number, ...three, more }));
    const id = await givenStudy(small.vault, grant, [{ description: 'Axial', files }]);
    await openStudyThing(small.vault, grant, id);
    const { html } = await bo.browser.open(`/items/${id}/pictures`);
    expect(/data-files="([^"]+)"/.exec(html)?.[1]).toMatch(/^\S+:3 \S+:1 \S+:1$/);
  });

  test('about the shape of its pixels is drawn as if it said nothing', async () => {
    const ada = await givenSignedIn(server);
    const shapes = ['100000\\1', '1\\100000', '1e9\\1e-9', '1e300\\1e-300', '2\\1'];
    const files = shapes.map(shape => told(element('00280030', 'DS', shape)));
    const grant = await grantOf(ada);
    const id = await givenStudy(server.vault, grant, [{ description: 'Axial', files }]);
    const blobs = await server.vault.store.read(async db => {
      const [thing] = await db.things(grant).byIds([id]);
      const sets = await db.things(grant).blobSets([thing?.blobSet ?? '']);
      return [...sets.values()].flat().toSorted((a, b) => (a.name < b.name ? -1 : 1));
    });
    const sizes = [];
    for (const blob of blobs) {
      const drawn = await drawStill(server.vault, { personId: ada.person.id, blob, frame: 0 }, { box: 100 });
      const { width, height } = await sharp(drawn as Buffer).metadata();
      sizes.push([width, height]);
    }
    expect(sizes).toEqual([...Array.from({ length: 4 }, () => [64, 64]), [50, 100]]);
  });
});

test('a place among the frames of a series is found by counting', () => {
  const pictures = [3, 1, 2].map((frames, i) => ({ blob: { blobId: `${i}` } as ThingBlob, frames }));
  expect(countFrames(pictures)).toBe(6);
  const places = Array.from({ length: 7 }, (_, at) => findFrame(pictures, at));
  expect(places.map(found => found && `${found.blob.blobId} ${found.frame}`)).toEqual([
    ...['0 0', '0 1', '0 2', '1 0', '2 0', '2 1'],
    undefined,
  ]);
  expect(findMiddle(pictures)).toMatchObject({ blob: { blobId: '1' }, frame: 0 });
});

describe('pictures without script', () => {
  async function send({ browser, record }: Visitor, name: string, bytes: Buffer) {
    const { form } = (await browser.open('/pictures')).form('/pictures') as { form: string };
    const body = new FormData();
    body.set('form', form);
    body.set('record', record.id);
    body.set('file', new Blob([Uint8Array.from(bytes)]), name);
    return browser.open('/pictures', {
      method: 'POST',
      body,
      headers: { origin: new URL(server.shellUrl).origin },
    });
  }

  test('a zip is unpacked, seen and added', async () => {
    const ada = await givenSignedIn(server);
    const zip = await makeZip({ 'CT/1.dcm': slice(1), 'CT/2.dcm': slice(2), 'notes.txt': Buffer.from('x') });
    const seen = await send(ada, 'disc.zip', zip);
    expect(seen.text).toContain('What is in disc.zip');
    expect(seen.text).toContain('2 pictures');
    expect(seen.text).toContain('No DICOM file (1): notes.txt');
    const [, study] = /name="study" value="([0-9.]+)"/.exec(seen.html) ?? [];
    const added = await ada.browser.submit(seen, seen.url.pathname, { study, do: 'add' });
    expect(added.text).toContain('The study was added.');
    expect(added.url.pathname).toMatch(/\/pictures$/);
    expect((await ada.browser.open('/pictures')).text).toContain('CT of the chest');
  });

  test('a study of a zip that is not unpacked yet is not offered, and not added', async () => {
    const ada = await givenSignedIn(server);
    const { vault } = server;
    const grant = await grantOf(ada);
    const { id } = await beginIntake(vault, grant, 'disc.zip');
    await takeFile(vault, grant, id, { name: '1' }, streamOnce(slice(1)));
    const zip = await makeZip({ 'CT/2.dcm': slice(2) });
    await beginZip(vault, grant, id, zip.length);
    await appendZip(vault, grant, id, { from: 0, isLast: true, bytes: streamOnce(zip) });
    const href = intakeHref(id);
    const early = await ada.browser.open(href);
    expect(early.text).toContain('A zip is not unpacked yet.');
    expect(early.html).not.toContain('value="add"');
    const { form } = early.form(href) as { form: string };
    const tried = await ada.browser.post(href, { form, study: '1.2.3', do: 'add' });
    expect(tried.status).toBe(422);
    expect(tried.text).toContain('Unpack the rest first');
    const late = await ada.browser.submit(tried, href, { do: 'unpack' });
    expect(late.html).toContain('value="add"');
    const added = await ada.browser.submit(late, href, { study: '1.2.3', do: 'add' });
    expect(added.text).toContain('The study was added.');
    expect(added.text).toContain('2 pictures');
  });

  test('a zip that broke off is left out, and the rest added', async () => {
    const ada = await givenSignedIn(server);
    const { vault } = server;
    const grant = await grantOf(ada);
    const { id } = await beginIntake(vault, grant, 'disc.zip');
    await takeFile(vault, grant, id, { name: '1' }, streamOnce(slice(1)));
    await beginZip(vault, grant, id, 1000);
    const href = intakeHref(id);
    const early = await ada.browser.open(href);
    expect(early.text).toContain('A zip is on its way, or broke off.');
    expect(early.html).not.toContain('value="add"');
    const late = await ada.browser.submit(early, href, { do: 'leave' });
    expect(late.text).not.toContain('A zip');
    const added = await ada.browser.submit(late, href, { study: '1.2.3', do: 'add' });
    expect(added.text).toContain('The study was added.');
  });

  test('what is no zip, or nothing, is told of at its field; and somebody else’s upload is not there', async () => {
    const ada = await givenSignedIn(server);
    const bad = await send(ada, 'disc.zip', Buffer.from('no zip'));
    expect([bad.status, bad.text]).toEqual([422, expect.stringContaining('The file is no zip')]);
    expect((await send(ada, '', Buffer.alloc(0))).text).toContain('Choose a file.');
    const seen = await send(ada, 'a.dcm', slice(1));
    const eve = await givenSignedIn(server, 'Eve Example');
    expect((await eve.browser.open(seen.url.pathname)).status).toBe(404);
    const { form } = (await eve.browser.open('/find')).form('/find') as { form: string };
    expect((await eve.browser.post(seen.url.pathname, { form, do: 'drop' })).status).toBe(404);
    const dropped = await ada.browser.submit(seen, seen.url.pathname, { do: 'drop' });
    expect(dropped.text).toContain('What came was dropped.');
  });
});
