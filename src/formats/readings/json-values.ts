// JSON as it comes: the values that stand at certain places, one after the other, so that a file of any size is never held.
import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { isOutOfReach } from '../clinical/amounts.ts';
import { UnreadableFile } from '../format.ts';
import { jsonDepthMax, jsonValueBytesMax } from './limits.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** A value, under which name or number it stands, and within how many others. */
export interface JsonValue {
  readonly value: Json;
  readonly key: string | number | undefined;
  readonly depth: number;
}

/**
 * @param paths `$.*` for what is in a list, `$.data.metrics.*.data.*` for lists within; none within another. Nothing else is held
 * @throws UnreadableFile
 */
export async function* readJson(
  bytes: AsyncIterable<Uint8Array>,
  ...paths: readonly string[]
): AsyncGenerator<JsonValue> {
  yield* readJsonBy(Number, bytes, ...paths);
}

/**
 * @param parseNumber what a number becomes, by its digits
 * @throws UnreadableFile
 */
export async function* readJsonBy(
  parseNumber: ParseNumber,
  bytes: AsyncIterable<Uint8Array>,
  ...paths: readonly string[]
): AsyncGenerator<JsonValue> {
  const parser = new JsonParser(paths, parseNumber);
  for await (const piece of bytes) {
    // Looked at now and then, so that a value that never ends is not held.
    for (let at = 0; at < piece.length; at += stepBytes) {
      parser.write(piece.subarray(at, at + stepBytes));
      yield* parser.take();
    }
  }
  parser.end();
  yield* parser.take();
}

const stepBytes = 65_536;

type ParseNumber = (digits: string) => number | string;

class NumberTokenizer extends Tokenizer {
  readonly #parse: ParseNumber;

  constructor(parse: ParseNumber) {
    super({ stringBufferSize: stepBytes });
    this.#parse = parse;
  }

  /** What no double comes near would be read as another number, or as none that can be written. */
  protected override parseNumber(digits: string): number {
    if (isOutOfReach(digits)) throw new UnreadableFile('damaged');
    return this.#parse(digits) as number;
  }
}

class JsonParser {
  readonly #tokenizer: Tokenizer;
  readonly #parser: TokenParser;
  readonly #valueDepth: number;
  #found: JsonValue[] = [];
  #bytes = 0;
  #heldSince = 0;
  #depth = 0;
  /** Lines that ended before the piece that is looked at, and where the last token began. */
  #lines = 0;
  #tokenAt = 0;
  #lastValue: unknown;
  /** Names of what is open within a value that is held. */
  readonly #names: Set<unknown>[] = [];

  constructor(paths: readonly string[], parseNumber: ParseNumber) {
    this.#tokenizer = new NumberTokenizer(parseNumber);
    this.#valueDepth = Math.min(...paths.map(path => path.split('.').length - 1));
    this.#parser = new TokenParser({ paths: [...paths], keepStack: false });
    this.#parser.onValue = ({ value, key, stack }) => {
      this.#heldSince = this.#bytes;
      this.#found.push({ value: value as Json, key, depth: stack.length });
    };
    this.#tokenizer.onToken = token => {
      this.#tokenAt = token.offset;
      this.#see(token.token);
      if (this.#depth > this.#valueDepth) this.#lookForDoubles(token.token, token.value);
      this.#parser.write(token);
    };
    for (const one of [this.#tokenizer, this.#parser])
      one.onError = error => {
        throw error instanceof UnreadableFile ? error : new UnreadableFile('damaged');
      };
  }

  write(piece: Uint8Array): void {
    const from = this.#bytes;
    this.#bytes += piece.length;
    // What stands behind the last bracket says nothing.
    if (this.#parser.isEnded) return;
    try {
      this.#tokenizer.write(piece);
      if (this.#bytes - this.#heldSince > jsonValueBytesMax) throw new UnreadableFile('too-large');
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      throw new UnreadableFile(
        error.fault,
        this.#lines + countLines(piece.subarray(0, Math.max(0, this.#tokenAt - from))) + 1,
      );
    }
    this.#lines += countLines(piece);
  }

  end(): void {
    if (!this.#parser.isEnded) throw new UnreadableFile('cut-off', this.#lines + 1);
  }

  take(): JsonValue[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #see(token: TokenType): void {
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) this.#depth++;
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) this.#depth--;
    if (this.#depth > jsonDepthMax) throw new UnreadableFile('too-deep');
    if (this.#depth < this.#valueDepth) this.#heldSince = this.#bytes;
  }

  /** Of what stands twice under one name only the last would be read. */
  #lookForDoubles(token: TokenType, value: unknown): void {
    const place = this.#depth - this.#valueDepth;
    if (token === TokenType.LEFT_BRACE) this.#names[place] = new Set();
    if (token === TokenType.COLON) {
      const names = this.#names[place];
      if (names?.has(this.#lastValue)) throw new UnreadableFile('damaged');
      names?.add(this.#lastValue);
    }
    this.#lastValue = value;
  }
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) count++;
  return count;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A number, also as text; undefined for anything else. */
export function numberAt(of: JsonObject, name: string): number | undefined {
  const value = of[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Text that is not empty. */
export function textAt(of: JsonObject, name: string): string | undefined {
  const value = of[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function objectAt(of: JsonObject, name: string): JsonObject {
  const value = of[name];
  return isObject(value) ? value : {};
}

export function listAt(of: JsonObject, name: string): readonly Json[] {
  const value = of[name];
  return Array.isArray(value) ? value : [];
}
