// What goes wrong at the browser, as a page tells it.
import { Fault, status } from '../../core/errors.ts';

/** Shown as a page of its own, in words for the person; `detail` is for whoever made the application or the link. */
export class Problem extends Error {
  readonly httpStatus: ProblemStatus;
  readonly title: string;
  readonly text: string;
  readonly detail: string | undefined;
  constructor(httpStatus: ProblemStatus, title: string, text: string, detail?: string) {
    super(detail ?? text);
    this.httpStatus = httpStatus;
    this.title = title;
    this.text = text;
    this.detail = detail;
  }
}

export type ProblemStatus = 400 | 403 | 404 | 405 | 413 | 429 | 500 | 501;

/** An application sent the person here with something wrong in its request. */
export function appMistake(detail: string): Problem {
  const text =
    'The app that sent you here asked for something in a way that does not work. Nothing was shared. Go back to the app, or tell its makers what it says below.';
  return new Problem(400, 'This app made a mistake', text, detail);
}

export function foreignForm(): Problem {
  const text =
    'This page was open for a long time, or was not opened from here. Nothing was changed. Go back, reload the page and try again.';
  return new Problem(403, 'This form is no longer valid', text);
}

export function notFound(): Problem {
  return new Problem(404, 'Page not found', 'There is no page at this address. It may have been mistyped.');
}

export function wrongMethod(): Problem {
  return new Problem(
    405,
    'This cannot be opened that way',
    'This address only takes what its own form sends. Start again from the home page.',
  );
}

export function tooLong(): Problem {
  return new Problem(
    413,
    'That was too long',
    'What was sent is longer than any form here needs. Nothing was changed.',
  );
}

export function tooManyTries(): Problem {
  return new Problem(
    429,
    'Too many tries',
    'For safety there is a pause after many tries. Wait a quarter of an hour, then try again.',
  );
}

export function ourFault(): Problem {
  return new Problem(
    500,
    'Something went wrong',
    'It was not your doing, and nothing was changed. Try again in a moment.',
  );
}

/** A fault of the core that no page expected. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (!(error instanceof Fault)) return undefined;
  if (error.status === 'RETRY_LIMIT_EXCEEDED') return tooManyTries();
  const httpStatus = error.status === 'ACCESS_DENIED' ? 403 : 400;
  return new Problem(httpStatus, 'That did not work', error.message, `Code ${status(error.status).code}`);
}
