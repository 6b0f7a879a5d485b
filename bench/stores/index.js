// The stores that can be measured here.
import * as postgres from './postgres.js';
import { findPostgres } from './postgres-server.js';
import * as sqlite from './sqlite.js';

const all = { sqlite, postgres };

/** All that there are, or the one that is asked for. */
export function listStores(options) {
  const { store } = options;
  if (store === undefined) return findPostgres(options) === undefined ? [sqlite] : [sqlite, postgres];
  if (!Object.hasOwn(all, store)) throw new Error(`There is no store ${store}.`);
  return [all[store]];
}
