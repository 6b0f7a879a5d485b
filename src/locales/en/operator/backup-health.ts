// The words for whether the vault is backed up, and whether its backups come back.

export const backupHealthWords = {
  title: 'Backups',
  notSet:
    'The settings name no place for backups. If none are made otherwise, what this vault holds is lost with its disk.',
  never: 'No backup was made yet.',
  target: 'Where',
  last: 'Last backup',
  kept: (count: number) => (count === 1 ? '1 backup is kept' : `${count} backups are kept`),
  missing: (count: number) =>
    `${count} parts of files are not in it: the vault itself has lost them. Run keepwell doctor --thorough.`,
  failed: (when: string) => `On ${when} a backup could not be made:`,
  overdue: 'That is longer ago than the settings want. Look into the server’s log.',
  proven: 'Last proof',
  provenNever: 'No backup was restored for a trial yet.',
  provenRecords: (same: string, all: string) => `${same} of ${all} records came back as they were`,
  found: (when: string) => `The trial on ${when} found:`,
  underWay: 'A backup or its proof is under way.',
  asked: 'A backup begins within a minute.',
  backUpNow: 'Back up now',
};
