// Sends the Direct messages that wait, and tries again with growing gaps what does not get out. A copy is claimed before it is
// handed over, so that no other process sends it meanwhile; one whose process ended over it goes out once more under the same
// Message-ID, by which its receiver knows it. Run by background.ts.
import { setTimeout } from 'node:timers/promises';
import { getAt } from '../../../assume.ts';
import type { Tenure } from '../../leases/tenure.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { isTakenBack } from './app-may.ts';
import { openAddress, openHead, type PlainCopy } from './letter.ts';
import type { DueCopy } from './ports.ts';
import { RoadProblem } from './roads.ts';
import { sealCopy } from './seal-copy.ts';
import { deliverWithin, isWithin } from './within.ts';

/** How often it looks for more while deliveries are under way. */
const lookMs = 500;

/** Runs until nothing is due and nothing under way. @throws that some was given up, for the log */
export async function deliverDirect(vault: Vault, tenure: Tenure): Promise<void> {
  const underWay = new Map<string, { domain: string; ended: Promise<void> }>();
  const troubles: unknown[] = [];
  const givenUp: string[] = [];
  while (!tenure.isOver() && troubles.length === 0) {
    for (const copy of await claimDue(vault, tenure, [...underWay.values()])) {
      const ended = deliver(vault, copy, tenure)
        .then(word => void (word !== undefined && givenUp.push(word)))
        .catch(error => void troubles.push(error))
        .finally(() => underWay.delete(copy.id));
      underWay.set(copy.id, { domain: copy.domain.toString('hex'), ended });
    }
    if (underWay.size === 0) break;
    const looked = new AbortController();
    const pause = setTimeout(lookMs, undefined, { signal: looked.signal }).catch(() => {});
    await Promise.race([...[...underWay.values()].map(({ ended }) => ended), pause]);
    looked.abort();
  }
  await Promise.all([...underWay.values()].map(({ ended }) => ended));
  if (troubles.length > 0) throw troubles[0];
  if (givenUp.length > 0)
    throw new Error(
      `Direct messages were given up: ${givenUp.length} (${[...new Set(givenUp)].join(', ')}).`,
    );
}

/** As many as there is room for, of each domain so many at once. */
async function claimDue(
  { store, clock, limits }: Vault,
  tenure: Tenure,
  underWay: readonly { readonly domain: string }[],
): Promise<DueCopy[]> {
  const { directDeliveriesMax, directDeliveriesPerDomainMax: perDomain, directClaimMs } = limits;
  let room = directDeliveriesMax - underWay.length;
  if (room <= 0) return [];
  const due = await store.read(db =>
    db.directOutbox.due(clock.now(), { perDomain, limit: directDeliveriesMax * 4 }),
  );
  if (due.length === 0) return [];
  const busy = new Map<string, number>();
  for (const { domain } of underWay) busy.set(domain, (busy.get(domain) ?? 0) + 1);
  const wanted = due.filter(({ domain }) => {
    const name = domain.toString('hex');
    const running = busy.get(name) ?? 0;
    if (room <= 0 || running >= perDomain) return false;
    room--;
    busy.set(name, running + 1);
    return true;
  });
  if (wanted.length === 0) return [];
  return store.write(async db => {
    await tenure.demand(db);
    const claimed: DueCopy[] = [];
    for (const copy of wanted) if (await db.directOutbox.claim(copy.id, directClaimMs)) claimed.push(copy);
    return claimed;
  }, ofJob('direct'));
}

/** How much longer than the first each gap between tries is; the last one repeats. */
const gaps = [1, 5, 15, 60, 180, 360];

/** @returns why it was given up */
async function deliver(vault: Vault, copy: DueCopy, tenure: Tenure): Promise<string | undefined> {
  if (await vault.store.read(db => isTakenBack(db, vault, copy.letterId))) return stop(vault, copy);
  const problem = await handOver(vault, copy, tenure);
  // Who was interrupted was neither told nor failed.
  if (problem?.isPassing && tenure.isOver()) return undefined;
  const at = vault.clock.now();
  const { directTriedForMs, directRetryFirstMs } = vault.limits;
  const isLast = problem && (!problem.isPassing || at - copy.queuedAt >= directTriedForMs);
  await vault.store.write(async db => {
    const { directOutbox } = db;
    if (!problem) await directOutbox.settle(copy.id, ['queued'], { state: 'sent', problem: undefined, at });
    else if (isLast)
      await directOutbox.settle(copy.id, ['queued'], { state: 'failed', problem: problem.word, at });
    else {
      const gap = directRetryFirstMs * getAt(gaps, Math.min(copy.tries, gaps.length - 1));
      const again = { tries: copy.tries + 1, dueAt: at + gap, problem: problem.word, at };
      await directOutbox.postpone(copy.id, again);
    }
    if (copy.kind === 'mdn') await directOutbox.drop(copy.letterId);
  }, ofJob('direct'));
  return isLast ? problem.word : undefined;
}

async function stop(vault: Vault, { id }: DueCopy): Promise<undefined> {
  const stopped = { state: 'failed', problem: 'stopped', at: vault.clock.now() } as const;
  await vault.store.write(
    async db => void (await db.directOutbox.settle(id, ['queued'], stopped)),
    ofJob('direct'),
  );
}

async function handOver(vault: Vault, copy: DueCopy, { ending }: Tenure): Promise<RoadProblem | undefined> {
  try {
    const plain = await readCopy(vault, copy);
    const raw = await sealCopy(vault, plain, ending);
    const mail = { from: plain.head.from, to: plain.to, raw };
    if (isWithin(vault, plain.to)) await deliverWithin(vault, mail);
    else await vault.directRoads.deliver(mail, ending);
    return undefined;
  } catch (error) {
    if (error instanceof RoadProblem) return error;
    throw error;
  }
}

async function readCopy(vault: Vault, { id, letterId, sealedTo, queuedAt }: DueCopy): Promise<PlainCopy> {
  const letter = await vault.store.read(db => db.directOutbox.contents(letterId));
  if (!letter) throw new RoadProblem('other-key-file', false);
  try {
    const head = openHead(vault, letter.sealedHead);
    return {
      id,
      to: openAddress(vault, sealedTo),
      head,
      contents: vault.keys.open(letter.sealedContents),
      queuedAt,
    };
  } catch {
    // The key file is another one than when it was queued.
    throw new RoadProblem('other-key-file', false);
  }
}

/** Forgets what nobody asks for any more: what arrived messages held, what was sent long ago, what was found of others. */
export async function sweepDirect({ store, clock, limits }: Vault): Promise<void> {
  const now = clock.now();
  await store.write(
    db =>
      db.directOutbox.sweep({
        contents: now - limits.directContentsKeptMs,
        letters: now - limits.directSentKeptMs,
        found: now,
      }),
    ofJob('direct'),
  );
}
