// What settings say of backups. Read by backup-settings.ts.
import type { MasterPlace } from '../seals/master-place.ts';

export interface Keep {
  /** The last backup of each of so many days, weeks and months that have one. */
  readonly days: number;
  readonly weeks: number;
  readonly months: number;
}

export interface BackupSettings {
  /** A folder, or `s3://bucket/prefix?…`. */
  readonly target: string;
  /** `age1…` */
  readonly recipients: readonly string[];
  /** When backups are made by themselves: at a time of day, by the clock of the machine, or each so many hours. */
  readonly when: { readonly minuteOfDay: number } | { readonly everyHours: number } | undefined;
  /** Undefined where all are kept. */
  readonly keep: Keep | undefined;
  /** How often the last backup is restored for a trial; 0 is never. */
  readonly drillEveryDays: number;
}

/** What a vault knows of its own backups. */
export interface Backups {
  readonly settings: BackupSettings;
  /** Where the vault is kept: its data folder, the address of its database where that is not a file there, and its master key. */
  readonly place: {
    readonly data: string;
    readonly database: string | undefined;
    readonly masterKey: MasterPlace;
  };
}
