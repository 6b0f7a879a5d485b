// Reads forms, and refuses those that were not opened here by who sends them.
import { foreignForm, othersForm } from './problem.ts';
import { getPersonOfForm, isOwnForm, type ShellContext } from './visit.ts';

export async function readForm(c: ShellContext): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

/** @throws Problem */
export function demandOwnForm(c: ShellContext, form: URLSearchParams): void {
  if (!isOwnForm(c, form)) throw getPersonOfForm(c, form) ? othersForm() : foreignForm();
}
