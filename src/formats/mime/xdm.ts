// Zips by which documents travel in Direct (IHE XDM): METADATA.XML says which files are documents and what they are. One without
// it is a zip like any other.

import { OPEN, TEXT, type XmlDocument } from '../../schema/xml-document.ts';
import { readXml, XmlFault } from '../../schema/xml-reader.ts';
import { type ArchiveEntry, openArchive } from '../archive/archive.ts';
import type { SourceFile } from '../format.ts';
import { UnreadableFile } from '../format.ts';
import { xdmBytesMax, xdmEntriesMax, xdmMetadataBytesMax } from './limits.ts';

export interface XdmDocument {
  /** Its way in the zip. */
  readonly path: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** The documents of a zip; undefined where it is none of this kind. @throws UnreadableFile */
export async function readXdm(zip: Buffer): Promise<XdmDocument[] | undefined> {
  const { entries } = await openArchive(fileOf(zip));
  if (entries.length > xdmEntriesMax) throw new UnreadableFile('too-large');
  const budget = { left: xdmBytesMax };
  const described = entries.filter(({ name }) => isMetadata.test(name));
  if (described.length === 0) return undefined;
  const documents: XdmDocument[] = [];
  for (const entry of described) {
    const folder = entry.name.replace(/[^/]*$/, '');
    for (const { uri, type } of await readMetadata(entry, budget)) {
      const path = resolvePath(folder, uri);
      const found = path === undefined ? undefined : entries.find(({ name }) => name === path);
      if (!found || path === undefined) continue;
      const name = path.split('/').at(-1) ?? path;
      documents.push({ path, name, type, bytes: await readEntry(found, budget) });
    }
  }
  return documents;
}

const isMetadata = /^(?:.*\/)?IHE_XDM\/[^/]+\/METADATA\.XML$/i;

interface Described {
  readonly uri: string;
  readonly type: string;
}

async function readMetadata(entry: ArchiveEntry, budget: { left: number }): Promise<Described[]> {
  if (entry.size > xdmMetadataBytesMax) throw new UnreadableFile('too-large');
  const text = new TextDecoder().decode(await readEntry(entry, budget));
  try {
    return describedIn(readXml(text));
  } catch (error) {
    if (error instanceof XmlFault) throw new UnreadableFile('damaged');
    throw error;
  }
}

/** Objects of ebRIM: `ExtrinsicObject` with a slot `URI`. */
function describedIn(document: XmlDocument): Described[] {
  const found: Described[] = [];
  for (let i = 0; i < document.size; i++) {
    if (document.kinds[i] !== OPEN || document.values[i] !== 'ExtrinsicObject') continue;
    const uri = slotOf(document, i, 'URI');
    if (uri === undefined) continue;
    const type = attributeOf(document, i, 'mimeType') ?? 'application/octet-stream';
    found.push({ uri, type: type.trim().toLowerCase() });
  }
  return found;
}

/** A long one stands in several values, each with its number before it. */
function slotOf(document: XmlDocument, object: number, name: string): string | undefined {
  const end = document.closes[object] ?? object;
  for (let i = object + 1; i < end; i++) {
    const isSlot = document.kinds[i] === OPEN && document.values[i] === 'Slot';
    if (!isSlot || attributeOf(document, i, 'name') !== name) continue;
    const values: string[] = [];
    for (let at = i + 1; at < (document.closes[i] ?? i); at++)
      if (document.kinds[at] === TEXT) values.push((document.values[at] ?? '').trim());
    return values
      .filter(value => value !== '')
      .map(value => value.replace(/^\d+\|/, ''))
      .join('');
  }
  return undefined;
}

function attributeOf(document: XmlDocument, at: number, name: string): string | undefined {
  return document.attributes[at]?.find(attribute => attribute.name === name)?.value;
}

/** Within the zip: what climbs out of it is nowhere. */
function resolvePath(folder: string, uri: string): string | undefined {
  const parts: string[] = [];
  for (const part of `${folder}${uri}`.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

async function readEntry(entry: ArchiveEntry, budget: { left: number }): Promise<Buffer> {
  if (entry.size > budget.left) throw new UnreadableFile('unpacks-too-large');
  const pieces: Uint8Array[] = [];
  for await (const piece of entry.read()) {
    budget.left -= piece.length;
    if (budget.left < 0) throw new UnreadableFile('unpacks-too-large');
    pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces);
}

function fileOf(zip: Buffer): SourceFile {
  return { name: '', size: zip.length, read: async (from, to) => zip.subarray(from, to) };
}
