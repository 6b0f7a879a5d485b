// Pages of items of a type: from one to the next by a mark that only this vault reads, so that no address tells a date.
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import type { Reader } from '../store.ts';
import type { ThingFilter, ThingPlace } from '../things/query.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';

export interface PageAsked {
  /** What is asked, as other pages of it are asked by the same mark. */
  readonly of: string;
  readonly filter: ThingFilter;
  readonly limit: number;
  readonly after: string | undefined;
}

export interface Page {
  readonly things: readonly StoredThing[];
  /** The mark of the next page, where there is one. */
  readonly next: string | undefined;
}

/** The newest first; fewer where they are large. @throws invalid for a mark that is none of these */
export async function readPage(db: Reader, vault: Vault, grant: Grant, asked: PageAsked): Promise<Page> {
  const { of, filter, limit, after } = asked;
  const { keys, limits } = vault;
  const place = after === undefined ? undefined : readMark(vault, grant, of, after);
  let bytes = 0;
  let count = 0;
  const fits = (size: number) => {
    bytes += size;
    count += 1;
    return bytes <= limits.pageBytesMax || count === 1;
  };
  const query = {
    filters: [{ states: ['Active' as const], ...filter }],
    currentOnly: true,
    order: 'newest first' as const,
    limit: limit + 1,
    ...(place && { after: place }),
  };
  const found = await db.things(grant).query(query, fits);
  const things = found.slice(0, limit);
  const last = things.at(-1);
  if (!last || count <= things.length) return { things, next: undefined };
  const { effectiveDate, ordinal, versionStamp, updated } = last;
  const mark = {
    recordId: grant.recordId,
    of,
    after: { effectiveDate, ordinal, versionStamp, updatedAt: updated.at },
  };
  return { things, next: keys.seal(Buffer.from(JSON.stringify(mark))).toString('base64url') };
}

function readMark({ keys }: Vault, { recordId }: Grant, of: string, text: string): ThingPlace {
  try {
    const mark = JSON.parse(keys.open(Buffer.from(text, 'base64url')).toString());
    if (mark.recordId === recordId && mark.of === of) return mark.after;
  } catch {
    // What cannot be opened is none.
  }
  throw fault('invalid', 'The mark of the page is not good. Begin anew, and follow nextLink as it comes.');
}
