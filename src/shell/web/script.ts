// What the scripts of pages send, and how they are answered: in JSON, refusals too. Each request carries the browser's token, in a form
// or, beside bytes, in a header.
import { Fault } from '../../core/faults.ts';
import { findProblem, foreignForm, type ProblemStatus, signedOut } from './problem.ts';
import { getPersonOfForm, isOwnForm, isSignedIn, type ShellContext, type SignedInContext } from './visit.ts';

/** What stands against it, where the area has words for it. */
type SayFault = (fault: Fault, c: ShellContext) => string | undefined;

export function answerScript(
  handle: (c: ShellContext) => Promise<object>,
  sayFault: SayFault,
): (c: ShellContext) => Promise<Response> {
  return async c => {
    try {
      return sendJson(c, await handle(c));
    } catch (error) {
      const { incoming } = c.env;
      // A browser that went away in the middle is nobody's fault.
      if (!incoming.complete && incoming.destroyed) return c.json({}, 400);
      incoming.resume();
      const problem = findProblem(error);
      if (!problem) throw error;
      const said = error instanceof Fault ? sayFault(error, c) : undefined;
      return sendJson(c, { problem: said ?? problem.told(c.var.visit.language).text }, problem.httpStatus);
    }
  };
}

export function sendJson(c: ShellContext, value: object, status: 200 | 422 | ProblemStatus = 200): Response {
  c.header('Cache-Control', 'no-store');
  c.header('X-Content-Type-Options', 'nosniff');
  return c.json(value, status);
}

/** @throws Problem */
export function demandOwn(c: ShellContext, form: URLSearchParams): asserts c is SignedInContext {
  if (isSignedIn(c) && isOwnForm(c, form)) return;
  throw !c.var.visit.person && getPersonOfForm(c, form) ? signedOut() : foreignForm();
}

/** Where the body is bytes. */
export function readFormOfHeaders(c: ShellContext): URLSearchParams {
  return new URLSearchParams({ form: c.req.header('x-keepwell-form') ?? '' });
}
