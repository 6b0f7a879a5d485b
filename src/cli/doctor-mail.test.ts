import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { sendMail } from '../core/mail/send.ts';
import { startServer } from '../main.ts';
import { testClock } from '../testing/clock.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startMailServer } from '../testing/smtp.ts';

async function mailCheck(data: string): Promise<{ ok: boolean; detail: string }> {
  const { out } = await keepwell(['doctor', '--json', '--data', data]);
  return JSON.parse(out).find(({ check }: { check: string }) => check === 'mail');
}

test('doctor says that a vault in production without a mail server sends none', async () => {
  const data = tempFolder();
  writeFileSync(join(data, 'keepwell.json'), '{"mode": "production"}');
  expect((await mailCheck(data)).detail).toContain('None can be sent: no mail server is set.');
});

test('doctor tries the mail server, counts what waits and was given up, and shows no password', async () => {
  const data = tempFolder();
  const login = { user: 'keepwell', password: 'hush-hush' };
  const mailServer = await startMailServer({ login });
  const smtpUrl = `smtp://keepwell:hush-hush@127.0.0.1:${mailServer.port}`;
  const settings = { smtpUrl, mailFrom: 'keepwell@vault.example' };
  writeFileSync(join(data, 'keepwell.json'), JSON.stringify(settings));
  mailServer.refusals.set('nobody@example.org', 550);
  const config = readConfig({ data, port: 0, logLevel: 'silent' }, {});
  const server = await startServer(config, { clock: testClock() });
  const { vault } = server;
  const queue = (address: string) =>
    vault.store.write(db =>
      sendMail(db, vault, { to: { name: '', address }, subject: 's', text: 't', locale: 'en' }),
    );
  await queue('nobody@example.org');
  await server.background.run('send mail');
  await queue('ada@example.org');
  await server.close();
  expect(await mailCheck(data)).toMatchObject({
    ok: true,
    detail:
      'It is sent from keepwell@vault.example; 1 waiting, 1 given up in the last month (EENVELOPE 550).',
  });
  await mailServer.close();
  const away = await mailCheck(data);
  expect(away).toMatchObject({ ok: false, detail: expect.stringContaining('cannot be used (ESOCKET)') });
  expect(away.detail).not.toContain('hush');
});

test('app admit lets a person authorise an application that restricts its users', async () => {
  const data = tempFolder();
  const { createPerson } = await import('../core/people/accounts.ts');
  const { openVault } = await import('../main.ts');
  const vault = await openVault(readConfig({ data }, {}));
  const made = await keepwell([
    'app',
    'create',
    '--name',
    'Ward',
    '--restrict-users',
    '--data',
    data,
    '--json',
  ]);
  const { id } = JSON.parse(made.out);
  const person = await vault.store.write(db =>
    createPerson(db, vault, {
      email: 'Ada@example.org',
      name: 'Ada',
      passwordHash: undefined,
      birthDate: '1980-01-01',
      country: 'CH',
    }),
  );
  const admit = (email: string) => keepwell(['app', 'admit', id, email, '--data', data]);
  expect(await admit('ada@example.org')).toMatchObject({
    code: 0,
    out: expect.stringContaining('may authorise'),
  });
  expect(await vault.store.read(db => db.admissions.has(id, person.id))).toBe(true);
  expect(await admit('bob@example.org')).toMatchObject({ code: 1 });
  await vault.store.close();
});
