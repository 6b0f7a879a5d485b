// What a custodian does with things by their own hand, as the pages do it.
import { makePersonGrant } from '../core/authorization/grants.ts';
import { purgeThings, setSeclusion } from '../core/things/custody.ts';
import { removeThings } from '../core/things/remove.ts';
import type { Linked } from './given.ts';
import type { TestServer } from './server.ts';

export async function ownHand({ vault }: TestServer, { person, record }: Pick<Linked, 'person' | 'record'>) {
  const grant = await vault.store.read(db => makePersonGrant(db, person.id, record.id, vault.clock.now()));
  const current = async (id: string) => {
    const [thing] = await vault.store.read(db => db.things(grant).byIds([id]));
    return { id, versionStamp: thing!.versionStamp };
  };
  return {
    async seclude(id: string, personal: boolean) {
      await setSeclusion(vault, grant, await current(id), { personal, hiddenInEmergency: !personal });
    },
    async remove(id: string) {
      await removeThings(vault, grant, [await current(id)]);
    },
    async purge(...ids: string[]) {
      await purgeThings(vault, grant, ids);
    },
  };
}
