// A file as its segments, one after the other, whatever ends them: CR, as the standard has it, LF, both, or the bytes that
// frame a message on a wire (MLLP). A line that begins none goes on with the text before it.
import { type ReadingOptions, type SourceFile, UnreadableFile } from '../format.ts';
import { readLines } from '../text/lines.ts';
import { type Decode, decodeUnnamed } from '../text/unnamed.ts';
import { componentsMax, fieldsMax, repetitionsMax, segmentBytesMax } from './limits.ts';
import { findDecoder, readEscapes, type Separators } from './text.ts';

/** LF, CR, and what frames a message. */
const ends = [0x0a, 0x0d, 0x0b, 0x1c];

/** The segments that begin a message, a batch and a file say what divides them. */
const headers = /^(MSH|FHS|BHS)([^\w\s])/;

export class Segment {
  readonly name: string;
  readonly #fields: readonly string[];
  readonly #separators: Separators;
  readonly #decode: Decode;
  /** Was it longer than what is kept of it? */
  readonly isCut: boolean;
  readonly length: number;

  constructor(text: string, separators: Separators, decode: Decode, isCut = false) {
    this.name = text.slice(0, 3);
    // The character behind the name of a header is its first field.
    const isHeader = headers.test(text);
    const fields = text.split(separators.field, fieldsMax);
    this.#fields = isHeader ? [this.name, separators.field, ...fields.slice(1)] : fields;
    this.#separators = separators;
    this.#decode = decode;
    this.isCut = isCut;
    this.length = text.length;
  }

  /** A field as it stands there; two quotes say that there is nothing. */
  raw(field: number): string {
    const raw = this.#fields[field] ?? '';
    return raw === '""' ? '' : raw;
  }

  /** The repetitions of a field that say something. */
  repetitions(field: number): Value[] {
    return this.raw(field)
      .split(this.#separators.repetition, repetitionsMax)
      .filter(raw => raw.trim() !== '' && raw !== '""')
      .map(raw => new Value(raw, this.#separators, this.#decode));
  }

  /** The first of them. */
  first(field: number): Value | undefined {
    return this.repetitions(field)[0];
  }

  /** A component of the first; undefined where it is empty. */
  get(field: number, component = 1): string | undefined {
    return this.first(field)?.get(component);
  }
}

/** One repetition of a field. */
export class Value {
  readonly #raw: string;
  readonly #components: readonly string[];
  readonly #separators: Separators;
  readonly #decode: Decode;

  constructor(raw: string, separators: Separators, decode: Decode) {
    this.#raw = raw;
    this.#components = raw.split(separators.component, componentsMax);
    this.#separators = separators;
    this.#decode = decode;
  }

  /** The first part of a component; undefined where it is empty. */
  get(component: number): string | undefined {
    const raw = this.#components[component - 1] ?? '';
    const text = readEscapes(
      raw.split(this.#separators.subcomponent, 1)[0] ?? '',
      this.#separators,
      this.#decode,
    );
    return text.trim() === '' || text === '""' ? undefined : text.trim();
  }

  /** All of it as one text, which has no parts, whatever stands in it. */
  get text(): string {
    return readEscapes(this.#raw, this.#separators, this.#decode).trimEnd();
  }
}

/** @throws UnreadableFile for bytes that are no text of the set that its message names */
export async function* readSegments(
  file: SourceFile,
  options: Pick<ReadingOptions, 'tell'>,
): AsyncGenerator<Segment> {
  let separators: Separators | undefined;
  let decode = decodeUnnamed;
  let open: { text: string; isCut: boolean } | undefined;
  for await (const { bytes, isCut } of readLines(file, options, { ends, bytesMax: segmentBytesMax })) {
    if (bytes.length === 0) continue;
    const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
    const [, header, field] = headers.exec(head) ?? [];
    if (header === undefined && separators === undefined) throw new UnreadableFile('not-this-format');
    if (open && separators && (header !== undefined || isBegin(head, separators))) {
      yield new Segment(open.text, separators, decode, open.isCut);
      open = undefined;
    }
    if (header !== undefined && field !== undefined) {
      separators = readSeparators(head, field);
      if (header === 'MSH') decode = findDecoder(new Segment(head, separators, decodeUnnamed).get(18) ?? '');
    }
    // Of what is cut only the beginning is looked at, and a character may be cut too.
    const text = isCut ? head : decode(bytes);
    if (!open) open = { text, isCut };
    else if (open.text.length + text.length < segmentBytesMax) open.text += `\n${text}`;
    else open.isCut = true;
  }
  if (open && separators) yield new Segment(open.text, separators, decode, open.isCut);
}

function isBegin(head: string, { field }: Separators): boolean {
  return /^[A-Z][A-Z0-9]{2}/.test(head) && (head.length === 3 || head[3] === field);
}

function readSeparators(header: string, field: string): Separators {
  const said = header.slice(4).split(field, 1)[0] ?? '';
  const [component = '^', repetition = '~', mark = '\\', subcomponent = '&'] = said;
  return { field, component, repetition, escape: mark, subcomponent };
}
