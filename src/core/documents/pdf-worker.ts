// A thread of its own for one PDF, which may be made to harm: PDFium, as WebAssembly, reaches nothing but the memory it is given.
// Started, asked and ended by pdf-thread.ts.

import { parentPort, workerData } from 'node:worker_threads';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { assume } from '../../assume.ts';
import type { PdfAnswer, PdfPicture, PdfQuestion, PdfText } from './pdf-work.ts';

const memoryMax: number = workerData.memoryBytesMax;

const { grow } = WebAssembly.Memory.prototype;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * 65_536 > memoryMax) throw new RangeError('no more memory is given');
  return grow.call(this, pages);
};

const port = assume(parentPort, 'a thread that started this one');

port.once('message', (question: PdfQuestion) => {
  answer(question).then(
    said => port.postMessage(said satisfies PdfAnswer),
    () => port.postMessage(undefined),
  );
});

async function answer(question: PdfQuestion): Promise<PdfText | PdfPicture> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(question.bytes);
  return question.want === 'text' ? { text: readText(document, question) } : draw(document, question);
}

function readText(
  document: PDFiumDocument,
  { pagesMax, charactersMax }: PdfQuestion & { want: 'text' },
): string {
  const pages = Math.min(document.getPageCount(), pagesMax);
  let text = '';
  for (let i = 0; i < pages && text.length < charactersMax; i++) {
    try {
      text += `${document.getPage(i).getText()}\n`;
    } catch {
      // One page that is broken keeps nobody from the words of the others.
    }
  }
  return text.slice(0, charactersMax).trim();
}

/** No larger than the box it is asked for. */
async function draw(document: PDFiumDocument, box: PdfQuestion & { want: 'picture' }): Promise<PdfPicture> {
  if (box.page >= document.getPageCount()) throw new RangeError('it has no such page');
  const page = document.getPage(box.page);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = Math.min(box.width / originalWidth, box.height / originalHeight);
  const clamp = (length: number, max: number) => Math.min(max, Math.max(1, Math.round(length * scale)));
  const drawn = await page.render({
    width: clamp(originalWidth, box.width),
    height: clamp(originalHeight, box.height),
    render: 'bitmap',
    renderFormFields: true,
  });
  return { width: drawn.width, height: drawn.height, pixels: drawn.data };
}
