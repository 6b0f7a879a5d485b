// What is done to a cluster under load; see run.ts.
import { setTimeout } from 'node:timers/promises';
import { getAt } from '../../assume.ts';
import type { Random } from '../fuzz/random.ts';
import { type Cluster, nodeCount } from './cluster.ts';
import type { CutWay, Relay } from './relay.ts';

/** How long an operator, or what stands in for one, takes to see that the primary is gone. */
const noticeMs = { min: 0, max: 1500 };
const cutMs = { min: 800, max: 9000 };
const ways: readonly CutWay[] = ['both', 'both', 'there', 'back'];

export interface Incident {
  readonly name: string;
  happen(cluster: Cluster, random: Random): Promise<unknown>;
}

export const kill: Incident = {
  name: 'kill of a node',
  async happen(cluster, random) {
    const { node } = getAt(cluster.places, random.below(nodeCount));
    await node.kill();
    await setTimeout(random.below(300));
    await node.start();
  },
};

/** Now and then a node is lost with it. */
export const promotion: Incident = {
  name: 'promotion',
  happen: (cluster, random) =>
    Promise.all([replacePrimary(cluster, random), random.chance(0.3) && kill.happen(cluster, random)]),
};

/** Each takes its turn. */
export const cuts: readonly Incident[] = [
  {
    name: 'cut between a node and the database',
    happen: ({ places }, random) => cutFor(random, getAt(places, random.below(nodeCount)).toDatabase),
  },
  {
    name: 'cut between the proxy and a node',
    happen: ({ places }, random) => cutFor(random, getAt(places, random.below(nodeCount)).fromProxy),
  },
  { name: 'cut around the primary, and promotion', happen: splitPrimaryOff },
  {
    name: 'cut between the primary and the standby',
    happen: ({ pair }, random) => cutFor(random, pair.replication),
  },
  {
    name: 'cut between the primary and all nodes',
    happen: (cluster, random) => cutFor(random, cluster.wayTo(cluster.pair.primary)),
  },
];

/** The machine of the primary is lost, or its first process only. */
async function replacePrimary(cluster: Cluster, random: Random): Promise<void> {
  const { primary } = cluster.pair;
  await (random.chance(0.5) ? primary.kill() : primary.killPostmaster());
  await setTimeout(random.between(noticeMs.min, noticeMs.max));
  await cluster.failOver();
  await setTimeout(random.below(500));
  await cluster.pair.join();
}

/** The standby takes over from a primary that nobody reaches and that goes on believing to be one, even once it is reached. */
async function splitPrimaryOff(cluster: Cluster, random: Random): Promise<void> {
  const { pair } = cluster;
  const old = pair.primary;
  const oldWay = cluster.wayTo(old);
  oldWay.cut();
  pair.replication.cut();
  await setTimeout(random.between(noticeMs.min, noticeMs.max));
  await cluster.failOver();
  await setTimeout(random.below(1500));
  oldWay.mend(random.pick(['late', 'reset']));
  await setTimeout(random.below(1500));
  await old.kill();
  pair.replication.mend('reset');
  await pair.join();
}

async function cutFor(random: Random, relay: Relay): Promise<void> {
  relay.cut(random.pick(ways));
  await setTimeout(random.between(cutMs.min, cutMs.max));
  relay.mend(random.pick(['late', 'reset']));
}
