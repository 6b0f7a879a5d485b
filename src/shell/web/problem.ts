// What goes wrong at the browser, as a page tells it.
import { Fault } from '../../core/faults.ts';
import { statusOf } from '../../core/healthvault/status-fault.ts';
import type { Mistake } from '../../core/healthvault/tracing/mistake.ts';
import { TooManyTries } from '../../core/limits/rate-limit.ts';
import type { Language } from '../../locales/language.ts';
import { problemWords } from '../../locales/words.ts';
import { sayWait } from './pause.ts';

type ProblemName = Exclude<keyof ReturnType<typeof problemWords>, 'fault' | 'tooManyTries'>;

export interface ProblemText {
  readonly title: string;
  readonly text: string;
}

/** Shown as a page of its own, in words for the person; `detail` is for whoever made the application or the link. */
export class Problem extends Error {
  readonly httpStatus: ProblemStatus;
  readonly title: string;
  readonly text: string;
  readonly detail: string | undefined;
  /** The words in the language of the visit, where whoever throws does not know it. */
  readonly inLanguage: ((language: Language) => ProblemText) | undefined;
  /** What it is that the application got wrong, where it did. */
  readonly mistake: Mistake | undefined;
  constructor(
    httpStatus: ProblemStatus,
    title: string,
    text: string,
    detail?: string,
    inLanguage?: (language: Language) => ProblemText,
    mistake?: Mistake,
  ) {
    super(detail ?? text);
    this.httpStatus = httpStatus;
    this.title = title;
    this.text = text;
    this.detail = detail;
    this.inLanguage = inLanguage;
    this.mistake = mistake;
  }

  told(language: Language): ProblemText {
    return this.inLanguage?.(language) ?? this;
  }
}

export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 413 | 429 | 500 | 501 | 503;

/** A problem whose words are known in every language. */
export function makeProblem(
  httpStatus: ProblemStatus,
  name: ProblemName,
  detail?: string,
  mistake?: Mistake,
): Problem {
  return inEvery(httpStatus, detail, language => problemWords(language)[name], mistake);
}

function inEvery(
  httpStatus: ProblemStatus,
  detail: string | undefined,
  inLanguage: (language: Language) => ProblemText,
  mistake?: Mistake,
): Problem {
  const { title, text } = inLanguage('en');
  return new Problem(httpStatus, title, text, detail, inLanguage, mistake);
}

/** An application sent the person here with something wrong in its request. The detail is English, as its makers read it. */
export function makeAppMistake(detail: string, mistake: Mistake = 'address'): Problem {
  return makeProblem(400, 'appMistake', detail, mistake);
}

export function foreignForm(): Problem {
  return makeProblem(403, 'foreignForm');
}

/** A form whose page was drawn for somebody else than who is signed in now. */
export function othersForm(): Problem {
  return makeProblem(403, 'othersForm');
}

/** What a script of a page sends after the session has ended. */
export function signedOut(): Problem {
  return makeProblem(401, 'signedOut');
}

/** A form with a file that breaks off, or is none. */
export function malformedForm(): Problem {
  return makeProblem(400, 'malformedForm');
}

export function notFound(): Problem {
  return makeProblem(404, 'notFound');
}

export function wrongMethod(): Problem {
  return makeProblem(405, 'wrongMethod');
}

export function tooLong(): Problem {
  return makeProblem(413, 'tooLong');
}

function tooManyTries(waitMs: number): Problem {
  return inEvery(429, undefined, language => problemWords(language).tooManyTries(sayWait(waitMs, language)));
}

export function unavailable(): Problem {
  return makeProblem(503, 'unavailable');
}

export function ourFault(): Problem {
  return makeProblem(500, 'ourFault');
}

/** A fault of the core that no page expected. */
export function findProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  if (!(error instanceof Fault)) return undefined;
  if (error instanceof TooManyTries) return tooManyTries(error.waitMs);
  if (error.reason === 'limitReached') return makeProblem(429, 'tooMuch');
  if (error.reason === 'thingDamaged') return makeProblem(500, 'damaged');
  const httpStatus = error.reason === 'accessDenied' ? 403 : 400;
  const { code, message } = statusOf(error);
  // HealthVault's words for it are of applications.
  if (error.reason === 'accessDenied')
    return inEvery(httpStatus, `Code ${code}`, language => problemWords(language).mayNot);
  return inEvery(httpStatus, `Code ${code}`, language => problemWords(language).fault(message));
}
