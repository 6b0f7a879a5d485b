// What who signs in to a suspended account is told.

import { signInWords } from '../../../locales/words.ts';
import { Problem } from '../../web/problem.ts';
import type { ShellContext } from '../../web/visit.ts';

export function makeSuspended(c: ShellContext): Problem {
  const w = signInWords(c.var.visit.language);
  return new Problem(403, w.suspendedTitle, w.suspended);
}
