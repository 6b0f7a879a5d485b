// What pictures ask of the store. All of it is of a record, and whoever asks has judged.
import type { InstanceHeader } from '../../formats/dicom/header.ts';
import type { Awaitable } from '../awaitable.ts';
import type { Intake, IntakeFile, IntakeKey } from './intake.ts';

export interface ImagesReader {
  intake(key: IntakeKey): Awaitable<Intake | undefined>;
  /** Those of a person that are open, the last begun first. */
  openIntakes(recordId: string, personId: string, limit: number): Awaitable<Intake[]>;
  /** Those that nobody did anything about since a time. */
  idleIntakes(before: number, limit: number): Awaitable<IntakeKey[]>;
  /** Files that came after a place, in the order in which they came. */
  files(key: IntakeKey, after: number, limit: number): Awaitable<IntakeFile[]>;
  /** The places of the files that came under a name. */
  filesNamed(key: IntakeKey, name: string): Awaitable<IntakeFile[]>;
  /** What the headers of these files say, as far as they were read. */
  headers(recordId: string, blobIds: readonly string[]): Awaitable<ReadonlyMap<string, InstanceHeader>>;
}

export interface ImagesWriter {
  insert(intake: Intake): Awaitable<void>;
  /** All but whose it is. */
  update(intake: Intake): Awaitable<void>;
  addFile(key: IntakeKey, file: IntakeFile): Awaitable<void>;
  /** So many of the files of an intake. @returns how many there were */
  dropFiles(key: IntakeKey, limit: number): Awaitable<number>;
  dropIntake(key: IntakeKey): Awaitable<void>;
  putHeader(recordId: string, blobId: string, header: InstanceHeader): Awaitable<void>;
}
