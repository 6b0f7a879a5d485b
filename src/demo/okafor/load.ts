// The second family: Amara, who looks after her own record, her child's and her mother's, and Daniel, who has an account too.
import type { Application } from '../../core/applications/application.ts';
import { giveConsent } from '../../core/authorization/consent.ts';
import { createPerson, otherDemoEmails } from '../../core/people/accounts.ts';
import { openRecord, relationship } from '../../core/records/create.ts';
import { giveAccess } from '../../core/sharing/access.ts';
import type { Writer } from '../../core/store.ts';
import type { Vault } from '../../core/vault.ts';
import { dayMs, makeDays } from '../days.ts';
import { makeRandom } from '../random.ts';
import { daysAgo, writeDemoThings } from '../write.ts';
import { makeZoeThings } from './baby.ts';
import { makePapers } from './documents.ts';
import { makeDanielThings } from './father.ts';
import { makeGraceThings } from './grandmother.ts';
import { makeAmaraThings } from './mother.ts';
import { daysOfOkafors, zoeBornAgo } from './places.ts';

const seed = 20_220_808;

/** @returns how many things were made */
export async function loadOkafors(
  vault: Vault,
  passwordHash: string,
  apps: readonly Application[],
): Promise<number> {
  const { amara, daniel, records } = await vault.store.write(db => makeFamily(db, vault, passwordHash, apps));
  const now = vault.clock.now();
  const things = makeOkaforThings(now);
  const papers = await makePapers(makeDays(now), now);
  let count = 0;
  for (const [name, personId] of [
    ['amara', amara],
    ['zoe', amara],
    ['grace', amara],
    ['daniel', daniel],
  ] as const) {
    const where = { personId, recordId: records[name] };
    count += await writeDemoThings(vault, where, [...things[name], ...papers[name]]);
  }
  return count;
}

/** What each of them has but for papers. @param now milliseconds */
export function makeOkaforThings(now: number) {
  const days = makeDays(now);
  const draw = makeRandom(seed);
  return {
    amara: makeAmaraThings(days, draw),
    zoe: makeZoeThings(days, draw),
    grace: makeGraceThings(days, draw),
    daniel: makeDanielThings(days, draw),
  };
}

async function makeFamily(db: Writer, vault: Vault, passwordHash: string, apps: readonly Application[]) {
  const signUp = daysAgo(vault, daysOfOkafors + 1);
  const [amarasEmail, danielsEmail] = otherDemoEmails;
  const who = { passwordHash, country: 'GB' };
  const amara = await createPerson(db, signUp, {
    ...who,
    email: amarasEmail,
    name: 'Amara Okafor',
    birthDate: '1991-08-02',
  });
  const daniel = await createPerson(db, signUp, {
    ...who,
    email: danielsEmail,
    name: 'Daniel Okafor',
    birthDate: '1988-11-19',
  });
  const { self, child, parent, spouse, other } = relationship;
  const open = async (since: number, personId: string, name: string, relationship: number) =>
    (await openRecord(db, daysAgo(vault, since), { personId, name, relationship })).id;
  const records = {
    amara: await open(daysOfOkafors, amara.id, 'Amara Okafor', self),
    grace: await open(daysOfOkafors, amara.id, 'Grace Nwosu', parent),
    daniel: await open(daysOfOkafors, daniel.id, 'Daniel Okafor', self),
    zoe: await open(zoeBornAgo, amara.id, 'Zoe Okafor', child),
  };
  const share = { typeIds: undefined, createdAt: vault.clock.now() - zoeBornAgo * dayMs };
  // Daniel reads Grace's for as long as Amara is away.
  const whileAway = vault.clock.now() + 12 * dayMs;
  for (const access of [
    {
      personId: daniel.id,
      recordId: records.zoe,
      level: 'custodian',
      relationship: child,
      expiresAt: undefined,
    },
    {
      personId: daniel.id,
      recordId: records.grace,
      level: 'view',
      relationship: other,
      expiresAt: whileAway,
    },
    {
      personId: amara.id,
      recordId: records.daniel,
      level: 'view',
      relationship: spouse,
      expiresAt: undefined,
    },
  ] as const)
    await giveAccess(db, vault, { ...share, ...access });
  for (const app of apps)
    await giveConsent(db, daysAgo(vault, 40), {
      app,
      personId: amara.id,
      recordId: records.amara,
      optionalRules: [],
    });
  return { amara: amara.id, daniel: daniel.id, records };
}
