// The demo: a family of two records with two years of data, and two applications that may work with them.
// Loaded by `keepwell serve --demo` into an empty sandbox. The same seed makes the same family; dates follow the clock.
import { registerApplication } from '../core/applications/register.ts';
import { giveConsent } from '../core/authorization/consent.ts';
import { makeSystemGrant } from '../core/authorization/grant.ts';
import { createPerson, demoSignIn } from '../core/people/accounts.ts';
import { openRecord, relationship } from '../core/records/create.ts';
import { writeThings } from '../core/things/write.ts';
import type { Vault } from '../core/vault.ts';
import { scaleApp, webApp } from './applications.ts';
import { makeChildThings } from './child.ts';
import { dayMs, daysOfDemo, makeDays } from './days.ts';
import type { DemoThing } from './item.ts';
import { makeMotherThings } from './mother.ts';
import { makeRandom } from './random.ts';

const names = { mother: 'Maria Lindgren', child: 'Emil Lindgren' } as const;
const seed = 20_190_101;

/** @returns how many things were made */
export async function loadDemo(vault: Vault, passwordHash: string): Promise<number> {
  const family = await makeFamily(vault, passwordHash);
  const calendar = makeDays(vault.clock.now());
  const draw = makeRandom(seed);
  const written = [
    await write(vault, family.personId, family.motherId, makeMotherThings(calendar, draw)),
    await write(vault, family.personId, family.childId, makeChildThings(calendar, draw)),
  ];
  return written.reduce((sum, count) => sum + count, 0);
}

/** What the family has, by record: for people of a sandbox that developers make. */
export function makeDemoThings(vault: Vault): { name: string; things: DemoThing[] }[] {
  const calendar = makeDays(vault.clock.now());
  const draw = makeRandom(seed);
  return [
    { name: names.mother, things: makeMotherThings(calendar, draw) },
    { name: names.child, things: makeChildThings(calendar, draw) },
  ];
}

export { demoSignIn };

interface Family {
  readonly personId: string;
  readonly motherId: string;
  readonly childId: string;
}

function makeFamily(vault: Vault, passwordHash: string): Promise<Family> {
  return vault.store.write(async db => {
    const signUp = daysAgo(vault, daysOfDemo + 1);
    const nextDay = daysAgo(vault, daysOfDemo);
    const { email } = demoSignIn;
    const person = await createPerson(db, signUp, {
      email,
      name: names.mother,
      passwordHash,
      birthDate: '1984-03-14',
      country: 'US',
    });
    const personId = person.id;
    // Everybody knows this password.
    await db.operators.remove(personId);
    const mother = await openRecord(db, signUp, {
      personId,
      name: names.mother,
      relationship: relationship.self,
    });
    const child = await openRecord(db, nextDay, {
      personId,
      name: names.child,
      relationship: relationship.child,
    });
    const scale = await registerApplication(db, nextDay, scaleApp);
    const web = await registerApplication(db, nextDay, webApp);
    for (const app of [scale, web]) {
      // No operator registered it for good: it waits when the vault goes into production.
      await db.appAdmins.putEntry(app.id, { isForTrying: true });
      for (const record of [mother, child]) {
        await giveConsent(db, nextDay, { app, personId, recordId: record.id, optionalRules: [] });
      }
    }
    return { personId, motherId: mother.id, childId: child.id };
  });
}

/** The vault as it was then: what is made with it bears that time. */
function daysAgo(vault: Vault, count: number): Vault {
  return { ...vault, clock: { now: () => vault.clock.now() - count * dayMs } };
}

async function write(
  vault: Vault,
  personId: string,
  recordId: string,
  things: readonly DemoThing[],
): Promise<number> {
  const grant = makeSystemGrant('demo data', recordId, personId);
  const { thingsPerPutMax } = vault.limits;
  // What was written down first has the earlier stamps.
  for (const ago of [...new Set(things.map(enteredAgo))].sort((a, b) => b - a)) {
    const ofDay = things.filter(thing => enteredAgo(thing) === ago);
    for (let next = 0; next < ofDay.length; next += thingsPerPutMax) {
      const some = ofDay.slice(next, next + thingsPerPutMax);
      await writeThings(daysAgo(vault, ago), grant, some, { overwrite: false });
    }
  }
  return things.length;
}

function enteredAgo({ enteredAgo = 0 }: DemoThing): number {
  return enteredAgo;
}
