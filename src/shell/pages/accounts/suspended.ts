// What who signs in to a suspended account is told.
import { Problem } from '../../web/problem.ts';
import type { ShellContext } from '../../web/visit.ts';
import { signInWords } from './sign-in-words.ts';

export function suspended(c: ShellContext): Problem {
  const w = signInWords(c.var.visit.language);
  return new Problem(403, w.suspendedTitle, w.suspended);
}
