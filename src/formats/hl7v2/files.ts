// Files inside of messages: OBX of the type ED, with the bytes of a PDF, a picture, a text, or a clinical document, which is read on.
import { readCcdaInside } from '../ccda/ccda.ts';
import { makeFile } from '../embedded/embedded.ts';
import { type Finding, leaveOut, UnreadableFile } from '../format.ts';
import { readCodeText } from './codes.ts';
import type { Segment } from './segments.ts';

/** Is it one, or where one lies (RP)? */
export function isFile(segment: Segment): boolean {
  return segment.name === 'OBX' && /^(ED|RP)$/i.test(segment.get(2) ?? '');
}

interface About {
  /** What the order or the document is called. */
  readonly title: string;
  readonly source: string | undefined;
  readonly sourceId: string | undefined;
}

/** Each is an item; its name in the source is that of what it came with, and which of it. */
export function* readFiles(
  { observations }: { readonly observations: readonly { readonly obx: Segment }[] },
  { title, source, sourceId }: About,
): Generator<Finding> {
  let place = 0;
  for (const { obx } of observations) {
    if (!isFile(obx)) continue;
    place += 1;
    const name = readCodeText(obx.first(3)) ?? title;
    // Deleted, or not asked for.
    if (/^[DN]$/i.test(obx.get(11) ?? '')) yield leaveOut('denied', name);
    else if (obx.isCut) yield leaveOut('too-large', name);
    else {
      const id = sourceId === undefined ? undefined : `${sourceId} file ${place}`;
      yield* readFile(obx, name, { title, source, sourceId: id });
    }
  }
}

function* readFile(obx: Segment, name: string, { title, source, sourceId }: About): Generator<Finding> {
  const bytes = readBytes(obx);
  if (!bytes) {
    yield leaveOut(/^RP$/i.test(obx.get(2) ?? '') ? 'no-kind' : 'invalid', name);
    return;
  }
  const document = readDocument(bytes);
  if (document) yield* document;
  else
    yield makeFile({ title: name === title ? title : `${title}, ${name}`, bytes }, name, {
      source,
      sourceId,
    });
}

/** One that cannot be read is kept as any file is. */
function readDocument(bytes: Uint8Array): Finding[] | undefined {
  try {
    return readCcdaInside(bytes);
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

/** OBX-5: who made it, two words for its type, how it is written, the bytes. */
function readBytes(obx: Segment): Uint8Array | undefined {
  const value = obx.first(5);
  const written = value?.get(5);
  if (written === undefined) return undefined;
  const encoding = (value?.get(4) ?? '').toUpperCase();
  if (encoding === 'A') return Buffer.from(written);
  const text = written.replace(/\s+/g, '');
  if (encoding === 'HEX') return /^([0-9A-F]{2})*$/i.test(text) ? Buffer.from(text, 'hex') : undefined;
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
