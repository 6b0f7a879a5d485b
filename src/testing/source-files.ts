// Files that formats read, from bytes, and archives of them.
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { Candidate, Finding, Format, LeftOut, ReadingOptions, SourceFile } from '../formats/format.ts';

export function sourceFile(name: string, content: string | Uint8Array): SourceFile {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return { name, size: bytes.length, read: async (from, to) => bytes.subarray(from, to) };
}

export async function makeZip(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

export const readingOptions: ReadingOptions = {
  zone: 'Europe/Berlin',
  language: 'en',
  keepsRaw: false,
  tell() {},
};

export interface Read {
  readonly candidates: readonly Candidate[];
  readonly leftOut: readonly LeftOut[];
  /** Whom it says that it is about. */
  readonly people?: readonly string[];
}

/** All that a format finds in a file. */
export async function readAll(
  format: Format,
  file: SourceFile,
  options: Partial<ReadingOptions> = {},
): Promise<Read> {
  const findings: Finding[] = [];
  for await (const finding of format.read(file, { ...readingOptions, ...options })) findings.push(finding);
  const people = findings.flatMap(finding => ('person' in finding ? [finding.person] : []));
  return {
    candidates: findings.flatMap(finding => ('candidate' in finding ? [finding.candidate] : [])),
    leftOut: findings.flatMap(finding => ('leftOut' in finding ? [finding.leftOut] : [])),
    ...(people.length > 0 && { people }),
  };
}

/** Does a format say that a file is its own? */
export async function isMatched(format: Format, file: SourceFile): Promise<boolean> {
  return format.matches({ file, head: await file.read(0, 65_536) });
}
