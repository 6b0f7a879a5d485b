// A message that waited for somebody: by its code, and the answer to its question, they have it among theirs.
import { expect, test } from 'vitest';
import { receiveDirect } from '../../../core/direct/inbox/receive.ts';
import { openMail } from '../../../core/mail/deliver.ts';
import { givenClinic } from '../../../testing/clinic.ts';
import { startTestServer } from '../../../testing/server.ts';
import { givenSignedIn } from '../../testing/visitors.ts';

test('the code and the answer bring the message, and a wrong one is told', async () => {
  await using server = await startTestServer({ directDomain: 'direct.vault.example' });
  const { vault } = server;
  const clinic = await givenClinic(vault);
  const to = 'newuser@direct.vault.example';
  const content = { type: 'text/plain', content: 'Welcome to the clinic.' };
  const raw = await clinic.makeMail({ to, subject: 'ada@example.org;Your dog?;Rex;Hello', content });
  await receiveDirect(vault, raw, { from: clinic.address, to });
  const letters = await vault.store.read(db => db.mail.inMailbox(5));
  const [letter] = letters
    .map(one => openMail(vault, one))
    .filter(one => one.to.address === 'ada@example.org');
  const [code = ''] = /([A-Z]{4}-){4}[A-Z]{4}/.exec(letter?.text ?? '') ?? [];
  const [path = ''] = /\/messages\/pick-up/.exec(letter?.text ?? '') ?? [];
  const { browser } = await givenSignedIn(server);
  const first = await browser.open(path);
  const unknown = await browser.submit(first, path, { code: 'BBBB-BBBB-BBBB-BBBB-BBBB' });
  expect([unknown.status, unknown.text.includes('There is no such code here')]).toEqual([422, true]);
  const asked = await browser.submit(first, path, { code: code.toLowerCase() });
  expect(asked.text).toContain('Your dog?');
  const wrong = await browser.submit(asked, path, { answer: 'Bello' });
  expect([wrong.status, wrong.text.includes('You have 2 more tries')]).toEqual([422, true]);
  const message = await browser.submit(wrong, path, { answer: 'REX' });
  expect(message.text).toContain('Hello');
  expect(message.text).toContain('Welcome to the clinic.');
  expect((await browser.open('/messages/unknown')).text).toContain('Hello');
  const again = await browser.submit(first, path, { code });
  expect(again.status).toBe(422);
});
