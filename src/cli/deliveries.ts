// `keepwell deliveries …`: what subscriptions are owed, and what was given up because a receiver took too long to come back.
import type { Command } from 'commander';
import type { Delivering, Parked } from '../core/events/subscription.ts';
import { addCommand, type CommonOptions, type Io, print, readAppId } from './command.ts';
import { Failure } from './explain.ts';
import { useVault } from './vault.ts';

interface ListOptions extends CommonOptions {
  readonly app?: string;
}

export function addDeliveries(parent: Command, io: Io): void {
  const deliveries = parent
    .command('deliveries')
    .description('Events: what the subscriptions of applications are owed, and what was given up.');
  addCommand(deliveries, 'list', 'Lists the subscriptions and how their deliveries go.')
    .option('--app <guid>', 'those of one application')
    .action((options: ListOptions) => list(options, io));
  addCommand(
    deliveries,
    'retry <subscription-id>',
    'Tries at once what waits or was given up. Meant for a receiver that was mended.',
  ).action((id: string, options: CommonOptions) => retry(id, options, io));
  addCommand(deliveries, 'drop <subscription-id>', 'Forgets what was given up.').action(
    (id: string, options: CommonOptions) => drop(id, options, io),
  );
}

interface State {
  readonly subscription: Delivering;
  readonly owed: { readonly records: number; readonly operations: number };
  readonly parked: readonly Parked[];
}

async function list(options: ListOptions, io: Io): Promise<void> {
  const states = await useVault(options, io, vault =>
    vault.store.read(async db => {
      const appId = options.app === undefined ? undefined : readAppId(options.app, '--app');
      const subscriptions = await (appId === undefined ? db.events.all() : db.events.ofApp(appId));
      const found: State[] = [];
      for (const subscription of subscriptions) {
        const { id } = subscription;
        found.push({ subscription, owed: await db.events.owed(id), parked: await db.events.parked(id) });
      }
      return found;
    }),
  );
  const lines = states.length === 0 ? ['There are no subscriptions.'] : states.flatMap(inLines);
  print(io, options, states.map(inJson), lines);
}

async function retry(id: string, options: CommonOptions, io: Io): Promise<void> {
  await useVault(options, io, async vault => {
    await vault.store.write(async db => {
      demand(await db.events.byId(id.toLowerCase()));
      await db.events.unpark(id.toLowerCase(), vault.clock.now());
    });
  });
  print(io, options, { subscriptionId: id }, ['It is tried again as soon as the server runs.']);
}

async function drop(id: string, options: CommonOptions, io: Io): Promise<void> {
  const dropped = await useVault(options, io, vault =>
    vault.store.write(async db => {
      demand(await db.events.byId(id.toLowerCase()));
      const parked = await db.events.parked(id.toLowerCase());
      await db.events.dropParked(id.toLowerCase());
      return changesIn(parked);
    }),
  );
  print(io, options, { subscriptionId: id, dropped }, [`Forgot ${dropped} changes.`]);
}

function demand(subscription: Delivering | undefined): void {
  if (!subscription)
    throw new Failure('There is no such subscription. `keepwell deliveries list` shows those there are.');
}

function inJson({ subscription, owed, parked }: State) {
  const { id, appId, url, failures, heldUntil, lastFailure } = subscription;
  return {
    subscriptionId: id,
    appId,
    url,
    owed,
    failures,
    ...(failures > 0 && { lastFailure, nextTry: new Date(heldUntil).toISOString() }),
    parked: parked.map(({ recordId, first, last, parkedAt }) => ({
      recordId,
      first,
      last,
      parkedAt: new Date(parkedAt).toISOString(),
    })),
  };
}

function inLines({ subscription, owed, parked }: State): string[] {
  const { id, appId, url, failures, heldUntil, lastFailure } = subscription;
  return [
    `${id}  ${url}`,
    `  application ${appId}`,
    owed.records === 0
      ? '  owed nothing'
      : `  owed up to ${owed.operations} changes in ${owed.records} records`,
    ...(failures > 0
      ? [
          `  failed ${failures} times in a row: ${lastFailure}; next try after ${new Date(heldUntil).toISOString()}`,
        ]
      : []),
    ...(parked.length > 0 ? [`  gave up ${changesIn(parked)} changes in ${parked.length} records`] : []),
  ];
}

/** As many at most: some of them may not be for this subscription. */
function changesIn(parked: readonly Parked[]): number {
  return parked.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}
