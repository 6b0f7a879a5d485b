// Health records, and who may reach them.

/** One human's health data. */
export interface HealthRecord {
  readonly id: string;
  /** The name of whom it is about. */
  readonly name: string;
  /** ISO 3166 alpha-2: of the person it is about, as their basic information says, or else of whoever made it. */
  readonly country: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** What is `deleted` lies in the bin: no access reaches it. */
  readonly state: 'active' | 'suspended' | 'deleted';
  readonly deletedAt: number | undefined;
}

export type AccessLevel = 'custodian' | 'modify' | 'view';

/** What a person may do with a record. */
export interface RecordAccess {
  readonly personId: string;
  readonly recordId: string;
  readonly level: AccessLevel;
  /** HealthVault's relationship number; 1 is the person self. */
  readonly relationship: number;
  /** Version-type-ids, when the access is to some types only. */
  readonly typeIds: readonly string[] | undefined;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
}
