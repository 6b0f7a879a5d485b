// What every format gives: the items a file tells of, one after the other, and what in it was not understood. Formats are pure:
// they know things, no records, no HTTP and no SQL. They are read in a thread of their own, so they may take their time.
import { readStored } from '../schema/stored-xml.ts';
import { type ItemDates, writeItem } from '../things/data.ts';
import { currentVersion, parseThing, type ThingType } from '../things/index.ts';

/** A file as it lies there, of any size: nobody holds it whole. */
export interface SourceFile {
  /** As whoever brought it called it; it says nothing for sure. */
  readonly name: string;
  readonly size: number;
  /** The bytes from `from` to before `to`; fewer where it ends. */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** By what a format is told from others: the file and its first bytes, 64 KiB of them at most. */
export interface FileHead {
  readonly file: SourceFile;
  readonly head: Uint8Array;
}

export interface ReadingOptions {
  /** The time zone that times without one are in, by its IANA name. */
  readonly zone: string;
  /** The language of the person, which decides how a doubtful date or number is read. */
  readonly language: string;
  /** Are routine readings to be kept one by one, where they would be brought together otherwise? */
  readonly keepsRaw: boolean;
  /** What the person said of the columns of a file that does not say it itself. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Whose signatures are trusted: nobody's where there are none. */
  readonly issuers?: readonly TrustedIssuer[];
  /** In milliseconds, for what says until when it holds; where it is not known that is not judged. */
  readonly now?: number;
  /** Called now and then with how many bytes of the file were read. */
  tell(bytes: number): void;
}

/** Who signs health cards, by the address that cards name, with their public keys. */
export interface TrustedIssuer {
  readonly issuer: string;
  /** As people know them. */
  readonly name: string | undefined;
  readonly keys: readonly Readonly<Record<string, unknown>>[];
  /** The cards that it took back, as it publishes them. */
  readonly revoked?: readonly RevokedCards[];
}

/** Of one key. */
export interface RevokedCards {
  readonly kid: string;
  readonly rids: readonly string[];
}

/** One item that a file tells of. */
export interface Candidate extends ItemDates {
  /** Of the current version of its type. */
  readonly typeId: string;
  readonly xml: string;
  readonly note: string | undefined;
  /** Who says so, in words people know: a device, an app, a laboratory. */
  readonly source: string | undefined;
  /** What the source calls it: the same in each of its files, and no other's. */
  readonly sourceId: string | undefined;
  /**
   * Within what the name counts, where others may give the same name to something else: whose document it is, about whom, who gave
   * the name. Undefined where the reader made the name of kind and moment.
   */
  readonly idScope?: string;
  /** What it is called within its file alone, where that is another name. */
  readonly localId?: string;
  /** Whom it is about, where a file tells of several people. */
  readonly person?: string;
  /** Of how many readings it was made. */
  readonly of: number;
  /** Bytes that the item holds. */
  readonly file?: CandidateFile;
  /** It was read out of words for people, or nobody vouches for it: it is not written unless the person ticks it. */
  readonly isProposed?: true;
}

export interface CandidateFile {
  /** By which the item knows it, where it holds more than one file. */
  readonly name?: string;
  readonly contentType: string;
  /** So that it can be kept as text until it is written. */
  readonly base64: string;
}

/** Why something in a file became no item. */
export type Unclear =
  /** Keepwell has no kind of item for it. */
  | 'no-kind'
  /** It says too little, or what cannot be. */
  | 'invalid'
  /** It says that something is not so, or unknown, and no item can say that. */
  | 'denied'
  /** Its code or unit is not known. */
  | 'unknown-code'
  /** It is a file inside, and larger than is kept. */
  | 'too-large'
  /** It is a file inside that cannot be read. */
  | 'broken';

/** Something in a file that became no item. */
export interface LeftOut {
  readonly why: Unclear;
  /** What it is, by the file's own word, for people: no value. */
  readonly what: string;
  readonly count: number;
  /** Of a file inside: what is wrong with it. It is called by its way in there and, where that is known, the line: `a/b.json:12`. */
  readonly fault?: Fault;
}

export type Finding =
  | { readonly candidate: Candidate }
  | { readonly leftOut: LeftOut }
  /** Whom the file says that it is about, where no item says it. */
  | { readonly person: string };

/** What a file does not say itself, and its person is asked before it is read. */
export interface Question {
  /** By which the answer is kept: another file with the same header is not asked about again. */
  readonly header: string;
  readonly columns: readonly AskedColumn[];
  /** Of the file as a whole. */
  readonly choices: readonly AskedChoice[];
}

/** Something to choose from: names that languages say. The answer stands in the mapping by the name of the choice. */
export interface AskedChoice {
  readonly name: string;
  readonly options: readonly string[];
  readonly guess: string;
}

export interface AskedColumn {
  readonly name: string;
  /** Some of what stands in it. */
  readonly samples: readonly string[];
  readonly choices: readonly AskedChoice[];
}

export interface Format {
  /** By which words, settings and tests call it: `apple-health`. */
  readonly id: string;
  /** Cheap, and sure: of all formats at most one says yes, but for the general ones, which are asked last. */
  matches(of: FileHead): boolean | Promise<boolean>;
  /** What is to be asked before; the answer comes as the mapping of `read`. @throws UnreadableFile */
  ask?(file: SourceFile, options: ReadingOptions): Promise<Question>;
  /** @throws UnreadableFile when it is not what it seemed; what came before stands. */
  read(file: SourceFile, options: ReadingOptions): AsyncIterable<Finding>;
}

/** What is wrong with a file, in a word that languages say. */
export type Fault =
  | 'not-this-format'
  /** Pictures of the body, which are brought in elsewhere. */
  | 'is-pictures'
  | 'cut-off'
  | 'damaged'
  | 'encrypted'
  | 'too-large'
  | 'too-deep'
  | 'unpacks-too-large'
  | 'wrong-encoding'
  | 'untrusted'
  | 'revoked';

/** A file, or the rest of one, that cannot be read. Holds nothing that the file says. */
export class UnreadableFile extends Error {
  readonly fault: Fault;
  /** Where it was noticed, counted from 1; undefined where that is not known. */
  readonly line: number | undefined;

