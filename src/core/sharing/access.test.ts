import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lettersTo } from '../../shell/testing/letters.ts';
import { givenApp, givenPerson, type Linked, linkApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { findAppGrant } from '../authorization/grants.ts';
import { associateAlternateId } from '../healthvault/alternate-ids/alternate-ids.ts';
import { confirmAddress } from '../mail/confirm.ts';
import { closeAccount, reopenAccount } from '../people/closing.ts';
import { putRecordInBin, takeRecordOutOfBin } from '../records/bin.ts';
import type { Writer } from '../store.ts';
import { changeAccess, endAccess, giveAccess, giveBackAccess } from './access.ts';
import { acceptInvitation, invite } from './invite.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { mailsPerReceiverPerDayMax: 1000 } });
});
afterAll(() => server.close());

const hourMs = 3_600_000;

/** Ada shares a record with Bo, who lets an application read it, offline too. */
interface Shared {
  readonly ada: string;
  readonly bo: string;
  readonly recordId: string;
  readonly app: Linked;
}

async function shared(endsIn?: number): Promise<Shared> {
  const { vault } = server;
  const { person: ada, record } = await givenPerson(vault, 'Ada');
  const { person: bo } = await givenPerson(vault, 'Bo');
  const of = { ada: ada.id, bo: bo.id, recordId: record.id };
  await invited(of, endsIn);
  const app = await linkApp(server, await givenApp(vault), { person: bo, record });
  const grant = await vault.store.read(db =>
    findAppGrant(db, app.app, { id: bo.id, avenue: 'Offline' }, record.id, server.clock.now()),
  );
  await associateAlternateId(vault, app.app, grant!, `patient ${bo.id}`);
  expect(await codes(app)).toEqual([0, 0]);
  return { ...of, app };
}

async function invited({ ada, bo, recordId }: Omit<Shared, 'app'>, endsIn?: number): Promise<void> {
  const { vault } = server;
  const offer = {
    recordId,
    email: 'bo@example.org',
    level: 'view' as const,
    typeIds: undefined,
    accessEndsAt: endsIn === undefined ? undefined : server.clock.now() + endsIn,
  };
  let code = '';
  const letter = (link: string) => {
    code = link.split('/').at(-1)!;
    return { subject: 'x', text: 'x' };
  };
  const { pin } = await vault.store.write(db => invite(db, vault, ada, offer, { letter, locale: 'en-US' }));
  const answer = { code, pin, relationship: 2 };
  const accepted = await vault.store.write(db => acceptInvitation(db, vault, bo, answer));
  expect(accepted.outcome).toBe('accepted');
}

/** What an application is told that reads the record: offline, and by a token of Bo's. */
async function codes({ client, recordId, personId, userToken }: Linked): Promise<number[]> {
  const info = '<group><filter/><format><section>core</section></format></group>';
  const ask = (who: { personId: string } | { userToken: string }) =>
    client.call('GetThings', { version: 3, info, recordId, ...who });
  return [(await ask({ personId })).code, (await ask({ userToken })).code];
}

async function keptOf({ app, bo, recordId }: Shared): Promise<unknown[]> {
  return server.vault.store.read(async db => [
    await db.authorizations.everyOfPerson(bo),
    await db.alternateIds.ofRecord({ appId: app.app.id, personId: bo, recordId }),
  ]);
}

const write = (work: (db: Writer, of: Shared) => Promise<unknown>) => (of: Shared) =>
  server.vault.store.write(async db => void (await work(db, of)));

const key = ({ bo, recordId }: Shared) => ({ personId: bo, recordId });
const openly = { level: 'view', typeIds: undefined, expiresAt: undefined } as const;
const again = (of: Shared) => invited(of);

interface Way {
  readonly way: string;
  readonly endsIn?: number;
  readonly end: (of: Shared) => Promise<void>;
  readonly renew: (of: Shared) => Promise<void>;
}

