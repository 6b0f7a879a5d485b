// What the Shell is given to run with.
import type { IncomingMessage } from 'node:http';
import type { Machine } from '../../core/operator/ports.ts';
import type { SandboxPersonWish } from '../../core/sandbox-person.ts';
import type { Vault } from '../../core/vault.ts';

export interface ShellOptions {
  readonly vault: Vault;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly onError: (error: unknown, about: object) => void;
  /** An answer ended before its end, as the person may have no more of it. */
  readonly onBrokenOff: (about: object) => void;
  /** For the operator's page. */
  readonly lookAtMachine: () => Promise<Machine>;
  /** Are the pages served over https? */
  readonly secure: boolean;
  /** Where the operator's own help pages lie, if there are any. */
  readonly helpFolder: string;
  /** What people of a sandbox have whom developers make. */
  readonly demoThings: (vault: Vault) => Promise<SandboxPersonWish['things']>;
}
