// The words of a PDF, line by line, by PDFium, as far as some bounds go. It runs in the thread that reads the file, which is none
// but that file's; the library is loaded by who has a PDF.
import { type SourceFile, UnreadableFile } from '../format.ts';
import { pdfBytesMax, pdfMemoryBytesMax, pdfPagesMax } from './limits.ts';

export function isPdf(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 1024)).toString('latin1').includes('%PDF-');
}

/** @param pagesMax what stands behind these is not read @throws UnreadableFile */
export async function readPdfLines(file: SourceFile, pagesMax = pdfPagesMax): Promise<string[]> {
  if (file.size > pdfBytesMax) throw new UnreadableFile('too-large');
  const bytes = await file.read(0, file.size);
  const { PDFiumLibrary } = await import('@hyzyla/pdfium');
  return boundMemory(async () => {
    const library = await PDFiumLibrary.init();
    try {
      const document = await library.loadDocument(bytes);
      const pages = Math.min(document.getPageCount(), pagesMax);
      const lines: string[] = [];
      for (let i = 0; i < pages; i++)
        lines.push(
          ...document
            .getPage(i)
            .getText()
            .split(/\r?\n|\r/),
        );
      document.destroy();
      return lines;
    } catch (error) {
      throw new UnreadableFile(/password/i.test(String(error)) ? 'encrypted' : 'damaged');
    } finally {
      library.destroy();
    }
  });
}

/** What WebAssembly takes counts for no limit of a thread. */
async function boundMemory<T>(work: () => Promise<T>): Promise<T> {
  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65_536 > pdfMemoryBytesMax)
      throw new RangeError('no more memory is given');
    return grow.call(this, pages);
  };
  try {
    return await work();
  } finally {
    prototype.grow = grow;
  }
}
