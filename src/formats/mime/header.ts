// What stands in the fields of a mail's header: words in other alphabets, parameters, addresses.
import { decodeText } from './charset.ts';
import type { ContentType } from './part.ts';

const encodedWord = /=\?([\w.:+-]{1,40})(?:\*[\w-]{0,20})?\?([bq])\?([^?\s]*)\?=/gi;

/** RFC 2047. White space between two encoded words is none of the text's, and letters may be cut between them. */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  let text = '';
  let waiting: { charset: string; pieces: Buffer[] } | undefined;
  let at = 0;
  const end = () => {
    if (waiting) text += decodeText(Buffer.concat(waiting.pieces), waiting.charset);
    waiting = undefined;
  };
  for (const found of value.matchAll(encodedWord)) {
    const [whole, charset = '', encoding = '', encoded = ''] = found;
    const between = value.slice(at, found.index);
    if (!waiting || between.trim() !== '') {
      end();
      text += between;
    }
    const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(encoded, 'base64') : decodeQ(encoded);
    if (waiting && waiting.charset !== charset.toLowerCase()) end();
    waiting ??= { charset: charset.toLowerCase(), pieces: [] };
    waiting.pieces.push(bytes);
    at = found.index + whole.length;
  }
  end();
  return cleanText(text + value.slice(at));
}

function decodeQ(encoded: string): Buffer {
  const bytes = encoded
    .replace(/_/g, ' ')
    .replace(/=([\da-f]{2})/gi, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** What was encoded may hold line breaks; no header does. */
function cleanText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim();
}

/** Undefined for what is no type. */
export function readContentType(value: string): ContentType | undefined {
  const { word, parameters } = readParameters(value);
  return /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}$/.test(word) ? { type: word, parameters } : undefined;
}

const parameter = /;\s*([\w!#$&^.+*'-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/gy;
const parametersMax = 100;

/** `word; name=value; name*0*=utf-8''v%C3%A4; …` (RFC 2231). Of two of a name the first counts. */
export function readParameters(value: string): { word: string; parameters: ReadonlyMap<string, string> } {
  const bare = dropComments(value);
  const word = (bare.split(';', 1)[0] ?? '').trim().toLowerCase();
  const found = new Map<string, string>();
  parameter.lastIndex = bare.indexOf(';');
  while (parameter.lastIndex >= 0 && found.size < parametersMax) {
    const start = bare.indexOf(';', parameter.lastIndex);
    if (start < 0) break;
    parameter.lastIndex = start;
    const match = parameter.exec(bare);
    if (!match) {
      parameter.lastIndex = start + 1;
      continue;
    }
    const [, name = '', quoted, plain = ''] = match;
    const folded = name.toLowerCase();
    if (!found.has(folded)) found.set(folded, quoted?.replace(/\\(.)/g, '$1') ?? plain);
  }
  return { word, parameters: joinPieces(found) };
}

function joinPieces(found: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  const pieces = new Map<string, { text: string; isEncoded: boolean }[]>();
  for (const [name, value] of found) {
    const [, base = '', number, star] = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(name) ?? [];
    if (base === '') continue;
    if (number === undefined && star === undefined) {
      parameters.set(base, parameters.get(base) ?? value);
      continue;
    }
    const of = pieces.get(base) ?? [];
    of[Number(number ?? 0)] = { text: value, isEncoded: star !== undefined };
    pieces.set(base, of);
  }
  // What is said in full goes before what is there for programs that know no more.
  for (const [name, of] of pieces) parameters.set(name, joinOf(of));
  return parameters;
}

function joinOf(pieces: readonly ({ text: string; isEncoded: boolean } | undefined)[]): string {
  const first = pieces[0];
  if (!first) return '';
  const [, charset = 'utf-8', rest = first.text] =
    (first.isEncoded && /^([\w.:+-]*)'[\w-]*'(.*)$/s.exec(first.text)) || [];
  const bytes: Buffer[] = [];
  for (const piece of [{ ...first, text: rest }, ...pieces.slice(1)]) {
    if (!piece) break;
    bytes.push(piece.isEncoded ? percentDecoded(piece.text) : Buffer.from(piece.text));
  }
  return cleanText(decodeText(Buffer.concat(bytes), charset));
}

function percentDecoded(text: string): Buffer {
  const latin = Buffer.from(text).toString('latin1');
  return Buffer.from(
    latin.replace(/%([\da-f]{2})/gi, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16))),
    'latin1',
  );
}

/** Those in parentheses, which may stand within each other; not what is quoted. */
function dropComments(value: string): string {
  if (!value.includes('(')) return value;
  let [text, depth, isQuoted] = ['', 0, false];
  for (let at = 0; at < value.length; at++) {
    const letter = value.charAt(at);
    if (letter === '\\') {
      if (depth === 0) text += value.slice(at, at + 2);
      at++;
      continue;
    }
    if (letter === '"' && depth === 0) isQuoted = !isQuoted;
    if (letter === '(' && !isQuoted) depth++;
    else if (letter === ')' && !isQuoted && depth > 0) depth--;
    else if (depth === 0) text += letter;
  }
  return text;
}

export interface Mailbox {
  /** Empty where it has none. */
  readonly name: string;
  readonly address: string;
}

/**
 * The one address of a field, as `From` has it; undefined where there is none, or more than one, or where it could be read in
 * two ways.
 */
export function readMailbox(value: string): Mailbox | undefined {
  const bare = dropComments(value).trim();
  const angled = /^((?:"(?:[^"\\]|\\.)*"|[^"<>@,;:])*)<([^<>\s"(),:;\\]+)>$/s.exec(bare);
  const [name, address] = angled ? [angled[1] ?? '', angled[2] ?? ''] : ['', bare];
  if (!/^[^\s"<>(),:;\\@]+@[^\s"<>(),:;\\@]+$/.test(address)) return undefined;
  const quoted = name.trim().replace(/"((?:[^"\\]|\\.)*)"/gs, (_, text) => text.replace(/\\(.)/gs, '$1'));
  return { name: decodeWords(quoted).trim(), address };
}

/** The addresses of a field that may have several, as `To` has; those that cannot be read are passed over. */
export function readAddresses(value: string): string[] {
  const bare = dropComments(value);
  const pieces: string[] = [];
  let [start, isQuoted] = [0, false];
  for (let at = 0; at <= bare.length; at++) {
    const letter = bare.charAt(at);
    if (letter === '\\') at++;
    else if (letter === '"') isQuoted = !isQuoted;
    else if (letter === '' || (!isQuoted && ',;:'.includes(letter))) {
      pieces.push(bare.slice(start, at));
      start = at + 1;
    }
  }
  return pieces.flatMap(piece => readMailbox(piece)?.address ?? []);
}

/** Without its angle brackets; undefined for what is none. */
export function readMessageId(value: string | undefined): string | undefined {
  const [, id] = /^\s*<([^<>\s]{1,900})>\s*$/.exec(value ?? '') ?? [];
  return id;
}
