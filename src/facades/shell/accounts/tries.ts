// What pages of accounts say when there were too many tries.
import { Fault } from '../../../core/errors.ts';
import type { ShellContext } from '../visit.ts';
import { signInWords } from './sign-in-words.ts';

export function isTooMany(error: unknown): boolean {
  return error instanceof Fault && error.status === 'RETRY_LIMIT_EXCEEDED';
}

/** Runs what counts tries; a page of its own says to wait when there were too many. */
export async function counted(
  c: ShellContext,
  run: () => Promise<Response>,
  tooMany: (text: string) => Promise<Response>,
): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    if (!isTooMany(error)) throw error;
    c.header('Retry-After', String(Math.ceil(c.var.visit.vault.limits.signInTriesWindowMs / 1000)));
    return tooMany(signInWords(c.var.visit.language).tooMany);
  }
}
