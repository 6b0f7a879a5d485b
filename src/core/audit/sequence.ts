// Chains what waits: what is of no record, in the order it was written, a second later at most; and rows of records that were
// written by a Keepwell that had no chains. Done by one process at a time.
import type { Tenure } from '../leases/tenure.ts';
import { minuteMs } from '../limits/durations.ts';
import type { Writer } from '../store.ts';
import { ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { addLink, beginChain, type ChainEnd, packEnd, unpackEnd } from './chain.ts';
import { tellOfLostNodes } from './noters.ts';
import type { ChainName } from './ports.ts';

/** In one transaction, so that none holds up others for long. */
const chainedAtOnce = 500;
const lateAfterMs = minuteMs;

export async function chainWaiting(vault: Vault, tenure: Tenure): Promise<void> {
  await tellOfLostNodes(vault);
  await chainSlices(vault, undefined, tenure);
  for (;;) {
    const recordId = await vault.store.read(db => db.log.waitingRecord());
    if (recordId === undefined || tenure.isOver()) return;
    await chainSlices(vault, recordId, tenure);
  }
}

async function chainSlices(vault: Vault, of: ChainName, tenure: Tenure): Promise<void> {
  const scope = of === undefined ? ofJob('log') : { recordId: of };
  let chained: number;
  do chained = await vault.store.write(db => chainSlice(db, vault, of), scope);
  while (chained === chainedAtOnce && !tenure.isOver());
}

async function chainSlice(db: Writer, vault: Vault, of: ChainName): Promise<number> {
  const waiting = await db.log.waiting(of, chainedAtOnce);
  if (waiting.length === 0) return 0;
  const packed = await db.log.end(of);
  let end: ChainEnd = packed ? unpackEnd(packed) : beginChain();
  for (const row of waiting) {
    const added = addLink(end, row);
    await db.log.chain(row.id, added.link);
    end = added.end;
  }
  await db.log.setEnd(of, packEnd(end));
  // What they said before they were in a chain, nobody can prove.
  const now = vault.clock.now();
  const late = waiting.filter(({ at }) => of !== undefined || at < now - lateAfterMs).length;
  if (late > 0)
    await db.audit.add({
      at: now,
      action: 'ChainEarlier',
      personId: undefined,
      appId: undefined,
      recordId: of,
      avenue: undefined,
      details: { entries: late },
    });
  return waiting.length;
}
