// What a person granted an application on a record.
import type { Rule } from './rules.ts';

export interface Authorization {
  readonly appId: string;
  readonly personId: string;
  readonly recordId: string;
  /** The rules as they were when granted: later changes of the application do not widen them. */
  readonly rules: readonly Rule[];
  readonly createdAt: number;
  readonly updatedAt: number;
}
