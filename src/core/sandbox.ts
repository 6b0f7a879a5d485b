// One call sets up all that a client needs to try a sandbox vault: a person, a record, an application, grants, a token.
import { everyType } from '../things/index.ts';
import type { AppEntry } from './applications/app-entry.ts';
import type { Application } from './applications/application.ts';
import { addCertificate, readCertificate, registerApplication } from './applications/register.ts';
import { giveConsent } from './authorization/consent.ts';
import { permissions, type Rule } from './authorization/rules.ts';
import { fault } from './faults.ts';
import { confirmAddress } from './mail/confirm.ts';
import { createPerson } from './people/accounts.ts';
import { issueUserToken } from './people/tokens.ts';
import { createRecord, relationship } from './records/create.ts';
import type { Reader, Writer } from './store.ts';
import type { Vault } from './vault.ts';

export interface Sandbox {
  readonly appId: string;
  readonly masterAppId: string | undefined;
  /** As the application knows them. */
  readonly personId: string;
  readonly recordId: string;
  readonly userAuthToken: string;
  readonly platformUrl: string;
  readonly shellUrl: string;
}

export interface SandboxWish {
  readonly certificatePem: string;
  readonly appId?: string | undefined;
  /** Also a SODA master with the same rules, offline. */
  readonly sodaMaster?: boolean | undefined;
  /** Rules on all types, those to come included, instead of those there are. */
  readonly allTypes?: boolean | undefined;
}

/** No operator registered it for good: it waits when the vault goes into production. */
const forTrying: AppEntry = { isForTrying: true };

/**
 * An application that has the id and the certificate already is taken as it is.
 * @throws accessDenied on a production vault; appIdTaken for one with another certificate; certificateUnusable
 */
export async function createSandbox(vault: Vault, wish: SandboxWish): Promise<Sandbox> {
  if (vault.mode !== 'sandbox') throw fault('accessDenied', 'This is a production vault.');
  const wishedId = wish.appId?.toLowerCase();
  return vault.store.write(async db => {
    const known = wishedId === undefined ? undefined : await db.applications.byId(wishedId);
    if (known && !(await hasCertificate(db, known.id, wish.certificatePem)))
      throw fault('appIdTaken', 'It has another certificate. Name another id for this one.');
    const person = await createPerson(db, vault, {
      email: `sandbox-${vault.ids.guid()}@keepwell.invalid`,
      name: 'Sandbox Person',
      passwordHash: undefined,
      birthDate: '1980-01-01',
      country: 'US',
    });
    // So that the application can be tried with mail in this person's name.
    await confirmAddress(db, vault, person.id);
    const record = await createRecord(db, vault, {
      personId: person.id,
      name: person.name,
      relationship: relationship.self,
    });
    const app = known ?? (await makeApp(db, vault, wish));
    const ids = await giveConsent(db, vault, {
      app,
      personId: person.id,
      recordId: record.id,
      optionalRules: [],
    });
    const master = wish.sodaMaster
      ? await registerApplication(db, vault, {
          name: 'Sandbox device',
          kind: 'soda-master',
          rules: [fullRule('offline', wish.allTypes)],
        })
      : undefined;
    if (master) await db.appAdmins.putEntry(master.id, forTrying);
    return {
      appId: app.id,
      masterAppId: master?.id,
      personId: ids.personAlias,
      recordId: ids.recordAlias,
      userAuthToken: await issueUserToken(db, vault, {
        appId: app.id,
        personId: person.id,
        shellHash: undefined,
      }),
      platformUrl: vault.instance.platformUrl,
      shellUrl: vault.instance.shellUrl,
    };
  });
}

async function hasCertificate(db: Reader, appId: string, pem: string): Promise<boolean> {
  const { thumbprint } = readCertificate(pem);
  return (await db.applications.certificates(appId)).some(known => known.thumbprint === thumbprint);
}

async function makeApp(db: Writer, vault: Vault, wish: SandboxWish): Promise<Application> {
  const app = await registerApplication(db, vault, {
    ...(wish.appId && { id: wish.appId.toLowerCase() }),
    name: 'Sandbox application',
    kind: 'web',
    rules: [fullRule('online', wish.allTypes), fullRule('offline', wish.allTypes)],
  });
  await db.appAdmins.putEntry(app.id, forTrying);
  await addCertificate(db, vault, app.id, wish.certificatePem);
  return app;
}

function fullRule(mode: Rule['mode'], allTypes = false): Rule {
  const typeIds = everyType().flatMap(type => type.versions.map(version => version.id));
  return {
    name: `all ${mode}`,
    reason: 'To try every kind of item in a sandbox.',
    permissions,
    targets: [{ typeIds: allTypes ? 'all' : typeIds }],
    exceptions: [],
    mode,
    optional: undefined,
  };
}
