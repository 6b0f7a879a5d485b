// A summary as a file to print or send: A4, with fonts of its own, so that every name of Europe is written as it is.
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { sayMark } from '../../../locales/say-mark.ts';
import { summaryWords } from '../../../locales/words.ts';
import type { Visit } from '../../web/visit.ts';
import type { Said, SaidSection } from './said.ts';

const fonts = createRequire(import.meta.url);
const regular = fonts.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
const bold = fonts.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

type Reader = Pick<Visit, 'language'>;

const margin = 48;
const sizes = { title: 18, head: 12, text: 9.5, foot: 8 };
const colours = { ink: '#1d2b2a', soft: '#566563', bad: '#7f1d13' };

export async function printSummary(said: Said, visit: Reader): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin,
    bufferPages: true,
    lang: visit.language,
    displayTitle: true,
    info: { Title: said.title, Producer: 'Keepwell', Creator: 'Keepwell' },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>(resolve => document.on('end', resolve));
  document.font(bold).fontSize(sizes.title).fillColor(colours.ink).text(said.title);
  document.moveDown(0.3).fontSize(sizes.text);
  for (const { name, text } of said.facts)
    document.font(regular).text(`${name}: `, { continued: true }).font(bold).text(text);
  for (const section of said.sections) printSection(document, section, visit);
  if (said.questions !== '') {
    printHead(document, summaryWords(visit.language).questions);
    document.font(regular).fontSize(sizes.text).text(said.questions);
  }
  document.moveDown(1).font(regular).fontSize(sizes.foot).fillColor(colours.soft);
  for (const line of said.foot) document.text(line);
  numberPages(document, said.title, visit);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function printHead(document: PDFKit.PDFDocument, title: string): void {
  // A head alone at the foot of a page belongs to the next.
  const { height, margins } = document.page;
  if (document.y > height - margins.bottom - 4 * sizes.head) document.addPage();
  document.moveDown(0.8).font(bold).fontSize(sizes.head).fillColor(colours.ink).text(title);
  document.moveDown(0.2);
}

function printSection(
  document: PDFKit.PDFDocument,
  { title, lines, notes }: SaidSection,
  visit: Reader,
): void {
  printHead(document, title);
  document.fontSize(sizes.text);
  for (const { kind, text, beside, marks } of lines) {
    const said = marks.map(mark => sayMark(mark, visit.language)).join(', ');
    const parts = [
      { font: regular, colour: colours.ink, text: kind === undefined ? '• ' : `• ${kind}: ` },
      { font: bold, colour: colours.ink, text },
      { font: bold, colour: colours.bad, text: said === '' ? '' : `  (${said})` },
      { font: regular, colour: colours.soft, text: beside === '' ? '' : `  ${beside}` },
    ].filter(part => part.text !== '');
    for (const [place, part] of parts.entries())
      document
        .font(part.font)
        .fillColor(part.colour)
        .text(part.text, { continued: place < parts.length - 1, indent: 0 });
  }
  document.font(regular).fillColor(colours.soft);
  for (const note of notes) document.text(note);
}

function numberPages(document: PDFKit.PDFDocument, title: string, visit: Reader): void {
  const { start, count } = document.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page);
    const { width, height, margins } = document.page;
    // Below the text there is no room otherwise, and a page more would begin.
    margins.bottom = 0;
    const text = `${title} · ${summaryWords(visit.language).page(page + 1, count)}`;
    document.font(regular).fontSize(sizes.foot).fillColor(colours.soft);
    document.text(text, margin, height - margin * 0.7, {
      width: width - 2 * margin,
      align: 'right',
      lineBreak: false,
    });
  }
}