/** Every way in which a person's access ends, and every one in which it comes back. */
const ways: readonly Way[] = [
  {
    way: 'ended by a custodian, who invites anew',
    end: write((db, of) => endAccess(db, server.vault, of.ada, key(of))),
    renew: again,
  },
  {
    way: 'given up, and invited anew',
    end: write((db, of) => endAccess(db, server.vault, of.bo, key(of))),
    renew: again,
  },
  {
    way: 'over, and invited anew',
    endsIn: hourMs,
    end: async () => server.clock.pass(hourMs + 1),
    renew: again,
  },
  {
    way: 'over, and made longer',
    endsIn: hourMs,
    end: async () => server.clock.pass(hourMs + 1),
    renew: write((db, of) => changeAccess(db, server.vault, of.ada, key(of), openly)),
  },
  {
    way: 'cut short by a custodian, and made longer',
    end: async of => {
      const expiresAt = server.clock.now() + 1;
      await write(db => changeAccess(db, server.vault, of.ada, key(of), { ...openly, expiresAt }))(of);
      server.clock.pass(2);
    },
    renew: write((db, of) => changeAccess(db, server.vault, of.ada, key(of), openly)),
  },
  {
    way: 'of a record in the bin, that is taken out again',
    end: write((db, of) => putRecordInBin(db, server.vault, of.ada, of.recordId)),
    renew: write((db, of) => takeRecordOutOfBin(db, server.vault, of.ada, of.recordId)),
  },
  {
    way: 'of an account that is closed, and comes back',
    end: write(async (db, of) => closeAccount(db, server.vault, (await db.people.byId(of.bo))!)),
    renew: write(async (db, of) => reopenAccount(db, server.vault, (await db.people.byId(of.bo))!)),
  },
  {
    way: 'of a record that goes with its last custodian, and comes back',
    end: write(async (db, of) => closeAccount(db, server.vault, (await db.people.byId(of.ada))!)),
    renew: write(async (db, of) => reopenAccount(db, server.vault, (await db.people.byId(of.ada))!)),
  },
];

describe('an application that was let in by an access', () => {
  test.each(ways)('has lost it with the access $way: it asks anew', async ({ endsIn, end, renew }) => {
    const of = await shared(endsIn);
    await end(of);
    for (const code of await codes(of.app)) expect(code).not.toBe(0);
    await renew(of);
    const access = await server.vault.store.read(db => db.records.access(of.bo, of.recordId));
    expect(access?.expiresAt).toBeUndefined();
    expect((await codes(of.app))[0]).toBe(11);
    expect(await keptOf(of)).toEqual([[], []]);
  });

  test('keeps it through changes that do not end the access', async () => {
    const of = await shared(hourMs);
    await write(db => changeAccess(db, server.vault, of.ada, key(of), { ...openly, level: 'modify' }))(of);
    server.clock.pass(hourMs + 1);
    await invited(of);
    expect((await codes(of.app))[0]).toBe(0);
  });

  test('of another person keeps what it has', async () => {
    const [of, other] = [await shared(), await shared()];
    await write(db => endAccess(db, server.vault, of.ada, key(of)))(of);
    expect((await codes(other.app))[0]).toBe(0);
  });
});

test('an access that a custodian ends and gives back again and again sends so many mails and no more', async () => {
  await using small = await startTestServer({ limits: { mailsPerReceiverPerDayMax: 2 } });
  const { vault } = small;
  const { person: ada, record } = await givenPerson(vault, 'Ada');
  const { person: bo } = await givenPerson(vault, 'Bo');
  const of = { personId: bo.id, recordId: record.id };
  const access = {
    ...of,
    level: 'view' as const,
    typeIds: undefined,
    relationship: 2,
    createdAt: 0,
    expiresAt: undefined,
  };
  await vault.store.write(async db => {
    await giveAccess(db, vault, access);
    await confirmAddress(db, vault, bo.id);
    for (let i = 0; i < 5; i++) {
      const ended = await endAccess(db, vault, ada.id, of);
      await giveBackAccess(db, vault, ada.id, { ...ended, endedAt: vault.clock.now() });
    }
  });
  const mails = await lettersTo(small, bo.email);
  expect(mails.map(({ subject }) => subject)).toEqual([
    expect.stringContaining('ended'),
    expect.stringContaining('ended'),
  ]);
});
