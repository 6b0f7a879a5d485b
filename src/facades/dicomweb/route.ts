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

/** What stood in the address where a route has braces. */
interface Named {
  readonly place: Place;
  readonly frames: readonly number[];
  readonly path: readonly string[];
}

type Read = (named: Named) => What;

const search = (level: Level): Read => {
  return () => ({ kind: 'search', level });
};
const retrieve: Read = () => ({ kind: 'retrieve' });
const metadata: Read = () => ({ kind: 'metadata' });
const draw = (isSmall: boolean): Read => {
  return ({ frames: [frame = 1] }) => ({ kind: 'rendered', isSmall, frame });
};
const cut: Read = ({ frames }) => ({ kind: 'frames', frames });
const lend: Read = ({ path }) => ({ kind: 'bulk', path });
const store: Read = () => ({ kind: 'store' });

/** All that can be asked for. In braces: the number of a study, a series, an instance, those of frames, and the way to a value. */
const routes = {
  'GET /studies': search('study'),
  'GET /series': search('series'),
  'GET /instances': search('instance'),
  'GET /studies/{study}': retrieve,
  'GET /studies/{study}/metadata': metadata,
  'GET /studies/{study}/rendered': draw(false),
  'GET /studies/{study}/thumbnail': draw(true),
  'GET /studies/{study}/series': search('series'),
  'GET /studies/{study}/instances': search('instance'),
  'GET /studies/{study}/series/{series}': retrieve,
  'GET /studies/{study}/series/{series}/metadata': metadata,
  'GET /studies/{study}/series/{series}/rendered': draw(false),
  'GET /studies/{study}/series/{series}/thumbnail': draw(true),
  'GET /studies/{study}/series/{series}/instances': search('instance'),
  'GET /studies/{study}/series/{series}/instances/{instance}': retrieve,
  'GET /studies/{study}/series/{series}/instances/{instance}/metadata': metadata,
  'GET /studies/{study}/series/{series}/instances/{instance}/rendered': draw(false),
  'GET /studies/{study}/series/{series}/instances/{instance}/thumbnail': draw(true),
  'GET /studies/{study}/series/{series}/instances/{instance}/frames/{frames}': cut,
  'GET /studies/{study}/series/{series}/instances/{instance}/frames/{frames}/rendered': draw(false),
  'GET /studies/{study}/series/{series}/instances/{instance}/frames/{frames}/thumbnail': draw(true),
  'GET /studies/{study}/series/{series}/instances/{instance}/bulkdata/{path}': lend,
  'POST /studies': store,
  'POST /studies/{study}': store,
} satisfies Readonly<Record<string, Read>>;

export type DicomRouteName = keyof typeof routes;
export const dicomRouteNames = Object.keys(routes) as DicomRouteName[];

const templates = Object.entries(routes).map(([name, read]) => {
  const [method, path = ''] = name.split(' ');
  return { method, words: splitPath(path), read };
});

/** @param path below the base @throws DicomProblem 400, 404, 405 */
export function readDicomRoute(method: string, path: string, query: string): DicomRoute {
  const asked = method === 'HEAD' ? 'GET' : method;
  if (asked !== 'GET' && asked !== 'POST')
    throw new DicomProblem(405, 'DICOMweb is asked by GET, and instances are stored by POST.');
  const words = splitPath(path);
  for (const template of templates) {
    const named = template.method === asked ? readNamed(template.words, words) : undefined;
    if (named) return { ...template.read(named), ...named.place, pairs: [...new URLSearchParams(query)] };
  }
  throw new DicomProblem(
    404,
    'There is nothing at this address. Studies are at /studies, with their numbers in digits and points below it.',
  );
}

function splitPath(path: string): string[] {
  return path.split('/').filter(word => word !== '');
}

/** Undefined where the address is of another route. @throws DicomProblem 400 */
function readNamed(template: readonly string[], words: readonly string[]): Named | undefined {
  const isOpen = template.at(-1) === '{path}';
  if (isOpen ? words.length < template.length : words.length !== template.length) return undefined;
  const find = (name: string) => words[template.indexOf(name)];
  if (template.some((word, at) => !word.startsWith('{') && word !== words[at])) return undefined;
  const place = { study: find('{study}'), series: find('{series}'), instance: find('{instance}') };
  if (Object.values(place).some(uid => uid !== undefined && !isUid(uid))) return undefined;
  const path = isOpen ? words.slice(template.length - 1) : [];
  if (isOpen && (path.length % 2 === 0 || !path.every(isPathWord))) return undefined;
  const frames = find('{frames}');
  return { place, path, frames: frames === undefined ? [] : readFrameNumbers(frames) };
}

function isPathWord(word: string, at: number): boolean {
  return at % 2 === 0 ? /^[0-9a-f]{8}$/i.test(word) : /^\d{1,6}$/.test(word);
}

/** Each once. */
function readFrameNumbers(list: string): number[] {
  const words = list.split(/,|%2c/i);
  if (!words.every(word => /^[1-9]\d{0,8}$/.test(word)))
    throw new DicomProblem(400, 'Frames are named by their numbers, from 1 on, with commas between them.');
  return [...new Set(words.map(Number))];
}
