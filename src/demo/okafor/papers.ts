// The papers of the family as files: letters as PDF, cards and slips as they look in a photo.
import { escapeText } from '../../schema/xml-reader.ts';

export interface Letter {
  readonly from: string;
  readonly title: string;
  /** Name and value, line by line. */
  readonly facts: readonly (readonly [string, string])[];
  readonly paragraphs: readonly string[];
  readonly signed: string;
  readonly writtenAt: Date;
}

const margin = 64;

/** One page, A4, in the fonts every reader of PDF has. */
export async function writeLetter(letter: Letter): Promise<Buffer> {
  const { from, title, facts, paragraphs, signed, writtenAt } = letter;
  const { default: PDFDocument } = await import('pdfkit');
  const info = { Title: title, Author: from, CreationDate: writtenAt };
  const page = new PDFDocument({ size: 'A4', margin, lang: 'en', info });
  const chunks: Buffer[] = [];
  page.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>(resolve => page.on('end', resolve));
  page.font('Helvetica-Bold').fontSize(13).fillColor('#1f5f7a').text(from);
  page
    .moveTo(margin, page.y + 6)
    .lineTo(page.page.width - margin, page.y + 6)
    .strokeColor('#1f5f7a')
    .stroke();
  page.moveDown(2).fontSize(16).fillColor('#222222').text(title).moveDown(0.6).fontSize(10.5);
  for (const [name, value] of facts)
    page.font('Helvetica').text(`${name}: `, { continued: true }).font('Helvetica-Bold').text(value);
  page.font('Helvetica').moveDown(1);
  for (const paragraph of paragraphs) page.text(paragraph, { lineGap: 3 }).moveDown(0.7);
  page.moveDown(1.5).font('Helvetica-Oblique').text(signed);
  page.end();
  await ended;
  return Buffer.concat(chunks);
}

export interface Card {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
  readonly paper: string;
  readonly ink: string;
}

const cardSize = { width: 1200, height: 800 };

/** A card on a table, a little askew, as a phone takes it. */
export async function photographCard({ title, rows, paper, ink }: Card): Promise<Buffer> {
  const { width, height } = cardSize;
  const cells = rows.flatMap((row, line) =>
    row.map(
      (text, column) =>
        `<text x="${200 + (column * 760) / row.length}" y="${300 + line * 54}" font-size="30" fill="${line === 0 ? ink : '#1b2a6b'}" font-weight="${line === 0 ? 700 : 400}">${escapeText(text)}</text>`,
    ),
  );
  const lines = rows.map(
    (_, line) =>
      `<path d="M190 ${312 + line * 54}h820" stroke="${ink}" stroke-opacity="0.35" stroke-width="2"/>`,
  );
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans, Helvetica, sans-serif">
    <defs><linearGradient id="table" x2="1" y2="1"><stop stop-color="#8d6a4b"/><stop offset="1" stop-color="#5f452f"/></linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#table)"/>
    <g transform="rotate(-2.5 600 400)">
      <rect x="158" y="128" width="900" height="570" rx="14" fill="#000" fill-opacity="0.3"/>
      <rect x="150" y="118" width="900" height="570" rx="14" fill="${paper}"/>
      <text x="200" y="210" font-size="46" font-weight="700" fill="${ink}">${escapeText(title)}</text>
      ${lines.join('')}${cells.join('')}
    </g></svg>`;
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(drawn)).jpeg({ quality: 74 }).toBuffer();
}

export interface Face {
  readonly wall: string;
  readonly skin: string;
  readonly hair: string;
  readonly shirt: string;
  /** How far the hair comes down, from the top of the head: 0 to 1. */
  readonly hairTo: number;
}

/** A small drawing of somebody, to know the records of a family apart. */
export async function drawFace({ wall, skin, hair, shirt, hairTo }: Face): Promise<Buffer> {
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320">
    <rect width="320" height="320" fill="${wall}"/>
    <rect x="${96 - 8 * hairTo}" y="70" width="${128 + 16 * hairTo}" height="${90 + 130 * hairTo}" rx="64" fill="${hair}"/>
    <path d="M30 330c6-80 60-104 130-104s124 24 130 104z" fill="${shirt}"/>
    <rect x="138" y="190" width="44" height="56" rx="20" fill="${skin}"/>
    <ellipse cx="160" cy="150" rx="54" ry="64" fill="${skin}"/>
    <path d="M104 146c0-92 112-92 112 0-26-34-86-36-112 0z" fill="${hair}"/>
    <circle cx="140" cy="152" r="5" fill="#20140e"/><circle cx="180" cy="152" r="5" fill="#20140e"/>
    <path d="M140 180q20 16 40 0" stroke="#20140e" stroke-width="4" fill="none" stroke-linecap="round"/></svg>`;
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(drawn)).jpeg({ quality: 82 }).toBuffer();
}
