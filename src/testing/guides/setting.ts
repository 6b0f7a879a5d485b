// What the code of a guide finds there: an application that may do everything, a person who agreed to it, and their record with
// two weights.
import type { App, Person, RecordClient } from '../../client/index.ts';
import { methodGroups } from '../../core/applications/application.ts';
import { selfSigned } from '../../core/applications/self-signed.ts';
import { issueUserToken } from '../../core/people/tokens.ts';
import { agree } from '../../facades/oauth/testing/clients.ts';
import { Browser } from '../../shell/testing/browser.ts';
import { signInAs } from '../../shell/testing/visitors.ts';
import { giveOwnDirect, letAppSendDirect } from '../direct.ts';
import { givenApp, givenLinkedApp, type Linked, testKey } from '../given.ts';
import { keysIn, Reading } from '../reading.ts';
import { sdkFor } from '../sdk.ts';
import type { TestServer } from '../server.ts';
import { aWeight } from '../things.ts';

export interface Setting {
  readonly app: App;
  readonly record: RecordClient;
  readonly person: Person;
  readonly userToken: string;
  readonly appId: string;
  readonly platformUrl: string;
  readonly shell: string;
  readonly privateKey: string;
  readonly certificate: string;
  /** A master whose children are devices. */
  readonly sodaMasterId: string;
  /** What the person does at the page of consent. @returns where their browser is sent then */
  readonly openInBrowser: (address: string) => Promise<URL>;
}

export interface Scene {
  readonly setting: Setting;
  readonly linked: Linked;
  /** What `{id}` and the like stand for in XML and addresses. */
  readonly names: Readonly<Record<string, string>>;
}

export async function setScene(server: TestServer): Promise<Scene> {
  const linked = await givenLinkedApp(server, {
    methodGroups,
    actionUrl: 'https://app.example/action',
    domainName: 'app.example',
  });
  await giveOwnDirect(server.vault);
  await letAppSendDirect(server.vault, linked);
  const { app: soda } = await givenApp(server.vault, { kind: 'soda-master' });
  // Signatures of one application and moment are told apart by four digits alone.
  server.clock.pass(1);
  const app = await sdkFor(server, linked);
  const [person] = await app.people();
  const reading = new Reading(linked);
  const [first] = keysIn(
    await reading.call('PutThings', aWeight(72, '2026-11-01') + aWeight(71.4, '2026-11-08'), { version: 2 }),
  );
  const [registered] = await server.vault.store.read(db => db.applications.certificates(linked.app.id));
  const userToken = await server.vault.store.write(db =>
    issueUserToken(db, server.vault, {
      appId: linked.app.id,
      personId: linked.person.id,
      shellHash: undefined,
    }),
  );
  const setting: Setting = {
    app,
    record: app.record(linked.recordId, { personId: linked.personId }),
    person: person!,
    userToken,
    appId: linked.app.id,
    platformUrl: server.platformUrl,
    shell: server.shellUrl,
    privateKey: testKey.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: registered!.pem,
    sodaMasterId: soda.id,
    async openInBrowser(address) {
      const browser = new Browser(server);
      await signInAs(browser, linked.person);
      return agree(browser, address);
    },
  };
  return {
    setting,
    linked,
    names: {
      'app-id': linked.app.id,
      'soda-master-id': soda.id,
      'person-id': linked.personId,
      'record-id': linked.recordId,
      id: first!.id,
      'version-stamp': first!.stamp,
      certificate: await hexOfCertificate(server),
    },
  };
}

async function hexOfCertificate({ clock }: TestServer): Promise<string> {
  const pem = await selfSigned({ commonName: 'child', key: testKey.privateKey, days: 30, now: clock.now() });
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64').toString('hex');
}

export function fillIn(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\{([\w-]+)\}/g, (whole, name: string) => names[name] ?? whole);
}
