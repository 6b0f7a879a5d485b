// An import: a file that somebody brings into a record, from the first byte until it is in, or undone.
import type { Candidate, Fault, LeftOut, Question } from '../../formats/format.ts';
import type { Avenue } from '../authorization/grant.ts';

/**
 * `waiting` to be read; `asking` what its columns are; `ready` for its person to choose; `writing`;
 * `stopped` in the middle; `done`; `undoing`; `undone`; `failed`: it could not be read; `dropped` by its person.
 */
export type ImportState =
  | 'waiting'
  | 'asking'
  | 'ready'
  | 'writing'
  | 'stopped'
  | 'done'
  | 'undoing'
  | 'undone'
  | 'failed'
  | 'dropped';

/** What becomes of an item, beside those of the record. */
export const decisions = ['new', 'changed', 'similar', 'same', 'own', 'refused'] as const;

/**
 * `changed` since it was last brought in; `similar` to something that is there, for its person to look at; `same` as what is there;
 * `own`: somebody changed or deleted it here, and that stays; `refused`: the person may not add it.
 */
export type Decision = (typeof decisions)[number];

/** Numbers alone: they are kept as they are. */
export type Tally = Readonly<
  Record<Decision | 'unticked' | 'leftToChoose' | 'removed' | 'reverted' | 'kept', number>
>;

export const noTally: Tally = {
  new: 0,
  changed: 0,
  similar: 0,
  same: 0,
  own: 0,
  refused: 0,
  unticked: 0,
  leftToChoose: 0,
  removed: 0,
  reverted: 0,
  kept: 0,
};

export interface ImportKey {
  readonly recordId: string;
  readonly id: string;
}

export interface Import extends ImportKey {
  readonly personId: string;
  readonly state: ImportState;
  /** The file, until it was read. */
  readonly blobId: string | undefined;
  readonly begunAt: number;
  readonly changedAt: number;
  /** When the job may work on it. */
  readonly dueAt: number;
  readonly tries: number;
  /** How far it is: bytes while it is read, slices while it is written, items while it is undone. */
  readonly done: number;
  readonly total: number;
  readonly tally: Tally;
  readonly about: ImportAbout;
}

/** What the key of the record seals. */
export interface ImportAbout {
  readonly fileName: string;
  readonly bytes: number;
  readonly options: {
    readonly zone: string;
    readonly language: string;
    readonly keepsRaw: boolean;
    readonly mapping?: Readonly<Record<string, string>>;
  };
  /** The document of the record that it is read from, in the place of a file. */
  readonly document?: ImportedDocument;
  /** What the address is called that it was sent to by an app: it is added without asking. */
  readonly intake?: string;
  /** By the id of its format, once that is known. */
  readonly format?: string;
  readonly question?: Question;
  readonly found?: Found;
  readonly unticked?: Unticked;
  /** Who takes it back, where that is not who brought it. */
  readonly undoneBy?: string;
  /** Why it could not be read, or not to its end; why it stopped. */
  readonly why?:
    | Fault
    | 'unknown-format'
    | 'nothing'
    | 'record-full'
    | 'no-access'
    | 'took-too-long'
    | 'too-many'
    | 'no-room'
    | 'lapsed'
    | 'not-writable';
  /** What the record said of what it did not take: no value. */
  readonly detail?: string;
}

export interface ImportedDocument {
  readonly thingId: string;
  /** Is what comes of it to be read-only, as it is itself? */
  readonly isReadOnly: boolean;
  /** Is all that is new added without asking? */
  readonly isAuto: boolean;
  /** Who put it into the record: of what is added without asking, only what they may add themselves. */
  readonly giver?: Giver;
}

/** Who put a document into the record: an application, or a person by their own hand. */
export interface Giver {
  readonly appId: string | undefined;
  readonly personId: string;
  readonly avenue: Avenue;
  /** Of the token of SMART that it came by, separated by spaces. */
  readonly scopes?: string;
}

/** What was found in a file. */
export interface Found {
  /** Whom it says that it is about. */
  readonly people?: readonly string[];
  /** Of a file of several people, how many items are about each. */
  readonly about?: readonly SourceFound[];
  /** Has any of its items a file? */
  readonly hasFiles?: boolean;
  readonly kinds: readonly KindFound[];
  readonly sources: readonly SourceFound[];
  /** Of what is only proposed. */
  readonly proposed?: readonly SourceFound[];
  readonly leftOut: readonly LeftOut[];
  readonly slices: number;
}

type Place = readonly [slice: number, place: number];

export interface KindFound {
  readonly typeId: string;
  /** None are similar in what was found before that was told. */
  readonly counts: Readonly<Record<Decision, number>>;
  /** Readings that those to be written were made of. */
  readonly readings: number;
  /** Days of those to be written. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Where the first of those to be written lie: slice and place in it. */
  readonly lines: readonly Place[];
  /** Where those lie that change something of the record or are similar to it, so that both are shown. */
  readonly pairs?: readonly Place[];
}

export interface SourceFound {
  /** Empty for what names none. */
  readonly name: string;
  /** Of those to be written. */
  readonly count: number;
}

/** What the person does not want; of what is only proposed, what they do. */
export interface Unticked {
  readonly typeIds: readonly string[];
  readonly sources: readonly string[];
  /** `slice.place`. */
  readonly lines: readonly string[];
  /** Lines that are to take the place of what is similar in the record. */
  readonly replacing?: readonly string[];
  /** Lines that are to stand beside it. */
  readonly beside?: readonly string[];
  /** Is all that is similar to stand beside it? */
  readonly besideAll?: true;
  /** Lines that are what the record has: that stays, and came from this file too. */
  readonly keeping?: readonly string[];
  /** Of whom a file of several people tells, those that are left out. */
  readonly people?: readonly string[];
  /** Sources whose proposals they want: of others none is written. */
  readonly proposed?: readonly string[];
}

/** One item of a slice, with what was decided when it was read. */
export interface Staged {
  readonly candidate: Candidate;
  readonly decision: Decision;
  /** The item of the record that may be about the same. */
  readonly similarId?: string;
  /** The item of the record that it changes. */
  readonly changesId?: string;
  /** The file told of it before. */
  readonly isTwice?: true;
}

/** What an import did to a thing. */
export interface ImportedThing {
  readonly thingId: string;
  /** That it made, as far as nobody changed it since. */
  readonly versionStamp: string;
  /** That it took the place of; undefined where it made the thing; the same where the thing stayed, as it was what the file tells of. */
  readonly previousStamp: string | undefined;
}

/** Is nobody asked before it is written? */
export function isUnasked({ about: { document, intake } }: Pick<Import, 'about'>): boolean {
  return intake !== undefined || document?.isAuto === true;
}
