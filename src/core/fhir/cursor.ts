// Where a page ends, as something that only this vault reads: the question and the place in its order, so that what is written
// meanwhile moves nothing, and no address tells what was asked or where it stands.
import type { Vault } from '../vault.ts';
import type { ResourcePlace } from './ports.ts';
import { FhirProblem } from './problem.ts';

interface Cursor {
  readonly recordId: string;
  readonly appId: string | undefined;
  /** What is asked: of a search its kind, of a history what it is of. */
  readonly of: string;
  readonly pairs: readonly (readonly [string, string])[];
  readonly after: ResourcePlace;
  /** Milliseconds, UTC. */
  readonly until: number;
}

export function writeCursor({ keys }: Vault, cursor: Cursor): string {
  return keys.seal(Buffer.from(JSON.stringify(cursor))).toString('base64url');
}

/** @throws FhirProblem for what is none of these, of another question or over */
export function readCursor(
  { keys, clock }: Vault,
  text: string,
  { recordId, appId, of }: Pick<Cursor, 'recordId' | 'appId' | 'of'>,
): Cursor {
  let cursor: Cursor;
  try {
    cursor = JSON.parse(keys.open(Buffer.from(text, 'base64url')).toString());
  } catch {
    throw badCursor();
  }
  const isOwn = cursor.recordId === recordId && cursor.appId === appId && cursor.of === of;
  if (!isOwn || !(cursor.until > clock.now())) throw badCursor();
  return cursor;
}

function badCursor(): FhirProblem {
  return new FhirProblem(
    410,
    'not-found',
    'The page is of another search, or too long ago. Begin the search anew and follow its links as they come.',
  );
}
