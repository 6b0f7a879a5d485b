// The words of photos and scans are found like those of a PDF, where tesseract is installed; a program that harms, or a picture
// that does, delays and breaks nothing.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../config.ts';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { usualTesseract } from '../../tesseract.ts';
import { grantOf } from '../../testing/imports/given.ts';
import { printPdf } from '../../testing/pdf.ts';
import { tempFolder } from '../../testing/process.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { makeLastingTenure } from '../leases/tenure.ts';
import { keepFile } from '../records/files.ts';
import { listThings } from '../things/list.ts';
import { readDocuments } from './read.ts';

const tesseract = process.env.KEEPWELL_TESSERACT ?? usualTesseract;

function drawWords(...lines: string[]): Promise<Buffer> {
  const rows = lines.map((line, i) => `<text x="40" y="${80 + i * 60}" font-size="40">${line}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="${lines.length * 60 + 80}"><rect width="100%" height="100%" fill="#fff"/><g font-family="DejaVu Sans">${rows.join('')}</g></svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

/** As a scanner makes it: pictures alone. */
async function printScan(...pages: Buffer[]): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false });
  for (const page of pages) document.addPage().image(page, 40, 40, { width: 500 });
  document.end();
  return buffer(document);
}

async function given(settings: Settings) {
  const server = await startTestServer(settings);
  await server.background.stop();
  return { server, ada: await givenSignedIn(server) };
}

async function keep(server: TestServer, ada: Visitor, bytes: Buffer, contentType: string): Promise<string> {
  const stream = async function* () {
    yield bytes;
  };
  const grant = await grantOf(server, ada);
  const id = await keepFile(server.vault, grant, { name: 'scan', contentType }, stream());
  await readDocuments(server.vault, makeLastingTenure(new AbortController().signal));
  return id;
}

async function find(server: TestServer, ada: Visitor, words: string): Promise<string[]> {
  const asked = { words, after: undefined, limit: 9 };
  return (await listThings(server.vault, await grantOf(server, ada), asked)).things.map(({ id }) => id);
}

describe.skipIf(!existsSync(tesseract))('with tesseract (needs it installed)', () => {
  test('the words of a photo and of a scan are found, whatever they are called', async () => {
    const { server, ada } = await given({ ocr: tesseract });
    await using _ = server;
    const photo = await sharp(await drawWords('Sarcoidosis was ruled out', 'Ferritin 18'))
      .jpeg()
      .toBuffer();
    const id = await keep(server, ada, photo, 'image/jpeg');
    expect(await find(server, ada, 'sarcoidosis')).toEqual([id]);
    expect(await find(server, ada, 'ferritin')).toEqual([id]);
    const scan = await printScan(await drawWords('Osteopenia'), await drawWords('Hemochromatosis'));
    const scanned = await keep(server, ada, scan, 'application/pdf');
    expect(await find(server, ada, 'osteopenia')).toEqual([scanned]);
    expect(await find(server, ada, 'hemochromatosis')).toEqual([scanned]);
  });

  test('so many pages are read, and a photo of so many pixels', async () => {
    const { server, ada } = await given({
      ocr: tesseract,
      limits: { ocrPagesMax: 1, ocrPixelsMax: 200_000 },
    });
    await using _ = server;
    const scan = await printScan(await drawWords('Osteopenia'), await drawWords('Hemochromatosis'));
    const scanned = await keep(server, ada, scan, 'application/pdf');
    expect(await find(server, ada, 'osteopenia')).toEqual([scanned]);
    expect(await find(server, ada, 'hemochromatosis')).toEqual([]);
    await keep(server, ada, await drawWords('Bursitis', '', '', ''), 'image/png');
    expect(await find(server, ada, 'bursitis')).toEqual([]);
  });
});

/** A program in the place of tesseract. */
function givenProgram(...lines: string[]): string {
  const path = join(tempFolder(), 'tesseract');
  writeFileSync(path, ['#!/bin/sh', '[ "$1" = --list-langs ] && exit 0', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
  return path;
}

/** What was killed and not yet taken note of is not. */
function isRunning(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}

describe('the program', () => {
  test('gets a picture that was drawn anew, and nothing of the server', async () => {
    const program = givenProgram('head -c 8 | tail -c 7 | head -c 3', 'echo " wombat $0 $*"', 'env | wc -l');
    process.env.KEEPWELL_SECRET_FOR_TEST = 'secret';
    const { server, ada } = await given({ ocr: program });
    await using _ = server;
    const id = await keep(
      server,
      ada,
      await sharp(await drawWords('x'))
        .webp()
        .toBuffer(),
      'image/webp',
    );
    expect(await find(server, ada, 'wombat')).toEqual([id]);
    expect(await find(server, ada, 'PNG')).toEqual([id]);
    expect(await find(server, ada, 'secret')).toEqual([]);
  });

  test.each([
    ['never ends', 'sleep 60'],
    ['never stops to write', 'yes wombat'],
    ['fails', 'echo wombat; exit 1'],
    [
      'wants more memory than it may have',
      'head -c 400000000 /dev/zero | tail -c 399999999 | wc -c || exit 1; exit 1',
    ],
    ['does not read', 'exec 0<&-; exit 3'],
  ])('that %s is ended, and the file is found by its name alone', async (_, line) => {
    const { server, ada } = await given({
      ocr: givenProgram(line),
      limits: { ocrPageMs: 1500, documentTextCharactersMax: 10_000, ocrMemoryBytesMax: 200_000_000 },
    });
    await using _server = server;
    const started = performance.now();
    const id = await keep(server, ada, await drawWords('x'), 'image/png');
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await find(server, ada, 'wombat')).toEqual([]);
    expect(await find(server, ada, 'scan')).toEqual([id]);
  });

  test('that starts others and never stops to write is ended with them', async () => {
    const program = givenProgram('yes wombat & echo $! > "$0.pid"', 'wait');
    const { server, ada } = await given({ ocr: program, limits: { documentTextCharactersMax: 10_000 } });
    await using _ = server;
    await keep(server, ada, await drawWords('x'), 'image/png');
    const pid = Number(readFileSync(`${program}.pid`, 'utf8'));
    await expect.poll(() => isRunning(pid)).toBe(false);
    expect(await find(server, ada, 'wombat')).toEqual([]);
  });

  test('has so much time for a document, and is not asked about words that are there', async () => {
    const { server, ada } = await given({
      ocr: givenProgram('sleep 1', 'echo wombat'),
      limits: { ocrDocumentMs: 300 },
    });
    await using _ = server;
    const scan = await printScan(await drawWords('a'), await drawWords('b'));
    await keep(server, ada, scan, 'application/pdf');
    const written = await keep(
      server,
      ada,
      await printPdf('Vestibular neuritis, as it was thought to be.'),
      'application/pdf',
    );
    expect(await find(server, ada, 'wombat')).toEqual([]);
    expect(await find(server, ada, 'vestibular')).toEqual([written]);
  });

  test('is asked about a page that says little but who scanned it', async () => {
    const { server, ada } = await given({ ocr: givenProgram('echo wombat') });
    await using _ = server;
    const id = await keep(server, ada, await printPdf('Scanned by Acme'), 'application/pdf');
    expect(await find(server, ada, 'wombat')).toEqual([id]);
    expect(await find(server, ada, 'acme')).toEqual([id]);
  });

  test('that is named and not there stops the start', async () => {
    await expect(startTestServer({ ocr: '/nowhere/tesseract' })).rejects.toThrow(
      'ocr: there is no /nowhere/tesseract',
    );
  });
});

test('what is no picture, whatever it says, is not read as one', async () => {
  const { server, ada } = await given({ ocr: givenProgram('echo wombat') });
  await using _ = server;
  await keep(server, ada, Buffer.from('\x89PNG and nothing else', 'latin1'), 'image/png');
  await keep(server, ada, Buffer.from('<svg/>'), 'image/png');
  expect(await find(server, ada, 'wombat')).toEqual([]);
});
