// Work that takes long by design: what one party asks for is done one after the other, so that a flood of one leaves the
// threads for such work to others. Used for the answers of connect requests.
import type { Store } from '../store.ts';
import type { Vault } from '../vault.ts';

/** The last work of each party. They live as long as the store of the vault they are done for. */
const lasts = new WeakMap<Store, Map<string, Promise<unknown>>>();

export async function oneByOne<T>({ store }: Vault, party: string, work: () => Promise<T>): Promise<T> {
  const last = lasts.get(store) ?? new Map<string, Promise<unknown>>();
  lasts.set(store, last);
  const own = (last.get(party) ?? Promise.resolve()).then(work);
  const ended = own.catch(() => {});
  last.set(party, ended);
  try {
    return await own;
  } finally {
    if (last.get(party) === ended) last.delete(party);
  }
}
