// Whether an invitation is still open, and what it gives to whom, by the form that people send.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Values } from '../../shell/testing/browser.ts';
import { giveAccess, givenSignedIn, signInAs, type Visitor } from '../../shell/testing/visitors.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { closeAccount, reopenAccount } from '../people/closing.ts';
import { putRecordInBin, takeRecordOutOfBin } from '../records/bin.ts';
import type { AccessLevel } from '../records/record.ts';
import type { Writer } from '../store.ts';
import { type AccessChange, changeAccess, endAccess } from './access.ts';

const dayMs = 24 * 3_600_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { invitationTtlMs: 3 * dayMs, mailsPerReceiverPerDayMax: 1000 } });
});
afterAll(() => server?.close());

/** Ada, who invites; Bo, who is invited; Cy, who looks after Ada's record too. */
interface Cast {
  readonly ada: Visitor;
  readonly bo: Visitor;
  readonly cy: Visitor;
  /** Whom nobody invited. */
  readonly eve: Visitor;
}

interface Invited extends Cast {
  readonly code: string;
  readonly pin: string;
}

async function given(terms: Values, before?: (cast: Cast) => Promise<unknown>): Promise<Invited> {
  const [ada, bo, cy, eve] = [
    await givenSignedIn(server, 'Ada Example'),
    await givenSignedIn(server, 'Bo Example'),
    await givenSignedIn(server, 'Cy Example'),
    await givenSignedIn(server, 'Eve Example'),
  ];
  await giveAccess(server, { person: cy.person, record: ada.record }, 'custodian');
  const cast = { ada, bo, cy, eve };
  await before?.(cast);
  // The newest mail is the first one in the mailbox.
  server.clock.pass(1);
  const sharing = await ada.browser.open(`/records/${ada.record.id}/sharing`);
  const values = { email: 'bo@example.org', level: 'view', decision: 'send', ...terms };
  const page = await ada.browser.submit(sharing, '/records/sharing', values);
  const pin = /class="pin">(\d{6})</.exec(page.html)![1]!;
  const mailbox = await ada.browser.open('/mailbox');
  const mail = await ada.browser.open(/href="(\/mailbox\/[^"]+)"/.exec(mailbox.html)![1]!);
  const code = /\/invitations\/([0-9a-f]{64})/.exec(mail.html)![1]!;
  return { ...cast, code, pin };
}

/** Sent without its page, which may not be there any more. */
async function answer({ browser, person }: Visitor, { code, pin }: Invited, values: Values = {}) {
  // Time may have passed.
  await signInAs(browser, person);
  const { form } = (await browser.open('/')).form('/sign-out');
  const sent = { form, code, pin, relationship: '8', decision: 'accept', ...values };
  return browser.post('/invitations/answer', sent);
}

const accessOf = ({ person }: Visitor, { record }: Visitor) =>
  server.vault.store.read(db => db.records.access(person.id, record.id));

const change = (work: (db: Writer) => Promise<unknown>) => server.vault.store.write(work);

const becomes = ({ person }: Visitor, { record }: Visitor, by: Visitor, terms: AccessChange) =>
  change(db =>
    changeAccess(db, server.vault, by.person.id, { personId: person.id, recordId: record.id }, terms),
  );
const everything = { typeIds: undefined, expiresAt: undefined };

const suspended = ({ person: { id } }: Visitor) =>
  change(async db => db.people.update({ ...(await db.people.byId(id))!, state: 'suspended' }));

async function withdraw({ browser }: Visitor, { record }: Visitor): Promise<void> {
  const sharing = await browser.open(`/records/${record.id}/sharing`);
  const invitation = /name="invitation" value="([^"]+)"/.exec(sharing.html)![1]!;
  await browser.submit(sharing, '/records/sharing/withdraw', { invitation });
}

interface Case {
  readonly terms?: Values;
  /** Before the invitation was sent. */
  readonly before?: (cast: Cast) => Promise<unknown>;
  readonly meanwhile?: (invited: Invited) => unknown;
  readonly sent?: (invited: Invited) => Values;
  readonly status: number;
  /** What Bo may do then. */
  readonly level: AccessLevel | undefined;
  readonly isOpenStill?: true;
}

const gone = { status: 404, level: undefined };
const wrongPin = ({ pin }: Invited) => ({ pin: pin === '000000' ? '000001' : '000000' });

