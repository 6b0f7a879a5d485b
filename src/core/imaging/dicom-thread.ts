// Has DICOM files read by a thread (dicom-worker.ts), one after the other; people take turns.
import { BoundedThread, lackedTime, tooLate } from '../limits/bounded-thread.ts';
import { Turns } from '../limits/turns.ts';
import type { Vault } from '../vault.ts';
import type { DicomAnswer, DicomQuestion, Wants } from './dicom-work.ts';

const turns = new Turns(1);
const thread = new BoundedThread<DicomQuestion, DicomAnswer>('core/imaging/dicom-worker.js', 10_000);

/** @param read gives bytes that are moved to the thread; called when the person's turn has come, so that no others wait in memory */
export function askOfDicom<Want extends keyof Wants>(
  { imageReadMs: ms, imageReadMemoryBytesMax: memoryBytesMax }: Vault['limits'],
  personId: string,
  question: Omit<DicomQuestion<Want>, 'bytes'>,
  read: () => Promise<Uint8Array>,
): Promise<DicomAnswer<Want> | typeof tooLate> {
  return turns.take(personId, async () => {
    const bytes = await read();
    const told = await thread.ask({ ...question, bytes }, { ms, memoryBytesMax }, bytes);
    if ('answer' in told) return told.answer as DicomAnswer<Want>;
    if (lackedTime(told.stopped)) return tooLate;
    return { fault: told.stopped === 'memory' ? 'too-large' : 'damaged' };
  });
}
