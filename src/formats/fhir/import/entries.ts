// The resources of a file, one after the other: those of a Bundle, of a list, of lines, of an archive of such files, or one alone.
import {
  type Archive,
  type ArchiveEntry,
  isArchive,
  openArchive,
  readPieces,
} from '../../archive/archive.ts';
import { type Fault, type ReadingOptions, type SourceFile, UnreadableFile } from '../../format.ts';
import {
  type JsonObject as FoundObject,
  isObject,
  type JsonValue,
  readJsonBy,
} from '../../readings/json-values.ts';
import { jsonValueBytesMax } from '../../readings/limits.ts';
import { markNumber, unmarkDigits } from '../digits.ts';
import type { JsonObject, Resource } from '../json.ts';
import { bundlesWithinMax, filesLookedAtMax } from './limits.ts';
import { readAsR4 } from './versions.ts';

export interface FoundResource {
  readonly resource: Resource;
  /** The address that its bundle has for it. */
  readonly fullUrl: string | undefined;
}

type Shape = 'bundle' | 'list' | 'lines' | 'one';

/** Does a file begin as one that holds resources? */
export function isFhirText(head: Uint8Array): boolean {
  const text = decode(head);
  return /^\s*[[{]/.test(text) && /"resourceType"\s*:\s*"[A-Z][A-Za-z]{1,40}"/.test(text);
}

/** The files of an archive that may be FHIR, by their names. */
export function listFiles({ entries }: Archive): ArchiveEntry[] {
  return entries.filter(
    ({ name }) => /\.(json|ndjson|jsonl|fhir)$/i.test(name) && !/(^|\/)(__MACOSX\/|\.)/.test(name),
  );
}

/** Is one of the first files of an archive FHIR? */
export async function holdsFhir(archive: Archive): Promise<boolean> {
  for (const entry of listFiles(archive).slice(0, filesLookedAtMax)) {
    try {
      if (isFhirText(await readHead(entry))) return true;
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
    }
  }
  return false;
}

const headBytes = 65_536;
/** Of an archive of thousands of files the beginnings are held. */
const shapeBytes = 4096;

async function readHead(entry: ArchiveEntry): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of entry.read()) {
    parts.push(part);
    length += part.length;
    if (length >= headBytes) break;
  }
  return Buffer.concat(parts).subarray(0, headBytes);
}

/** A text of resources, which can be read from its beginning as often as it takes. */
export interface Source {
  /** Its way in the archive, with slashes; undefined where it is the file itself. */
  readonly name: string | undefined;
  readonly head: Uint8Array;
  /** @param tell how far the file was read */
  open(tell: ReadingOptions['tell']): AsyncIterable<Uint8Array>;
}

/** @throws UnreadableFile */
export async function listSources(file: SourceFile): Promise<Source[]> {
  const head = await file.read(0, Math.min(headBytes, file.size));
  return isArchive({ file, head })
    ? listSourcesOf(listFiles(await openArchive(file)))
    : [{ name: undefined, head, open: tell => readPieces(file, 0, file.size, tell) }];
}

/** Those of the files that are FHIR: what lies beside is not ours. One that cannot be unpacked says so when it is read. @throws UnreadableFile */
export async function listSourcesOf(entries: readonly ArchiveEntry[]): Promise<Source[]> {
  const sources: Source[] = [];
  for (const entry of entries) {
    const { name } = entry;
    const open = entry.read;
    try {
      const head = await readHead(entry);
      if (isFhirText(head)) sources.push({ name, head: head.subarray(0, shapeBytes), open });
    } catch (error) {
      if (!isOfOneFile(error)) throw error;
      sources.push({ name, head: new Uint8Array(), open });
    }
  }
  return sources;
}

/** Faults of one file, beside which others can be read. */
const faultsOfOneFile: ReadonlySet<Fault> = new Set([
  'cut-off',
  'damaged',
  'encrypted',
  'too-large',
  'too-deep',
  'wrong-encoding',
]);

export function isOfOneFile(error: unknown): error is UnreadableFile {
  return error instanceof UnreadableFile && faultsOfOneFile.has(error.fault);
}

