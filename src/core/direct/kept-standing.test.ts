// What was found of a sender stays with the message in the record, and is no more than that: whoever may write there can neither
// change what it is said of nor say it themselves.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assume, getFirst } from '../../assume.ts';
import { givenClinic, givenDirectPerson } from '../../testing/clinic.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { currentVersion } from '../../things/index.ts';
import message from '../../things/message.ts';
import type { Grant } from '../authorization/grant.ts';
import { makePersonGrant } from '../authorization/grants.ts';
import { readMessage } from '../records/messages.ts';
import { writeThings } from '../things/write.ts';
import { acceptSender, fileDirect, listInbox, moveDirect } from './inbox/inbox.ts';
import { receiveDirect } from './inbox/receive.ts';
import { readKeptStanding } from './kept-standing.ts';

let server: TestServer;
let grant: Grant;
let thingId: string;
beforeAll(async () => {
  server = await startTestServer({ directDomain: 'direct.example', limits: { directDeliveriesMax: 0 } });
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const { person, record, address: to } = await givenDirectPerson(vault);
  await acceptSender(vault, person.id, clinic.address);
  const parts = [
    { type: 'text/plain', content: 'Your results are in.' },
    { type: 'application/pdf', content: Buffer.from('%PDF'), fileName: 'a.pdf' },
  ];
  const raw = await clinic.makeMail({ to, subject: 'Results', content: { type: 'multipart/mixed', parts } });
  await receiveDirect(vault, raw, { from: clinic.address, to });
  const { messages } = await listInbox(vault, person.id, { folder: 'inbox', after: undefined, limit: 1 });
  thingId = await fileDirect(vault, person.id, getFirst(messages).id);
  await moveDirect(vault, person.id, getFirst(messages).id, 'bin');
  grant = await vault.store.read(db => makePersonGrant(db, person.id, record.id, vault.clock.now()));
});
afterAll(() => server.close());

const read = async (id = thingId) => readMessage(server.vault, grant, id);

async function readStored() {
  const found = await server.vault.store.read(async db => {
    const [thing] = await db.things(grant).byIds([thingId]);
    const sets = await db.things(grant).blobSets([thing?.blobSet ?? '']);
    return { thing, blobs: sets.get(thing?.blobSet ?? '') };
  });
  return { thing: assume(found.thing, 'the message'), blobs: assume(found.blobs, 'its blobs') };
}

/** Another message beside it, made of what the first has, and of other words. */
async function copy(change: { readonly dataXml?: string; readonly text?: string }) {
  const { thing, blobs } = await readStored();
  const bytesOf = new Map([
    ['text', Buffer.from(change.text ?? 'Your results are in.')],
    ['attachment 1', Buffer.from('%PDF')],
  ]);
  const write = {
    typeId: currentVersion(message as never).id,
    data: {
      ...{ xml: change.dataXml ?? thing.dataXml, commonXml: thing.commonXml, clientId: undefined },
      ...{ effectiveDate: thing.effectiveDate, endDate: undefined },
    },
    blobs: blobs.map(({ name, contentType }) => ({
      name,
      contentType,
      bytes: assume(bytesOf.get(name), 'its bytes'),
    })),
  };
  const [key] = await writeThings(server.vault, grant, [write], { overwrite: false });
  return read(assume(key, 'a key').id);
}

test('it outlives the folders, and holds for what is the same to the byte', async () => {
  expect(await read()).toMatchObject({
    subject: 'Results',
    kept: {
      from: 'gregor@clinic.example',
      standing: { kind: 'verified', address: 'gregor@clinic.example', boundTo: 'address' },
      isSubjectUnsure: false,
    },
  });
  expect((await copy({}))?.kept).toMatchObject({ standing: { kind: 'verified' } });
});

test('other words, another subject, another record and another vault have none of it', async () => {
  expect((await copy({ text: 'Send money to us.' }))?.kept).toBeUndefined();
  const { thing } = await readStored();
  const dataXml = thing.dataXml.replace('Results', 'Pay now');
  const changed = await copy({ dataXml });
  expect([changed?.subject, changed?.kept]).toEqual(['Pay now', undefined]);
  const { vault } = server;
  await using other = await startTestServer({ directDomain: 'direct.example' });
  const { blobs } = await readStored();
  const marked = { recordId: grant.recordId, dataXml: thing.dataXml, blobs };
  expect(readKeptStanding(vault, marked, thing.commonXml)).toBeDefined();
  expect(readKeptStanding(other.vault, marked, thing.commonXml)).toBeUndefined();
  expect(readKeptStanding(vault, { ...marked, recordId: other.vault.id }, thing.commonXml)).toBeUndefined();
  for (const commonXml of [
    thing.commonXml.replace('gregor@', 'other@'),
    thing.commonXml.replace(/mark="[^"]*"/, ''),
    '<common><extension source="urn:keepwell:direct"/></common>',
    '<common><extension source="urn:keepwell:direct"><standing>{"from":"a"}</standing></extension></common>',
  ])
    expect(readKeptStanding(vault, marked, commonXml)).toBeUndefined();
});
