// Who watches a backup, a restore or a drill, and may stop it.

export interface BackupWatcher {
  /** Once for the rows of all tables, once for the parts of files. */
  onBegin?(what: 'rows' | 'files', count: number): void;
  /** @param count rows of a table, or parts of files */
  onSlice?(what: string, count: number): void;
  /** Asked all the time. @throws to stop */
  goOn?(): void;
}
