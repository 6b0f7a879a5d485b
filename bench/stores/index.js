// The stores that can be measured here.
import * as sqlite from './sqlite.js';

const all = { sqlite };

export async function listStores({ store }) {
  if (store !== undefined && !Object.hasOwn(all, store)) throw new Error(`there is no store ${store}`);
  return store === undefined ? Object.values(all) : [all[store]];
}
