// A thread of its own for one PDF, which may be made to harm: PDFium, as WebAssembly, reaches nothing but the memory it is given.
// Started, asked and ended by pdf-thread.ts.

import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { answerQuestions, boundWebAssembly } from '../limits/within-thread.ts';
import type { PdfAnswer, PdfPicture, PdfQuestion, PdfText } from './pdf-work.ts';

boundWebAssembly();
answerQuestions((question: PdfQuestion) => answer(question).catch((): PdfAnswer => undefined));

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
