// What an address below the base asks for: studies, series and instances by their numbers, and how they are wanted. Pure.
import type { Level } from '../../core/imaging/attributes.ts';
import { isUid } from '../../formats/dicom/uids.ts';
import { DicomProblem } from './problem.ts';

export type What =
  | { readonly kind: 'search'; readonly level: Level }
  | { readonly kind: 'retrieve' }
  | { readonly kind: 'metadata' }
  | { readonly kind: 'rendered'; readonly isSmall: boolean; readonly frame: number }
  | { readonly kind: 'frames'; readonly frames: readonly number[] }
  | { readonly kind: 'bulk'; readonly path: readonly string[] }
  | { readonly kind: 'store' };

export interface Place {
  readonly study?: string | undefined;
  readonly series?: string | undefined;
  readonly instance?: string | undefined;
}

export type DicomRoute = What &
  Place & {
    readonly pairs: readonly (readonly [string, string])[];
  };

/** @param path below the base @throws DicomProblem 404, 405 */
export function readDicomRoute(method: string, path: string, query: string): DicomRoute {
  const pairs = [...new URLSearchParams(query)];
  const words = path.split('/').filter(word => word !== '');
  const { place, rest } = readPlace(words);
  if (method === 'POST') {
    if (words[0] !== 'studies' || words.length > 2) throw unknown();
    return { kind: 'store', ...place, pairs };
  }
  if (method !== 'GET' && method !== 'HEAD')
    throw new DicomProblem(405, 'DICOMweb is asked by GET, and instances are stored by POST.');
  return { ...readWhat(place, rest), ...place, pairs };
}

/** Instances may be asked for across studies; a place is named from the study on. */
function readPlace(words: readonly string[]): { place: Place; rest: readonly string[] } {
  if (words[0] !== 'studies' || words.length === 1) return { place: {}, rest: words };
  const [, study, second, series, third, instance] = words;
  const isSeries = second === 'series' && series !== undefined;
  const isInstance = isSeries && third === 'instances' && instance !== undefined;
  const place = { study, ...(isSeries && { series }), ...(isInstance && { instance }) };
  for (const uid of Object.values(place)) if (!isUid(uid)) throw unknown();
  return { place, rest: words.slice(isInstance ? 6 : isSeries ? 4 : 2) };
}

function readWhat({ study, series, instance }: Place, rest: readonly string[]): What {
  const [first, ...more] = rest;
  if (first === undefined && study !== undefined) return { kind: 'retrieve' };
  if (more.length === 0) {
    if (first === 'studies' && study === undefined) return { kind: 'search', level: 'study' };
    if (first === 'series' && series === undefined) return { kind: 'search', level: 'series' };
    if (first === 'instances' && instance === undefined) return { kind: 'search', level: 'instance' };
    if (first === 'metadata' && study !== undefined) return { kind: 'metadata' };
    if (isPicture(first) && study !== undefined)
      return { kind: 'rendered', isSmall: first === 'thumbnail', frame: 1 };
  }
  if (instance === undefined) throw unknown();
  if (first === 'frames' && more.length > 0 && more[1] === undefined)
    return { kind: 'frames', frames: readFrameNumbers(more[0] ?? '') };
  if (first === 'frames' && more.length === 2 && isPicture(more[1])) {
    const [frame = 1] = readFrameNumbers(more[0] ?? '');
    return { kind: 'rendered', isSmall: more[1] === 'thumbnail', frame };
  }
  if (first === 'bulkdata' && more.length % 2 === 1 && more.every(isPathWord))
    return { kind: 'bulk', path: more };
  throw unknown();
}

function isPicture(word: string | undefined): boolean {
  return word === 'rendered' || word === 'thumbnail';
}

function isPathWord(word: string, at: number): boolean {
  return at % 2 === 0 ? /^[0-9a-f]{8}$/i.test(word) : /^\d{1,6}$/.test(word);
}

const framesMax = 10_000;

function readFrameNumbers(list: string): number[] {
  const numbers = list.split(/,|%2c/i).map(Number);
  if (numbers.length > framesMax || !numbers.every(number => Number.isInteger(number) && number > 0))
    throw new DicomProblem(400, 'Frames are named by their numbers, from 1 on, with commas between them.');
  return numbers;
}

function unknown(): DicomProblem {
  return new DicomProblem(
    404,
    'There is nothing at this address. Studies are at /studies, with their numbers in digits and points below it.',
  );
}
