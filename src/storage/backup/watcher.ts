// Who watches a backup, a restore or a drill, and may stop it.

export interface BackupWatcher {
  /** Once for each stretch of work: rows of tables, parts of files, objects of the target. */
  onBegin?(what: 'rows' | 'files' | 'objects', count: number): void;
  /** @param count rows of a table, or parts of files */
  onSlice?(what: string, count: number): void;
  /** Asked all the time. @throws to stop */
  goOn?(): void;
}
