// The people, records and applications of the authorisation matrix, and one call for each of its cells.
import { methodGroups } from '../../core/applications/application.ts';
import { giveConsent, revoke } from '../../core/authorization/consent.ts';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import type { Rule } from '../../core/authorization/rules.ts';
import { makeDirectAddress } from '../../core/direct/inbox/address.ts';
import { issueUserToken } from '../../core/people/tokens.ts';
import type { AccessLevel } from '../../core/records/record.ts';
import { writeThings } from '../../core/things/write.ts';
import { findMethod } from '../../methods/index.ts';
import { type Elements, leastChild } from '../children.ts';
import { giveOwnDirect } from '../direct.ts';
import { givenApp, givenPerson, linkApp, openClient, type TestApp, TestClient } from '../given.ts';
import type { TestServer } from '../server.ts';
import { thingXml, weightXml } from '../things.ts';
import { typeIds } from '../type-ids.ts';
import { findProbe, type Probe, type Props } from './probes.ts';
import {
  type GrantedRight,
  grantedRights,
  type Mode,
  modes,
  type Outcome,
  type Owner,
  owners,
} from './rules.ts';

export interface Cell {
  /** A name of the table of needs. */
  readonly row: string;
  readonly version: number;
  readonly mode: Mode;
  readonly right: GrantedRight;
  readonly owner: Owner;
}

type Owned = Awaited<ReturnType<typeof givenPerson>>;

/** An application with one right, and what it holds to call by. */
interface Caller extends TestApp {
  readonly client: TestClient;
  readonly nobody: TestClient;
  readonly userToken: string;
  readonly personId: string;
  readonly recordIds: ReadonlyMap<Owner, string>;
}

export class Stage {
  readonly #server: TestServer;
  readonly #records: ReadonlyMap<Owner, Owned>;
  readonly #callers = new Map<GrantedRight, Caller>();
  readonly #caller: Owned;
  readonly #sodaMaster: TestApp;
  readonly #child: Elements;

  private constructor(
    server: TestServer,
    caller: Owned,
    records: ReadonlyMap<Owner, Owned>,
    sodaMaster: TestApp,
    child: Elements,
  ) {
    this.#server = server;
    this.#caller = caller;
    this.#records = records;
    this.#sodaMaster = sodaMaster;
    this.#child = child;
  }

  static async set(server: TestServer): Promise<Stage> {
    const { vault } = server;
    const person = (name: string) => givenPerson(vault, name);
    const caller = await person('Caller');
    const revoked = await person('Revoked');
    const records = new Map<Owner, Owned>([
      ['own record', caller],
      ['shared record, as custodian', await person('Parent')],
      ['shared record, to view', await person('Friend')],
      ['own record, revoked', revoked],
      ['shared record, access ended', await person('Former')],
      ["stranger's record", await person('Stranger')],
      ["own record by another app's id", caller],
    ]);
    const stage = new Stage(server, caller, records, await givenApp(vault, { kind: 'soda-master' }), {
      ...(await leastChild(vault)),
      'person-offline-base-auth': '<auth/>',
    });
    await stage.#share('shared record, as custodian', 'custodian');
    await stage.#share('shared record, to view', 'view');
    await stage.#share('own record, revoked', 'custodian');
    await stage.#share('shared record, access ended', 'custodian');
    for (const owner of records.keys()) await stage.#thing(owner);
    const other = await givenApp(vault);
    for (const owned of new Set(records.values())) await stage.#membership(other, owned);
    await vault.store.write(db => db.mail.confirmAddress(caller.person.id, vault.clock.now()));
    await giveOwnDirect(vault);
    await vault.store.write(db => makeDirectAddress(db, vault, caller.person));
    const { recordAlias } = await stage.#authorize(other, caller, caller);
    for (const right of grantedRights) stage.#callers.set(right, await stage.#addCaller(right, recordAlias));
    await stage.#share('shared record, access ended', 'custodian', vault.clock.now());
    return stage;
  }

  /** Every cell of a row. */
  cells(row: string): Cell[] {
    const versions = Object.keys(findMethod(findProbe(row).method)!.versions).map(Number);
    return versions.flatMap(version =>
      modes.flatMap(mode =>
        grantedRights.flatMap(right => owners.map(owner => ({ row, version, mode, right, owner }))),
      ),
    );
  }

