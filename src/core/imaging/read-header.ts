// Reads what a file says that is in the blob store already: its beginning, and more of it where that ends too early. Its pixel
// data is not read.
import type { InstanceHeader } from '../../formats/dicom/header.ts';
import { headBytes, headerBytesMax } from '../../formats/dicom/limits.ts';
import type { Fault } from '../../formats/format.ts';
import type { StoredBlob } from '../blobs/blob.ts';
import { lendBytes } from '../blobs/read.ts';
import { tooLate } from '../limits/bounded-thread.ts';
import type { Vault } from '../vault.ts';
import { askOfDicom } from './dicom-thread.ts';
import type { DicomQuestion, Wants } from './dicom-work.ts';
import type { Refusal } from './intake.ts';

/** Each time so much more. */
const moreTimes = 16;

const refusalOf: Readonly<Record<Fault, Refusal>> = {
  'not-this-format': 'not-dicom',
  'is-pictures': 'not-dicom',
  'cut-off': 'cut-off',
  'too-large': 'too-large',
  'too-deep': 'too-deep',
  'unpacks-too-large': 'unpacks-too-large',
  damaged: 'damaged',
  encrypted: 'damaged',
  'wrong-encoding': 'damaged',
  untrusted: 'damaged',
  revoked: 'damaged',
};

export interface AskedFile {
  /** Who asks, whose turn it is. */
  readonly personId: string;
  readonly blob: StoredBlob;
}

export async function readStoredHeader(vault: Vault, of: AskedFile): Promise<InstanceHeader | Refusal> {
  const read = await readStored(vault, of, { want: 'header' }, ({ header }) => header !== 'more');
  if (typeof read === 'string') return read;
  const { header, pixelEnd } = read;
  if (header === 'more') return 'too-large';
  if (pixelEnd !== undefined && pixelEnd > of.blob.length) return 'cut-off';
  return header;
}

/** @param isEnough is it all that is wanted, or is more of the file to be read? */
export async function readStored<Want extends keyof Wants>(
  vault: Vault,
  { personId, blob }: AskedFile,
  question: Omit<DicomQuestion<Want>, 'bytes' | 'isCut' | 'isLast'>,
  isEnough: (found: Wants[Want]) => boolean,
): Promise<Wants[Want] | Refusal> {
  const { clock, limits, memory } = vault;
  for (let bytesMax = headBytes; ; bytesMax = Math.min(bytesMax * moreTimes, headerBytesMax)) {
    if (memory.unreadImages.get(blob.id, clock.now()) === 'took-too-long') return 'took-too-long';
    const isCut = bytesMax < blob.length;
    const isLast = !isCut || bytesMax === headerBytesMax;
    const read = () => readBeginning(vault, blob, bytesMax);
    const answer = await askOfDicom(limits, personId, { ...question, isCut, isLast }, read);
    if (answer === tooLate) {
      memory.unreadImages.note(blob.id, 'took-too-long', clock.now() + limits.pictureRestMs);
      return 'took-too-long';
    }
    if ('fault' in answer) return refusalOf[answer.fault];
    if (isEnough(answer.found) || isLast) return answer.found;
  }
}

export async function readBeginning(vault: Vault, blob: StoredBlob, bytesMax: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.min(bytesMax, blob.length));
  let at = 0;
  for await (const piece of lendBytes(vault, blob, 0, bytes.length)) {
    bytes.set(piece, at);
    at += piece.length;
  }
  if (at < bytes.length) throw new Error('a file that came is not there');
  return bytes;
}
