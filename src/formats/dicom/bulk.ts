// Where a value lies in its file that the JSON of an instance leaves out.
import { type Dataset, type DicomFile, itemsOf } from './dataset.ts';
import type { Range } from './pixels.ts';

export type BulkPlace = Range;

/** @param path a tag, or a sequence, the place of an item in it, and so on to a tag; undefined where there is no such value */
export function findBulk({ data, isDeflated }: DicomFile, path: readonly string[]): BulkPlace | undefined {
  if (isDeflated) return undefined;
  let at: Dataset | undefined = data;
  for (let i = 0; i + 2 < path.length && at; i += 2) at = itemsOf(at, toKey(path[i]))[Number(path[i + 1])];
  const element = at?.elements[toKey(path.at(-1))];
  if (!element || element.hadUndefinedLength || element.items) return undefined;
  return { from: element.dataOffset, to: element.dataOffset + element.length };
}

function toKey(tag = ''): string {
  return `x${tag.toLowerCase()}`;
}