  async outcome({ row, version, mode, right, owner }: Cell): Promise<Outcome> {
    const probe = findProbe(row);
    const caller = this.#callers.get(right)!;
    const { app, thumbprint, personId, userToken } = caller;
    const recordId = caller.recordIds.get(owner)!;
    const thing = () => this.#thing(owner);
    const props: Props = {
      app,
      thumbprint,
      personId,
      recordId,
      now: this.#server.clock.now(),
      child: this.#child,
      thing,
      alternateId: () => this.#alternateId(caller, owner),
      call: (method, info, version = 1) => caller.client.call(method, { info, version }),
    };
    const info = await probe.info(props, version);
    const answer = await this.#clientOf(probe, caller, mode).call(probe.method, {
      version,
      info,
      ...(!probe.withoutRecord && { recordId }),
      ...(mode === 'online' && { userToken }),
      ...(mode === 'offline' && { personId }),
    });
    if (row === 'RemoveApplicationRecordAuthorization' && answer.code === 0)
      await this.#grantAgain(caller, owner);
    return answer.code === 0 && probe.shows && !probe.shows(answer) ? 'empty' : answer.code;
  }

  #clientOf({ method }: Probe, { client, nobody }: Caller, mode: Mode): TestClient {
    if (mode !== 'anonymous') return client;
    return method === 'NewApplicationCreationInfo'
      ? new TestClient(this.#server, this.#sodaMaster.app.id)
      : nobody;
  }

  async #addCaller(right: GrantedRight, idInOtherApp: string): Promise<Caller> {
    const { vault } = this.#server;
    const testApp = await givenApp(vault, {
      kind: 'master',
      rules: rulesOf(right),
      methodGroups: [...methodGroups],
      domainName: 'app.example',
    });
    const recordIds = new Map<Owner, string>([["own record by another app's id", idInOtherApp]]);
    let personId = '';
    for (const [owner, of] of this.#records) {
      if (recordIds.has(owner)) continue;
      const granting = owner === "stranger's record" ? of : this.#caller;
      const ids = await this.#authorize(testApp, granting, of);
      recordIds.set(owner, ids.recordAlias);
      if (granting === this.#caller) personId = ids.personAlias;
    }
    const appId = testApp.app.id;
    const callerId = this.#caller.person.id;
    const revokedId = this.#records.get('own record, revoked')!.record.id;
    await vault.store.write(db => revoke(db, vault, { appId, personId: callerId, recordId: revokedId }));
    const userToken = await vault.store.write(db =>
      issueUserToken(db, vault, { appId, personId: callerId, shellHash: undefined }),
    );
    const client = await openClient(this.#server, testApp);
    return {
      ...testApp,
      client,
      nobody: new TestClient(this.#server, appId),
      userToken,
      personId,
      recordIds,
    };
  }

  #authorize({ app }: TestApp, { person }: Owned, { record }: Owned) {
    const { vault } = this.#server;
    return vault.store.write(db =>
      giveConsent(db, vault, {
        ...{ app, personId: person.id, recordId: record.id },
        ...{ optionalRules: [], maySendDirect: true },
      }),
    );
  }

  async #grantAgain(caller: Caller, owner: Owner): Promise<void> {
    await this.#authorize(caller, this.#caller, this.#records.get(owner)!);
  }

  async #alternateId({ app }: TestApp, owner: Owner): Promise<string> {
    const { vault, clock } = this.#server;
    const { person, record } = this.#records.get(owner)!;
    const granting = owner === "stranger's record" ? person : this.#caller.person;
    const alternateId = vault.ids.guid();
    const of = { appId: app.id, personId: granting.id, recordId: record.id };
    await vault.store.write(async db => db.alternateIds.add({ ...of, alternateId }, clock.now()));
    return alternateId;
  }

  /** A membership of a group holds only where an application wrote it that may delete it. */
  async #membership(by: TestApp, owned: Owned): Promise<void> {
    const { client, recordId, personId } = await linkApp(this.#server, by, owned);
    const data =
      '<group-membership><membership><name><text>Club</text></name><value>1</value></membership></group-membership>';
    await client.call('PutThings', {
      version: 2,
      info: thingXml(membershipType, { data }),
      recordId,
      personId,
    });
  }

  #share(owner: Owner, level: AccessLevel, expiresAt?: number): Promise<void> {
    const { vault, clock } = this.#server;
    const recordId = this.#records.get(owner)!.record.id;
    const access = { personId: this.#caller.person.id, recordId, level, relationship: 2, typeIds: undefined };
    return vault.store.write(async db =>
      db.records.putAccess({ ...access, createdAt: clock.now(), expiresAt }),
    );
  }

  async #thing(owner: Owner): Promise<{ id: string; stamp: string }> {
    const { person, record } = this.#records.get(owner)!;
    const data = {
      xml: weightXml(70),
      commonXml: '',
      clientId: undefined,
      effectiveDate: undefined,
      endDate: undefined,
    };
    const grant = makeSystemGrant('tests', record.id, person.id);
    const writes = [{ typeId: typeIds.weight, data }];
    const [written] = await writeThings(this.#server.vault, grant, writes, { overwrite: false });
    return { id: written!.id, stamp: written!.versionStamp };
  }
}

const membershipType = '66ac44c7-1d60-4e95-bb5b-d21490e91057';

/** The right on weights and memberships, online and offline. Without any, there is another type, so that there is something granted. */
function rulesOf(right: GrantedRight): Rule[] {
  return (['online', 'offline'] as const).map(mode => ({
    name: mode,
    reason: 'testing',
    permissions: [right === 'none' ? 'Read' : right],
    targets: [{ typeIds: right === 'none' ? [typeIds.height] : [typeIds.weight, membershipType] }],
    exceptions: [],
    mode,
    optional: undefined,
  }));
}