  constructor(fault: Fault, line?: number) {
    super(`the file is ${fault}`);
    this.name = 'UnreadableFile';
    this.fault = fault;
    this.line = line;
  }
}

export interface AboutCandidate {
  readonly note?: string | undefined;
  readonly source?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly idScope?: string | undefined;
  readonly of?: number;
  readonly isProposed?: true | undefined;
  readonly file?: CandidateFile;
}

/**
 * An item of the current version of a type. What its schema does not take becomes something left out.
 * @param what the file's own word for it
 */
export function makeFinding<Value>(
  type: ThingType<Value>,
  value: Value,
  what: string,
  { note, source, sourceId, idScope, of = 1, isProposed, file }: AboutCandidate = {},
): Finding {
  const version = currentVersion(type as ThingType);
  try {
    const written = writeItem(version, value);
    parseThing(version, readStored(written.xml).root());
    const candidate = {
      ...{ typeId: version.id, ...written, note, source, sourceId, of },
      ...(idScope !== undefined && { idScope }),
      ...(file && { file }),
    };
    return { candidate: isProposed ? { ...candidate, isProposed } : candidate };
  } catch {
    return { leftOut: { why: 'invalid', what, count: of } };
  }
}

export function leaveOut(why: Unclear, what: string, count = 1): Finding {
  return { leftOut: { why, what, count } };
}

/** Within what the names of a document or message count: each part that says whose it is. */
export function makeIdScope(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts.map(part => part?.slice(0, scopePartMax) ?? null));
}

const scopePartMax = 2000;

/** @param scope of a whole document; an authority that the name itself tells is kept within it */
export function nameWithin(finding: Finding, scope: string): Finding {
  if (!('candidate' in finding) || finding.candidate.sourceId === undefined) return finding;
  const { idScope } = finding.candidate;
  return { candidate: { ...finding.candidate, idScope: idScope ? makeIdScope(scope, idScope) : scope } };
}
