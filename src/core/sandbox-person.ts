// A person of a sandbox with records full of data, for developers to try an application with. Called by the Shell's pages
// for developers; the data comes from the demo.

import { getAt, getFirst } from '../assume.ts';
import { demandOwn, noteAppAction } from './applications/admins.ts';
import type { Application } from './applications/application.ts';
import { giveConsent } from './authorization/consent.ts';
import { makeSystemGrant } from './authorization/grant.ts';
import { fault } from './faults.ts';
import { countTries } from './limits/rate-limit.ts';
import { createPerson } from './people/accounts.ts';
import { hashPassword } from './people/password.ts';
import { issueUserToken } from './people/tokens.ts';
import { openRecord, relationship } from './records/create.ts';
import type { ThingWrite } from './things/plan.ts';
import { writeThings } from './things/write.ts';
import type { Vault } from './vault.ts';

export interface SandboxPerson {
  readonly email: string;
  /** Kept nowhere but as its hash. */
  readonly password: string;
  /** As the application knows them; a master has no people of its own. */
  readonly personAlias: string | undefined;
  readonly recordAliases: readonly string[];
  /** As the Shell hands it out when the person comes back to the application. */
  readonly userToken: string | undefined;
}

export interface SandboxPersonWish {
  readonly app: Application;
  readonly byPersonId: string;
  /** Of each record, with the person's own first. */
  readonly things: readonly { readonly name: string; readonly things: readonly ThingWrite[] }[];
}

const passwordBytes = 15;

/**
 * @throws accessDenied on a production vault, and for who does not configure the application; TooManyTries when a
 *   developer made as many in the last hour as may be
 */
export async function makeSandboxPerson(
  vault: Vault,
  { app, byPersonId, things }: SandboxPersonWish,
): Promise<SandboxPerson> {
  if (vault.mode !== 'sandbox') throw fault('accessDenied', 'This is a production vault.');
  const max = vault.limits.sandboxPeoplePerHourMax;
  await countTries(vault, [{ kind: 'sandbox person', key: byPersonId, max, windowMs: hourMs }]);
  const password = vault.ids.bytes(passwordBytes).toString('base64url');
  const passwordHash = await hashPassword(password);
  const made = await vault.store.write(async db => {
    await demandOwn(db, byPersonId, app.id);
    const person = await createPerson(db, vault, {
      email: `sandbox-${vault.ids.guid()}@keepwell.invalid`,
      name: getFirst(things).name,
      passwordHash,
      birthDate: '1984-03-14',
      country: 'US',
    });
    const recordIds: string[] = [];
    for (const { name } of things) {
      const isOwn = recordIds.length === 0;
      const record = await openRecord(db, vault, {
        personId: person.id,
        name,
        relationship: isOwn ? relationship.self : relationship.child,
      });
      recordIds.push(record.id);
    }
    const aliases: { personAlias: string; recordAlias: string }[] = [];
    for (const recordId of isAuthorisable(app) ? recordIds : [])
      aliases.push(await giveConsent(db, vault, { app, personId: person.id, recordId, optionalRules: [] }));
    const token = { appId: app.id, personId: person.id, shellHash: undefined };
    const userToken = aliases.length === 0 ? undefined : await issueUserToken(db, vault, token);
    await noteAppAction(db, vault, { action: 'MakeSandboxPerson', personId: byPersonId, appId: app.id });
    return { person, recordIds, aliases, userToken };
  });
  const { person, recordIds, aliases, userToken } = made;
  for (const [index, recordId] of recordIds.entries()) {
    const grant = makeSystemGrant('demo data', recordId, person.id);
    const { thingsPerPutMax } = vault.limits;
    const all = getAt(things, index).things;
    for (let next = 0; next < all.length; next += thingsPerPutMax)
      await writeThings(vault, grant, all.slice(next, next + thingsPerPutMax), { overwrite: false });
  }
  return {
    email: person.email,
    password,
    personAlias: aliases[0]?.personAlias,
    recordAliases: aliases.map(({ recordAlias }) => recordAlias),
    userToken,
  };
}

const hourMs = 3_600_000;

/** Only the children of a SODA master have people; one that restricts its users admits them itself. */
function isAuthorisable({ kind, restrictsUsers, rules }: Application): boolean {
  return kind !== 'soda-master' && !restrictsUsers && rules.length > 0;
}
