// The text of messages: the character sets that MSH-18 names, and escapes.
import { makeTable } from '../../schema/table.ts';
import { UnreadableFile } from '../format.ts';
import { type Decode, decodeUnnamed, dropControls } from '../text/unnamed.ts';

const encodings: Readonly<Record<string, string>> = makeTable({
  'UNICODE UTF-8': 'utf-8',
  UNICODE: 'utf-8',
  'UTF-8': 'utf-8',
  UTF8: 'utf-8',
  '8859/1': 'windows-1252',
  '8859/2': 'iso-8859-2',
  '8859/3': 'iso-8859-3',
  '8859/4': 'iso-8859-4',
  '8859/5': 'iso-8859-5',
  '8859/6': 'iso-8859-6',
  '8859/7': 'iso-8859-7',
  '8859/8': 'iso-8859-8',
  '8859/9': 'windows-1254',
  '8859/15': 'iso-8859-15',
  'ISO IR14': 'iso-2022-jp',
  'ISO IR87': 'iso-2022-jp',
  'ISO IR159': 'iso-2022-jp',
  'GB 18030-2000': 'gb18030',
  'KS X 1001': 'euc-kr',
  'BIG-5': 'big5',
});

/** @param name the first repetition of MSH-18 */
export function findDecoder(name: string): Decode {
  const folded = name.trim().toUpperCase();
  // Whoever says ASCII writes more than that, too.
  if (folded === '' || folded === 'ASCII') return decodeUnnamed;
  const encoding = encodings[folded];
  if (encoding === undefined) throw new UnreadableFile('wrong-encoding');
  const decoder = new TextDecoder(encoding, { fatal: true });
  return bytes => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw new UnreadableFile('wrong-encoding');
    }
  };
}

/** The characters that a message divides its text by. */
export interface Separators {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
}

/** So far a backslash is taken for the beginning of an escape. */
const escapeLengthMax = 256;

/** Text without escapes, and without characters that no item can hold. */
export function readEscapes(written: string, separators: Separators, decode: Decode): string {
  const mark = separators.escape;
  let text = '';
  let at = 0;
  for (;;) {
    const from = mark === '' ? -1 : written.indexOf(mark, at);
    if (from < 0) return dropControls(text + written.slice(at));
    const to = written.slice(from + 1, from + 1 + escapeLengthMax).indexOf(mark);
    const said = to < 0 ? undefined : readEscape(written.slice(from + 1, from + 1 + to), separators, decode);
    text += written.slice(at, from) + (said ?? mark);
    at = said === undefined ? from + 1 : from + to + 2;
  }
}

/** Undefined for what is no escape. */
function readEscape(name: string, separators: Separators, decode: Decode): string | undefined {
  if (name === 'F') return separators.field;
  if (name === 'S') return separators.component;
  if (name === 'T') return separators.subcomponent;
  if (name === 'R') return separators.repetition;
  if (name === 'E') return separators.escape;
  // Highlighting, other character sets, and what systems agreed on between them.
  if (/^([HNP]|[CMZ][0-9A-F]*)$/i.test(name)) return '';
  if (/^X([0-9A-F]{2})+$/i.test(name)) return readHex(name.slice(1), decode);
  if (/^\.(br|sp\+?\d*|ce)$/i.test(name)) return '\n';
  if (/^\.(in|ti|sk)[+-]?\d*$/i.test(name)) return ' ';
  if (/^\.(fi|nf)$/i.test(name)) return '';
  return undefined;
}

function readHex(digits: string, decode: Decode): string {
  const text = decode(Uint8Array.from(Buffer.from(digits, 'hex')));
  return text.replace(/\r\n?/g, '\n');
}
