// Who wrote things, as a caller may know it: names of applications and people, and the caller's own ids for people.
// Used by methods/get-things.ts for the audits section, and by exports, which print it the same.
import { getOf } from '../../assume.ts';
import { escapeAttribute } from '../../schema/xml-reader.ts';
import type { Grant } from '../authorization/grant.ts';
import { ensurePersonAlias } from '../people/aliases.ts';
import type { Reader } from '../store.ts';
import { ofApp } from '../turns.ts';
import type { Vault } from '../vault.ts';
import type { Stamp, StoredThing } from './thing.ts';

export interface Writers {
  readonly app: { readonly id: string; readonly name: string; readonly masterId: string | undefined };
  readonly person: { readonly id: string; readonly name: string };
}

/** Stands for the vault itself where no application wrote: the Shell. */
const vaultAppId = '00000000-0000-0000-0000-000000000000';

/** Answers who made a stamp of one of these things. */
export async function findWriters(
  vault: Vault,
  grant: Grant,
  things: readonly Partial<Pick<StoredThing, 'created' | 'updated'>>[],
): Promise<(stamp: Stamp) => Writers> {
  const stamps = things.flatMap(({ created, updated }) => (created && updated ? [created, updated] : []));
  const appIds = new Set(stamps.flatMap(({ appId }) => appId ?? []));
  const personIds = new Set(stamps.map(({ personId }) => personId));
  const { apps, people } = await vault.store.read(async db => ({
    apps: new Map(await mapped(appIds, async id => [id, await appOf(db, id)] as const)),
    people: new Map(await mapped(personIds, async id => [id, await personOf(db, grant, id)] as const)),
  }));
  await giveIds(vault, grant, people);
  return ({ appId, personId }) => ({
    app: apps.get(appId!) ?? { id: vaultAppId, name: vault.instance.name, masterId: undefined },
    person: getOf(people, personId),
  });
}

/** As the audits section has it. */
export function printStamp(
  name: 'created' | 'updated',
  stamp: Stamp,
  writers: (stamp: Stamp) => Writers,
  withMaster: boolean,
): string {
  const { app, person } = writers(stamp);
  const master = withMaster && app.masterId ? `<master-app-id>${app.masterId}</master-app-id>` : '';
  return (
    `<${name}><timestamp>${new Date(stamp.at).toISOString()}</timestamp>` +
    `<app-id name="${escapeAttribute(app.name)}">${app.id}</app-id>` +
    `<person-id name="${escapeAttribute(person.name)}">${person.id}</person-id>` +
    `<access-avenue>${stamp.avenue}</access-avenue><audit-action>${stamp.action}</audit-action>${master}</${name}>`
  );
}

async function mapped<T>(ids: ReadonlySet<string>, read: (id: string) => Promise<T>): Promise<T[]> {
  const values: T[] = [];
  for (const id of ids) values.push(await read(id));
  return values;
}

async function appOf(db: Reader, id: string): Promise<Writers['app']> {
  const app = await db.applications.byId(id);
  return { id, name: app?.name ?? '', masterId: app?.masterId };
}

async function personOf(db: Reader, { app }: Grant, id: string): Promise<Writers['person']> {
  const name = (await db.people.byId(id))?.name ?? '';
  return { id: app ? ((await db.aliases.ofPerson(app.id, id)) ?? '') : id, name };
}

/** Somebody who never met this application gets an id for it on the spot. */
async function giveIds(vault: Vault, { app }: Grant, people: Map<string, Writers['person']>): Promise<void> {
  const strangers = [...people].filter(([, person]) => person.id === '');
  if (!app || strangers.length === 0) return;
  await vault.store.write(async db => {
    for (const [id, { name }] of strangers)
      people.set(id, { id: await ensurePersonAlias(db, vault, app.id, id), name });
  }, ofApp(app.id));
}
