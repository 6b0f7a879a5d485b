// An address gives nothing to who has not shown that it is theirs.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser } from '../../shell/testing/browser.ts';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { startMailServer, type TestMailServer } from '../../testing/smtp.ts';
import { addOperator } from '../operator/operator.ts';
import { confirmAddress } from './confirm.ts';

let mailServer: TestMailServer;
let server: TestServer;
let first: Visitor;
beforeAll(async () => {
  mailServer = await startMailServer();
  const smtpUrl = `smtp://localhost:${mailServer.port}`;
  server = await startTestServer({ smtpUrl, mailFrom: 'keepwell@vault.example' });
  first = await givenSignedIn(server, 'Olga First');
});
afterAll(async () => {
  await server?.close();
  await mailServer?.close();
});

const confirm = ({ person }: Visitor) =>
  server.vault.store.write(db => confirmAddress(db, server.vault, person.id));
const isOperator = ({ person }: Visitor) => server.vault.store.read(db => db.operators.is(person.id));

test('whoever only claims an address is not made an operator by it', async () => {
  const claimant = await givenSignedIn(server, 'Cleo Claimant');
  const { email } = claimant.person;
  const page = await first.browser.open('/operator/operators');
  const add = () => first.browser.submit(page, '/operator/operators/add', { email });
  expect((await add()).status).toBe(422);
  expect(await isOperator(claimant)).toBe(false);
  await confirm(claimant);
  expect((await add()).text).toContain('Cleo Claimant is an operator now.');
  expect(await isOperator(claimant)).toBe(true);
});

test('the command line names whom it likes: whoever has it has the vault', async () => {
  const claimant = await givenSignedIn(server, 'Cleo Claimant');
  const { email } = claimant.person;
  await server.vault.store.write(db => addOperator(db, server.vault, { email, by: undefined }));
  expect(await isOperator(claimant)).toBe(true);
});

test('an invitation to configure an app is for who reads the mail to its address', async () => {
  const { browser } = first;
  const made = await browser.submit(await browser.open('/develop/new'), '/develop/new', {
    name: 'Curves',
    kind: 'web',
  });
  const id = made.url.pathname.split('/')[2]!;
  const claimant = await givenSignedIn(server, 'Cleo Claimant');
  const admins = `/develop/${id}/admins`;
  await browser.submit(await browser.open(admins), admins, { email: claimant.person.email });
  const accept = async () => {
    const { form } = (await claimant.browser.open('/develop/new')).form('/develop/new');
    return claimant.browser.post('/develop/invitation', { form, app: id, decision: 'accept' });
  };
  await accept();
  expect((await claimant.browser.open(`/develop/${id}`)).status).toBe(404);
  await confirm(claimant);
  await accept();
  expect((await claimant.browser.open(`/develop/${id}`)).status).toBe(200);
  expect((await new Browser(server).open(`/develop/${id}`)).url.pathname).toBe('/sign-in');
});
