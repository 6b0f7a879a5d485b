// Reads forms, and refuses those that were not opened here by who sends them.
import { foreignForm, othersForm } from './problem.ts';
import { isOwnForm, personOfForm, type ShellContext } from './visit.ts';

type FormHandler = (c: ShellContext, form: URLSearchParams) => Promise<Response>;

/** @param whenSignedOut what to do with the form of a person whose session has ended, instead of refusing it */
export function ownForm(
  handle: FormHandler,
  whenSignedOut?: FormHandler,
): (c: ShellContext) => Promise<Response> {
  return async c => {
    const form = await readForm(c);
    if (whenSignedOut && !c.var.visit.person) {
      c.set('formRead', form);
      return whenSignedOut(c, form);
    }
    if (!isOwnForm(c, form)) throw personOfForm(c, form) ? othersForm() : foreignForm();
    return handle(c, form);
  };
}

export async function readForm(c: ShellContext): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}
