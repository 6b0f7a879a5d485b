// What there is none of becomes a note that says so, by whom and when: it is no item of the kind that it denies, so nobody takes it
// for a medicine or an illness.
import type { DateTime } from '../../things/common/dates.ts';
import type { Denial } from '../../things/common/denials.ts';
import medicalAnnotation from '../../things/medical-annotation.ts';
import { type AboutCandidate, type Finding, leaveOut, makeFinding } from '../format.ts';

interface Denied {
  /** The part of the file that says so, in its word. */
  readonly what: string;
  readonly words: string;
  readonly when: DateTime | undefined;
  /** Who says so, where that is somebody else than the source. */
  readonly by?: string | undefined;
}

/** That nothing is known is nothing that anybody said, so it becomes no note. */
export function makeDenial(
  denial: Denial,
  { what, words, when, by }: Denied,
  about: AboutCandidate = {},
): Finding {
  if (denial === 'unknown' || !when) return leaveOut('denied', what);
  const who = about.source ?? by;
  const value = {
    when,
    content: `${what}: ${words}`,
    author: who === undefined ? undefined : { name: { full: who } },
    classification: what,
  };
  return makeFinding(medicalAnnotation, value, what, about);
}
