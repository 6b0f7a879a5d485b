// Mail to postmaster, which anybody may write: as text, to those who run the vault, within bounds, and to nobody's record.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { givenClinic, givenDirectPerson } from '../../../testing/clinic.ts';
import { RawSmtp } from '../../../testing/raw-smtp.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { openMail as openLetter } from '../../mail/deliver.ts';
import { receiveDirect } from './receive.ts';

let server: TestServer;
let operator: Awaited<ReturnType<typeof givenDirectPerson>>;

beforeEach(async () => {
  server = await startTestServer({
    ...{ directDomain: 'direct.example', directPort: 0 },
    limits: {
      ...{ directPostmasterPerHourMax: 4, directPostmasterPerAddressPerHourMax: 2 },
      ...{ directPostmasterBytesMax: 5000, directPostmasterCharactersMax: 100 },
    },
  });
  operator = await givenDirectPerson(server.vault, 'Olga Operator');
  await givenDirectPerson(server.vault);
  await addOperator(operator.person.id);
});
afterEach(() => server.close());

async function addOperator(personId: string): Promise<void> {
  const { store, clock } = server.vault;
  const row = { personId, addedAt: clock.now(), addedBy: undefined };
  await store.write(db => db.operators.add(row));
}

async function readLetters() {
  const queued = await server.vault.store.read(db => db.mail.inMailbox(20));
  return queued.map(one => openLetter(server.vault, one));
}

const take = (raw: string, to = 'postmaster@direct.example', from = 'ann@partner.example') =>
  receiveDirect(server.vault, Buffer.from(raw.replace(/\n/g, '\r\n')), { from, to });

const plain = (id: string, text = 'Your MX points nowhere.') =>
  `From: Ann <ann@partner.example>\nTo: postmaster@direct.example\nSubject: Your zone\nMessage-ID: <${id}@partner.example>\n\n${text}\n`;

test('it is handed on as text to those who run the vault, once', async () => {
  expect(await take(plain('1'))).toBe('handed-on');
  expect(await take(plain('1'))).toBe('duplicate');
  expect(await take(plain('2'), 'Postmaster@Direct.Example')).toBe('handed-on');
  expect(await take(plain('3'), 'postmaster')).toBe('handed-on');
  const letters = await readLetters();
  expect(letters.map(({ to }) => to.address)).toEqual(Array(3).fill(operator.person.email));
  const { subject, text = '', html } = letters[0] ?? {};
  expect(subject).toBe('Mail to postmaster of direct.example');
  expect(text).toContain('nothing of it was checked');
  expect(text).toContain('“Ann <ann@partner. example>”');
  expect(text).toContain('“Your zone”');
  expect(text).toContain('\n> Your MX points nowhere.');
  expect(html).toBeUndefined();
  const stored = await server.vault.store.read(db => db.directInbox.lastReceivedAt());
  expect(stored).toBeUndefined();
});

test('of HTML the text goes on, files stay out, and what is long is cut', async () => {
  const html = `<p>Read</p><script>alert(1)</script><img src="https://evil.example/x.png">${'long '.repeat(100)}`;
  const parts = [
    '--b\nContent-Type: text/html\n\n',
    html,
    '\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\n%PDF-1.4\n--b--',
  ];
  await take(
    `From: ann@partner.example\nSubject: =?utf-8?Q?=E2=80=9D_https=3A//evil.example?=\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n${parts.join('')}\n`,
  );
  const { text = '' } = (await readLetters())[0] ?? {};
  expect(text).toContain('> Read');
  expect(text).not.toMatch(/alert|<script|x\.png|https:\/\/evil/);
  expect(text).toContain('1 file was left out.');
  expect(text).toContain('as far as it fits in here');
  expect(text.split('> ').slice(1).join('').length).toBeLessThan(150);
});

test('what is encrypted, too large or too often is refused, and nothing of it goes on', async () => {
  const clinic = await givenClinic(server.vault);
  const to = 'postmaster@direct.example';
  const raw = await clinic.makeMail({ to, content: { type: 'text/plain', content: 'secret' } });
  const envelope = { from: clinic.address, to };
  await expect(receiveDirect(server.vault, raw, envelope)).rejects.toMatchObject({ code: 554 });
  await expect(take(plain('1', 'x'.repeat(5000)))).rejects.toMatchObject({ code: 552 });
  for (const id of ['1', '2', '3', '4']) expect(await take(plain(id))).toBe('handed-on');
  await expect(take(plain('5'))).rejects.toMatchObject({ code: 451 });
  expect(await readLetters()).toHaveLength(4);
  server.clock.pass(3_600_001);
  expect(await take(plain('5'))).toBe('handed-on');
});

test('what a program sent by itself is taken and goes to nobody, however much of it comes', async () => {
  for (let n = 0; n < 5; n++) {
    expect(await take(plain(`bounce ${n}`), undefined, '')).toBe('dropped');
    expect(await take(`Auto-Submitted: auto-replied\n${plain(`reply ${n}`)}`)).toBe('dropped');
  }
  expect(await readLetters()).toEqual([]);
  expect(await take(`Auto-Submitted: no\n${plain('1')}`)).toBe('handed-on');
});

test('nothing in it turns around what stands beside it, and one that names no sender says so', async () => {
  const turned = '\u202e\u2066\u200f\u061c';
  await take(
    `From: ${turned}Ann <ann@partner.example>\nSubject: Your ${turned}zone\nContent-Type: text/plain; charset=utf-8\n\nIt ${turned}is down.\n`,
  );
  const [named = ''] = (await readLetters()).map(({ text }) => text);
  expect(named).not.toMatch(/\p{Bidi_Control}/u);
  expect(named).toContain('“Your zone”');
  expect(named).toContain('> It is down.');
  await take('From: \nSubject: Nobody\n\nx\n');
  const letters = await readLetters();
  const nameless = 'It does not say who it is from. Its subject is “Nobody”.';
  expect(letters.map(({ text }) => text)).toContainEqual(expect.stringContaining(nameless));
});

test('where nobody can be told it may come again', async () => {
  await server.vault.store.write(db => db.operators.remove(operator.person.id));
  await expect(take(plain('1'))).rejects.toMatchObject({ code: 451 });
  await addOperator(operator.person.id);
  expect(await take(plain('1'))).toBe('handed-on');
});

test('a mail server may bring it, without a domain too, so often and no oftener', async () => {
  const bring = async (to: string, id: string) => {
    const client = RawSmtp.open(server.directPort ?? 0);
    await client.read();
    const code = await client.send(to, Buffer.from(plain(id).replace(/\n/g, '\r\n')), 'ann@partner.example');
    client.close();
    return code;
  };
  expect(await bring('Postmaster', '1')).toBe(250);
  expect(await bring('postmaster@direct.example', '2')).toBe(250);
  expect(await bring('postmaster@direct.example', '3')).toBe(450);
  expect(await bring('postmaster@elsewhere.example', '4')).toBe(550);
  expect(await readLetters()).toHaveLength(2);
});
