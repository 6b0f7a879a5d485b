// An intake: files of pictures that somebody brings, one after the other, until they say what is to become of the studies that
// they are of. Nothing of it is in the record before.
import type { InstanceHeader } from '../../formats/dicom/header.ts';
import type { BlobFacts } from '../blobs/blob.ts';

export type { InstanceHeader };

export interface IntakeKey {
  readonly recordId: string;
  readonly id: string;
}

export type IntakeState = 'open' | 'done' | 'dropped';

export interface Intake extends IntakeKey {
  readonly personId: string;
  readonly state: IntakeState;
  readonly begunAt: number;
  readonly changedAt: number;
  /** That came, refused ones among them, and bytes of those that were kept. */
  readonly files: number;
  readonly bytes: number;
  readonly about: IntakeAbout;
}

/** What the key of the record seals. */
export interface IntakeAbout {
  /** Of the folder, the zip or the one file. */
  readonly name: string;
  /** Files that took too long to read. */
  readonly slow?: number;
  /** Of a zip that is unpacked here: the upload, and how many of its entries were. */
  readonly zip?: { readonly uploadId: string; readonly done: number; readonly total: number };
}

/** Why a file becomes no instance. */
export const refusals = [
  /** It is no DICOM file. */
  'not-dicom',
  /** The contents of a disc, which are made anew when it goes out. */
  'directory',
  /** It does not say of which study, series and instance it is, or not as an address can have it. */
  'no-uid',
  'cut-off',
  'damaged',
  'too-large',
  'too-deep',
  'unpacks-too-large',
  'took-too-long',
  /** More came than an upload may have, or too many of it took too long. */
  'too-many',
  /** Another file of this intake, or of the record, has its number and other bytes. */
  'other-bytes',
] as const;

export type Refusal = (typeof refusals)[number];

/** What became of a file that came. */
export type TakenFile =
  | { readonly outcome: 'kept'; readonly header: InstanceHeader }
  /** The same file came before. */
  | { readonly outcome: 'twice' }
  | { readonly outcome: 'refused'; readonly why: Refusal };

/** A file as it lies in an intake. */
export interface IntakeFile {
  readonly position: number;
  readonly name: string;
  readonly bytes: number;
  readonly header?: InstanceHeader;
  readonly facts?: BlobFacts;
  readonly why?: Refusal;
}

/** A file that is in the blob store, and nothing holds yet. */
export interface NewInstance {
  readonly header: InstanceHeader;
  readonly facts: BlobFacts;
}
