// Work that takes long: shows how far it is, and ends at its next step when it is to stop.
import type { BackupWatcher } from '../storage/backup/watcher.ts';
import type { CompareWatcher } from '../storage/copy/compare.ts';
import type { Io } from './command.ts';
import { type RowProgress, showRows } from './db-progress.ts';
import { Failure } from './explain.ts';

export type Work = RowProgress &
  Pick<CompareWatcher, 'goOn'> & {
    /** For what is told of in rows, and in parts of files. */
    ofBackup(what: string): BackupWatcher;
  };

/** @param afterStop what is then so */
export function watchWork(io: Io, afterStop: string): Work {
  const progress = showRows(io);
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  // A second one ends the process at once, which loses nothing either.
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const goOn = () => {
    if (isStopped) throw new Failure(`Stopped. ${afterStop}`);
  };
  return {
    ...progress,
    goOn,
    ofBackup: what => ({
      onBegin: (unit, count) =>
        progress.begin(what, { rows: count, done: 0, unit: unit === 'files' ? 'parts of files' : unit }),
      onSlice: (name, count) => progress.onSlice(name, count),
      goOn,
    }),
    end() {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      progress.end();
    },
  };
}
