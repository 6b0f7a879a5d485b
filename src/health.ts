// Whether a server is ready for requests, as a proxy in front of it asks: it reads, it writes, it does not stop. Why it is not
// stands in its log; strangers learn no more than yes or no. Asked by the router, told by main.ts that it stops.

import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Awaitable } from './core/awaitable.ts';
import { ownRows } from './core/store.ts';
import type { Vault } from './core/vault.ts';

export interface Health {
  /** From now on it is not ready. */
  leave(): void;
  readonly isLeaving: boolean;
  /** Looks at most once a second, however often it is asked. */
  isReady(): Promise<boolean>;
}

const keptMs = 1000;
/** Who answers later than this is not ready. */
const withinMs = 2000;

export interface HealthOptions {
  readonly vault: Pick<Vault, 'store' | 'limits' | 'ids'>;
  /** The folder that files are written to. */
  readonly data: string;
  readonly log: Logger;
  /** Why the keys that the vault has by now cannot be taken. */
  readonly findKeyTrouble?: () => string | undefined;
}

export function makeHealth({ vault, data, log, findKeyTrouble }: HealthOptions): Health {
  const node = `ready ${vault.ids.guid()}`;
  let last: { readonly at: number; readonly isReady: Promise<boolean> } | undefined;
  let wasReady = true;
  let isLeaving = false;
  const look = async () => {
    const troubles = await findTroubles(vault, node, data);
    const keyTrouble = findKeyTrouble?.();
    if (keyTrouble !== undefined) troubles.push(`the keys of the vault were changed: ${keyTrouble}`);
    const isReady = troubles.length === 0;
    if (!isReady && wasReady) log.error({ troubles }, 'not ready');
    if (isReady && !wasReady) log.info('ready again');
    wasReady = isReady;
    return isReady;
  };
  return {
    leave() {
      isLeaving = true;
    },
    get isLeaving() {
      return isLeaving;
    },
    async isReady() {
      if (isLeaving) return false;
      const now = performance.now();
      if (!last || now - last.at >= keptMs) last = { at: now, isReady: look() };
      return (await last.isReady) && !isLeaving;
    },
  };
}

async function findTroubles(
  { store, limits }: HealthOptions['vault'],
  node: string,
  data: string,
): Promise<string[]> {
  const looks: [string, () => Awaitable<unknown>][] = [
    ['the store cannot be read', () => store.read(db => db.leases.now())],
    [
      'the store cannot be written',
      () => store.write(db => db.leases.take({ name: node, holder: node }, 1), ownRows),
    ],
    [
      'the data folder cannot be written',
      () => access(data, constants.R_OK | constants.W_OK | constants.X_OK),
    ],
    ['the disk of the data folder is full', () => demandRoom(data, limits.diskBytesFreeMin)],
  ];
  const found = await Promise.all(
    looks.map(async ([trouble, look]) => {
      const why = await Promise.race([
        (async () => void (await look()))().catch((error: Error) => error.message),
        setTimeout(withinMs, 'it takes too long', { ref: false }),
      ]);
      return why === undefined ? [] : [`${trouble}: ${why}`];
    }),
  );
  return found.flat();
}

async function demandRoom(data: string, bytesMin: number): Promise<void> {
  const { bavail, bsize } = await statfs(data);
  const left = bavail * bsize;
  if (left < bytesMin) throw new Error(`${left} bytes are left`);
}
