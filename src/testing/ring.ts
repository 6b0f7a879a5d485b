// Keys as a vault has them, for tests of a store by itself.
import { KeyRing } from '../storage/sealing/key-ring.ts';
import { makeMaster } from '../storage/sealing/master.ts';
import { drawKey } from '../storage/sealing/xaes.ts';

/** Makes rings of one vault, each with a memory of its own. */
export async function makeTestRings(): Promise<() => Promise<KeyRing>> {
  const master = makeMaster(drawKey());
  const open = () => {
    const ring = new KeyRing();
    ring.setMaster(master);
    return ring;
  };
  const rows = await open().makeVaultKeys(0);
  return async () => {
    const ring = open();
    await ring.unlock(rows);
    return ring;
  };
}

export async function makeTestRing(): Promise<KeyRing> {
  return (await makeTestRings())();
}
