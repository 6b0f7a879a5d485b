// The demo: a family of two records with two years of data, another of four with three, and two applications that may work
// with them.
// Loaded by `keepwell serve --demo` into an empty sandbox. The same seed makes the same family; dates follow the clock.

import type { Application } from '../core/applications/application.ts';
import { registerApplication } from '../core/applications/register.ts';
import { giveConsent } from '../core/authorization/consent.ts';
import { createPerson, demoSignIn, otherDemoEmails } from '../core/people/accounts.ts';
import { openRecord, relationship } from '../core/records/create.ts';
import type { Vault } from '../core/vault.ts';
import { scaleApp, webApp } from './applications.ts';
import { makeChildThings } from './child.ts';
import { daysOfDemo, makeDays } from './days.ts';
import type { DemoThing } from './item.ts';
import { makeMotherThings } from './mother.ts';
import { loadOkafors } from './okafor/load.ts';
import { makeRandom } from './random.ts';
import { daysAgo, writeDemoThings } from './write.ts';

const names = { mother: 'Maria Lindgren', child: 'Emil Lindgren' } as const;
const seed = 20_190_101;

/** @returns how many things were made */
export async function loadDemo(vault: Vault, passwordHash: string): Promise<number> {
  const { personId, motherId, childId, apps } = await makeFamily(vault, passwordHash);
  const [mother, child] = makeDemoThings(vault);
  return (
    (await writeDemoThings(vault, { personId, recordId: motherId }, mother.things)) +
    (await writeDemoThings(vault, { personId, recordId: childId }, child.things)) +
    (await loadOkafors(vault, passwordHash, apps))
  );
}

/** What the first family has, by record: for people of a sandbox that developers make. */
export function makeDemoThings(vault: Vault): [mother: OfRecord, child: OfRecord] {
  const calendar = makeDays(vault.clock.now());
  const draw = makeRandom(seed);
  return [
    { name: names.mother, things: makeMotherThings(calendar, draw) },
    { name: names.child, things: makeChildThings(calendar, draw) },
  ];
}

export { demoSignIn, otherDemoEmails };

interface OfRecord {
  readonly name: string;
  readonly things: DemoThing[];
}

interface Family {
  readonly personId: string;
  readonly motherId: string;
  readonly childId: string;
  readonly apps: readonly Application[];
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
    return { personId, motherId: mother.id, childId: child.id, apps: [scale, web] };
  });
}