const cases: Record<string, Case> = {
  'gives what is offered': { status: 200, level: 'view' },
  'waits for the right PIN': { sent: wrongPin, status: 422, level: undefined, isOpenStill: true },
  'waits until a relationship is chosen': {
    sent: () => ({ relationship: '' }),
    status: 422,
    level: undefined,
    isOpenStill: true,
  },
  'is open to the end of its days': {
    meanwhile: () => server.clock.pass(3 * dayMs - 1),
    status: 200,
    level: 'view',
  },
  'is over after them': { meanwhile: () => server.clock.pass(3 * dayMs), ...gone },
  'is over when the access that it gives would be': {
    terms: { end: 'tomorrow' },
    meanwhile: () => server.clock.pass(2 * dayMs),
    ...gone,
  },
  'is used up by somebody else': { meanwhile: invited => answer(invited.eve, invited), ...gone },
  'gives nothing a second time': {
    meanwhile: async invited => {
      const { ada, bo } = invited;
      await answer(bo, invited);
      await change(db =>
        endAccess(db, server.vault, ada.person.id, { personId: bo.person.id, recordId: ada.record.id }),
      );
    },
    ...gone,
  },
  'is gone when it was declined': {
    meanwhile: invited => answer(invited.eve, invited, { decision: 'decline' }),
    ...gone,
  },
  'is gone when it was withdrawn': { meanwhile: ({ ada }) => withdraw(ada, ada), ...gone },
  'is gone when another custodian withdrew it': { meanwhile: ({ ada, cy }) => withdraw(cy, ada), ...gone },
  'opens nothing while the record is in the bin': {
    meanwhile: ({ ada }) => change(db => putRecordInBin(db, server.vault, ada.person.id, ada.record.id)),
    ...gone,
  },
  'opens the record that was taken out of the bin': {
    meanwhile: async ({ ada: { person, record } }) => {
      await change(db => putRecordInBin(db, server.vault, person.id, record.id));
      await change(db => takeRecordOutOfBin(db, server.vault, person.id, record.id));
    },
    status: 200,
    level: 'view',
  },
  'ends when who sent it may only change the record': {
    meanwhile: ({ ada, cy }) => becomes(ada, ada, cy, { ...everything, level: 'modify' }),
    ...gone,
  },
  'ends with the time for which who sent it looks after the record': {
    meanwhile: async ({ ada, cy }) => {
      const expiresAt = server.clock.now() + dayMs;
      await becomes(ada, ada, cy, { ...everything, level: 'custodian', expiresAt });
      server.clock.pass(dayMs);
    },
    ...gone,
  },
  'opens nothing while who sent it is suspended': { meanwhile: ({ ada }) => suspended(ada), ...gone },
  'opens nothing while the account of who sent it is closed': {
    meanwhile: ({ ada }) => change(db => closeAccount(db, server.vault, ada.person)),
    ...gone,
  },
  'is open again when who sent it is back': {
    meanwhile: async ({ ada: { person } }) => {
      await change(db => closeAccount(db, server.vault, person));
      await change(db => reopenAccount(db, server.vault, person));
    },
    status: 200,
    level: 'view',
  },
  'gives more to who had less': {
    terms: { level: 'modify' },
    before: ({ ada, bo }) => giveAccess(server, { ...ada, person: bo.person }, 'view'),
    status: 200,
    level: 'modify',
  },
  'gives less to who had more, as its page says': {
    before: ({ ada, bo }) => giveAccess(server, { ...ada, person: bo.person }, 'modify'),
    status: 200,
    level: 'view',
  },
  'takes nothing from who looks after the record': {
    before: ({ ada, bo }) => giveAccess(server, { ...ada, person: bo.person }, 'custodian'),
    status: 200,
    level: 'custodian',
  },
};

test.each(Object.entries(cases))('an invitation %s', async (_, of) => {
  const { terms = {}, before, meanwhile, sent, status, level, isOpenStill } = of;
  const tomorrow = new Date(server.clock.now() + dayMs).toISOString().slice(0, 10);
  const invited = await given({ ...terms, ...(terms.end && { end: tomorrow }) }, before);
  await meanwhile?.(invited);
  const page = await answer(invited.bo, invited, sent?.(invited));
  expect(page.status).toBe(status);
  expect((await accessOf(invited.bo, invited.ada))?.level).toBe(level);
  const again = await invited.eve.browser.open(`/invitations/${invited.code}`);
  expect(again.status).toBe(isOpenStill ? 200 : 404);
});

test('whoever sent an invitation and opens it looks after the record as before', async () => {
  const invited = await given({});
  const { ada } = invited;
  const before = await accessOf(ada, ada);
  expect((await answer(ada, invited)).status).toBe(200);
  expect(await accessOf(ada, ada)).toEqual(before);
});

test('an invitation to some kinds, for some days, gives no more than those', async () => {
  const end = new Date(server.clock.now() + dayMs).toISOString().slice(0, 10);
  const invited = await given({ reach: 'some', type: typeIds.weight, end });
  expect((await answer(invited.bo, invited)).status).toBe(200);
  const { typeIds: kinds, expiresAt } = (await accessOf(invited.bo, invited.ada))!;
  expect(kinds).toEqual([typeIds.weight]);
  expect(new Date(expiresAt! - 1).toISOString()).toContain(end);
});
