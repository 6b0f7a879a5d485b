// Has a PDF read by a thread of its own (pdf-worker.ts), which ends with it: what a hostile one broke reads no other. One after
// the other, so that many at once take no more memory than one.
import { BoundedThread, lackedTime, tooLate } from '../limits/bounded-thread.ts';
import type { Vault } from '../vault.ts';
import type { PdfAnswer, PdfPicture, PdfQuestion, PdfText } from './pdf-work.ts';

/** The words of a PDF, as far as the limits go; undefined for what cannot be read. */
export async function readPdfText(
  { limits }: Vault,
  bytes: Buffer,
): Promise<string | typeof tooLate | undefined> {
  const { documentPagesMax: pagesMax, documentTextCharactersMax: charactersMax } = limits;
  const answer = await inTurn(() =>
    ask(limits, { bytes: Uint8Array.from(bytes), want: 'text', pagesMax, charactersMax }),
  );
  return answer === tooLate ? tooLate : (answer as PdfText | undefined)?.text;
}

/** One page of it, the first unless another is asked for, within a box of so many pixels; undefined for what cannot be drawn. */
export async function drawPdf(
  { limits }: Vault,
  bytes: Buffer,
  { page = 0, ...box }: { readonly width: number; readonly height: number; readonly page?: number },
): Promise<PdfPicture | undefined> {
  const answer = await inTurn(() =>
    ask(limits, { bytes: Uint8Array.from(bytes), want: 'picture', page, ...box }),
  );
  return answer === tooLate ? undefined : (answer as PdfPicture | undefined);
}

let last: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const run = last.then(work);
  last = run.catch(() => {});
  return run;
}

/** Undefined where it takes too much memory, too. */
async function ask(
  { documentReadMs: ms, documentMemoryBytesMax: memoryBytesMax }: Vault['limits'],
  question: PdfQuestion,
): Promise<PdfAnswer | typeof tooLate> {
  const thread = new BoundedThread<PdfQuestion, PdfAnswer>('core/documents/pdf-worker.js', 0);
  const told = await thread.ask(question, { ms, memoryBytesMax }, question.bytes);
  thread.end();
  if ('answer' in told) return told.answer;
  return lackedTime(told.stopped) ? tooLate : undefined;
}