/** @throws UnreadableFile */
export async function* readResources(
  sources: readonly Source[],
  tell: ReadingOptions['tell'],
): AsyncGenerator<FoundResource> {
  for (const source of sources) yield* readSource(source, tell);
}

/** @throws UnreadableFile */
export function readSource(
  { head, open }: Source,
  tell: ReadingOptions['tell'],
): AsyncGenerator<FoundResource> {
  return readText(head, () => open(tell));
}

async function* readText(
  head: Uint8Array,
  open: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<FoundResource> {
  const shape = findShape(decode(head));
  if (shape === 'lines') {
    let number = 0;
    try {
      for await (const line of splitLines(open())) {
        number = line.number;
        yield* readValues(line.bytes, '$');
      }
    } catch (error) {
      throw error instanceof UnreadableFile ? new UnreadableFile(error.fault, number) : error;
    }
    return;
  }
  const path = { bundle: '$.entry.*', list: '$.*', one: '$' }[shape];
  for await (const { value } of readDigits(open(), path)) yield* unfold(value, 0);
}

async function* readValues(bytes: Uint8Array, path: string): AsyncGenerator<FoundResource> {
  async function* all() {
    yield bytes;
  }
  for await (const { value } of readDigits(all(), path)) yield* unfold(value, 0);
}

/** Numbers keep the digits that they were written with. */
async function* readDigits(bytes: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<JsonValue> {
  for await (const found of readJsonBy(markNumber, bytes, path)) {
    unmarkDigits(found.value);
    yield found;
  }
}

interface Line {
  readonly bytes: Uint8Array;
  /** Counted from 1. */
  readonly number: number;
}

/** Lines that are not empty. */
async function* splitLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let rest: Uint8Array[] = [];
  let length = 0;
  let number = 1;
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(0x0a); end >= 0; end = piece.indexOf(0x0a, from)) {
      const bytes = Buffer.concat([...rest, piece.subarray(from, end)]);
      [rest, length, from] = [[], 0, end + 1];
      if (bytes.some(byte => byte > 0x20)) yield { bytes, number };
      number++;
    }
    rest.push(piece.subarray(from));
    length += piece.length - from;
    if (length > jsonValueBytesMax) throw new UnreadableFile('too-large');
  }
  const last = Buffer.concat(rest);
  if (last.some(byte => byte > 0x20)) yield { bytes: last, number };
}

/** An entry, a resource, or a bundle within. */
function* unfold(value: unknown, depth: number): Generator<FoundResource> {
  if (!isObject(value as never)) return;
  const object = value as JsonObject;
  const isResource = typeof object.resourceType === 'string';
  const resource = isResource ? object : object.resource;
  if (!isObject(resource as never)) return;
  const fullUrl = isResource ? undefined : object.fullUrl;
  const { resourceType, entry } = resource as FoundObject;
  if (resourceType === 'Bundle') {
    if (depth >= bundlesWithinMax) throw new UnreadableFile('too-deep');
    for (const one of Array.isArray(entry) ? entry : []) yield* unfold(one, depth + 1);
  } else if (typeof resourceType === 'string' && /^[A-Z][A-Za-z]{1,40}$/.test(resourceType))
    yield {
      resource: readAsR4(resource as Resource),
      fullUrl: typeof fullUrl === 'string' && fullUrl.length <= 500 ? fullUrl : undefined,
    };
}

/** By its beginning: what stands first on its first level. */
function findShape(text: string): Shape {
  if (/^\s*\[/.test(text)) return 'list';
  const [first = '', ...others] = text.trimStart().split('\n');
  if (others.some(line => line.trim() !== '') && isWhole(first)) return 'lines';
  return isBundle(text) ? 'bundle' : 'one';
}

function isWhole(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

/** Does the outermost object say that it is a bundle, or has it entries? */
function isBundle(text: string): boolean {
  let depth = 0;
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:\s*(?:"Bundle"|\[)?)?|[[\]{}]/g);
  for (const [token, colon] of tokens) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && colon !== undefined) {
      if (/^"resourceType"/.test(token)) return /"Bundle"$/.test(token);
      if (/^"entry"/.test(token)) return true;
      if (token.endsWith('[')) depth += 1;
    } else if (token.endsWith('[')) depth += 1;
  }
  return false;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/^\ufeff/, '');
}
