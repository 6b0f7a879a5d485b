// A PDF that says something, made as people's programs make them.
import PDFDocument from 'pdfkit';

/** @param pages the text of each */
export function printPdf(...pages: readonly string[]): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', autoFirstPage: false });
  for (const text of pages) document.addPage().fontSize(20).text(text);
  document.end();
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    document.on('data', (piece: Buffer) => pieces.push(piece));
    document.on('end', () => resolve(Buffer.concat(pieces)));
    document.on('error', reject);
  });
}
