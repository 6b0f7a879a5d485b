// Who reaches the pictures of a study, what they get, and pictures that are brought in without script.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeReads } from '../../../core/audit/reads.ts';
import { makePersonGrant } from '../../../core/authorization/grants.ts';
import { givenStudy } from '../../../testing/given-study.ts';
import { makePhantom } from '../../../testing/phantom.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { makeZip } from '../../../testing/source-files.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

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
    expect(answer.headers.get('cache-control')).toBe('private, max-age=600, immutable');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const bytes = Buffer.from(await answer.arrayBuffer());
    const length = bytes.readUInt32LE();
    const facts = JSON.parse(bytes.toString('utf8', 4, 4 + length));
    expect(facts).toMatchObject({ rows: size, columns: size, kind: 'u16', intercept: -1024, unit: 'HU' });
    expect((4 + length) % 8).toBe(0);
    expect(bytes.length).toBe(4 + length + size * size * 2);
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
    const late = await bo.browser.send((await addressesOf(bo, `/items/${id}/pictures`)).at(-1)!);
    expect([late.status, JSON.parse(late.html)]).toEqual([422, { why: 'took-too-long' }]);
  });
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
