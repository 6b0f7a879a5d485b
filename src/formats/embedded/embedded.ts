// Files inside of others: a report as PDF in a message, a letter in a document. They become items of the type File, which hold
// their bytes.
import file from '../../things/file.ts';
import { type AboutCandidate, type Finding, leaveOut, makeFinding } from '../format.ts';
import { embeddedBytesMax } from './limits.ts';

export interface Embedded {
  /** What people call it, without an ending. */
  readonly title: string;
  readonly bytes: Uint8Array;
}

/** By the first bytes, which say more than whoever sent it. */
const kinds: readonly (readonly [begin: RegExp, contentType: string, ending: string])[] = [
  [/^%PDF-/, 'application/pdf', 'pdf'],
  [/^\x89PNG\r\n/, 'image/png', 'png'],
  [/^\xff\xd8\xff/, 'image/jpeg', 'jpg'],
  [/^GIF8[79]a/, 'image/gif', 'gif'],
  [/^(II\*\0|MM\0\*)/, 'image/tiff', 'tif'],
  [/^\{\\rtf/, 'application/rtf', 'rtf'],
  [/^(\xef\xbb\xbf)?\s*<(!doctype html|html)/i, 'text/html', 'html'],
  [/^(\xef\xbb\xbf)?\s*<\?xml|^\s*<[A-Za-z:]+\s[^>]*xmlns/, 'application/xml', 'xml'],
  [/^[\t\n\r\x20-\x7e\x80-\xff]*$/, 'text/plain', 'txt'],
];
const unknown = ['application/octet-stream', 'bin'] as const;

/** @param what the file's own word for it, where it is left out */
export function makeFile(
  { title, bytes }: Embedded,
  what: string,
  about: Pick<AboutCandidate, 'source' | 'sourceId' | 'note'>,
): Finding {
  if (bytes.length === 0) return leaveOut('invalid', what);
  if (bytes.length > embeddedBytesMax) return leaveOut('too-large', what);
  const head = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  const known = kinds.find(([begin]) => begin.test(head));
  const [contentType, ending] = known ? ([known[1], known[2]] as const) : unknown;
  const name = `${cutTitle(title)}.${ending}`;
  const value = { name, size: bytes.length, contentType: { text: contentType } };
  const held = { contentType, base64: Buffer.from(bytes).toString('base64') };
  return makeFinding(file, value, what, { ...about, file: held });
}

const titleCharacters = 200;

/** As it may stand in the name of a file. */
function cutTitle(title: string): string {
  const cut = [...title.replace(/[\p{Cc}/\\]+/gu, ' ')].slice(0, titleCharacters).join('').trim();
  return cut.slice(0, titleCharacters).replace(/\p{Surrogate}$/u, '') || 'document';
}
