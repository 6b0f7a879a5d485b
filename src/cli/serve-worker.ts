// A worker's side of its parent: it is told when to write and when to stop, and tells how it goes.
import type { TakeTurn } from '../storage/dialects/sqlite.ts';
import { type Facts, type FromParent, type FromWorker, workerVariable } from './serve-messages.ts';

export interface WorkerLink {
  readonly isFirst: boolean;
  readonly stopped: Promise<void>;
  readonly takeTurn: TakeTurn;
  /** What it does when its parent has it read its certificate again. */
  onReload(reload: () => void): void;
  ready(facts: Facts | undefined): Promise<void>;
  fail(reason: string): Promise<void>;
}

/** Undefined in a process that is no worker. */
export function joinParent(env: NodeJS.ProcessEnv): WorkerLink | undefined {
  if (env[workerVariable] === undefined || process.send === undefined) return undefined;
  let stop = () => {};
  const stopped = new Promise<void>(resolve => {
    stop = resolve;
  });
  let reload = () => {};
  let begin: (end: () => void) => void = () => {};
  process.on('message', (message: FromParent) => {
    if (message.kind === 'stop') stop();
    else if (message.kind === 'reload') reload();
    else if (message.kind === 'write') begin(() => void tell({ kind: 'written' }));
  });
  // A terminal sends its signals to all processes at once; the parent passes them on.
  process
    .on('SIGINT', () => {})
    .on('SIGHUP', () => {})
    .on('SIGTERM', stop);
  return {
    isFirst: env[workerVariable] === 'first',
    stopped,
    takeTurn: () =>
      new Promise(resolve => {
        begin = resolve;
        void tell({ kind: 'write' });
      }),
    onReload(read) {
      reload = read;
    },
    ready: facts => tell({ kind: 'ready', facts }),
    fail: reason => tell({ kind: 'failed', reason }),
  };
}

/** A worker without its parent is ended by Node, so what cannot be told needs no answer. */
function tell(message: FromWorker): Promise<void> {
  return new Promise(resolve => process.send?.(message, undefined, {}, () => resolve()));
}
