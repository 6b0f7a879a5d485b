// Where a page ends, as something that only this vault reads: the question and the place in its order, so that what is written
// meanwhile moves nothing, and no address tells what was asked or where it stands.
import type { Vault } from '../vault.ts';
import type { ResourcePlace } from './ports.ts';
import { FhirProblem } from './problem.ts';

interface Cursor<Place = ResourcePlace> {
  readonly recordId: string;
  readonly appId: string | undefined;
  /** What is asked: of a search its kind, of a history what it is of. */
  readonly of: string;
  readonly pairs: readonly (readonly [string, string])[];
  readonly after: Place;
  /** Milliseconds, UTC. */
  readonly until: number;
}

export function writeCursor<Place>({ keys }: Vault, cursor: Cursor<Place>): string {
  return keys.seal(Buffer.from(JSON.stringify(cursor))).toString('base64url');
}

/** @throws FhirProblem for what is none of these, of another question or over */
export function readCursor<Place = ResourcePlace>(
  { keys, clock }: Vault,
  text: string,
  { recordId, appId, of }: Pick<Cursor<Place>, 'recordId' | 'appId' | 'of'>,
): Cursor<Place> {
  let cursor: Cursor<Place>;
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
