// What the parts of an import's page are given.
import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import type { Import } from '../../../core/imports/import.ts';
import type { SignedInVisit } from '../../web/visit.ts';

export interface Shown {
  readonly visit: SignedInVisit;
  readonly of: AccessibleRecord;
  readonly one: Import;
  /** Of the application that sent the person here, sealed. */
  readonly request: string | undefined;
}
