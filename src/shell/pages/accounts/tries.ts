// What pages of accounts say when there were too many tries.
import { TooManyTries } from '../../../core/limits/rate-limit.ts';
import { signInWords } from '../../../locales/words.ts';
import { announcePause } from '../../web/pause.ts';
import type { ShellContext } from '../../web/visit.ts';

/** What a page says of it: a text, or the wait alone for a text of its own. */
type TooManyPage = (text: string, wait: string, error: TooManyTries) => Promise<Response>;

/** Runs what counts tries; a page of its own says how long to wait when there were too many. */
export async function runCounted(
  c: ShellContext,
  run: () => Promise<Response>,
  tooMany: TooManyPage,
): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof TooManyTries)) throw error;
    const wait = announcePause(c, error);
    return tooMany(signInWords(c.var.visit.language).tooMany(wait), wait, error);
  }
}
