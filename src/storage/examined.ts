// A database as it is, for the doctor: looked at without being changed, not even brought up to date.
import type { Reader } from '../core/store.ts';
import type { StepLeft } from './steps-left.ts';

export interface Examined {
  /** Reads what this version of Keepwell reads; undefined for a vault that an older one left. */
  readonly db: Reader | undefined;
  /** What is broken, in words of the database; the thorough look compares indexes with their tables too. */
  problems(isThorough: boolean): string[];
  /** How the database itself stands: facts, and what to mend. Undefined where that is nothing but its file. */
  state?(): Promise<{ readonly facts: readonly string[]; readonly problems: readonly string[] }>;
  readonly stepsLeft: number;
  /** What would bring it up to date. */
  listSteps(): Promise<StepLeft[]>;
  close(): Promise<void>;
}
