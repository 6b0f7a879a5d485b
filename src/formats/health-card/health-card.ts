// SMART Health Cards: the file that portals give, the text of their codes, and a picture of them. Signatures are checked without a
// network, against the keys of issuers that the operator trusts. One that does not fit its key is refused; what nobody vouches
// for is proposed, and says so.
import { type FileHead, type Format, type SourceFile, UnreadableFile } from '../format.ts';
import { readCard } from './card.ts';
import { readResources } from './items.ts';
import { cardFileBytesMax, cardsPerFileMax, pictureBytesMax } from './limits.ts';
import { readNumeric } from './numeric.ts';
import { readCodes } from './picture.ts';

export const healthCard: Format = {
  id: 'health-card',

  async matches({ file, head }) {
    if (isFile(head) || isCode(toText(head))) return true;
    if (!isPicture({ file, head }) || file.size > pictureBytesMax) return false;
    try {
      return (await readCodes(await file.read(0, file.size))).some(isCode);
    } catch (error) {
      if (error instanceof UnreadableFile) return false;
      throw error;
    }
  },

  async *read(file, options) {
    const cards = await readCards(file);
    if (cards.length === 0) throw new UnreadableFile('not-this-format');
    if (cards.length > cardsPerFileMax) throw new UnreadableFile('too-large');
    // All of them are judged before anything is told.
    const read = [];
    for (const card of cards) read.push(await readCard(card, options));
    for (const card of read) yield* readResources(card);
    options.tell(file.size);
  },
};

function isFile(head: Uint8Array): boolean {
  const text = toText(head);
  return /^\s*\{/.test(text) && /"verifiableCredential"\s*:/.test(text);
}

function isCode(text: string): boolean {
  return /^\s*shc:\/\d/i.test(text);
}

function isPicture({ head }: FileHead): boolean {
  const start = Buffer.from(head.subarray(0, 4)).toString('latin1');
  return start === '\x89PNG' || start.startsWith('\xff\xd8\xff');
}

/** Whole cards first, then pieces as they are counted. */
function byPlace(one: string, other: string): number {
  const [a, b] = [one, other].map(text => Number(/^\s*shc:\/(\d{1,4})\//i.exec(text)?.[1] ?? 0));
  return (a ?? 0) - (b ?? 0);
}

/** The signed text of each card. */
async function readCards(file: SourceFile): Promise<string[]> {
  const head = await file.read(0, 4);
  if (isPicture({ file, head })) {
    if (file.size > pictureBytesMax) throw new UnreadableFile('too-large');
    // Other codes may be in it, too; pieces of a card follow each other.
    const codes = (await readCodes(await file.read(0, file.size))).filter(isCode);
    return readNumeric(codes.sort(byPlace).join('\n'));
  }
  if (file.size > cardFileBytesMax) throw new UnreadableFile('too-large');
  const text = toText(await file.read(0, file.size));
  return isCode(text) ? readNumeric(text) : readFile(text);
}

function readFile(text: string): string[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new UnreadableFile(text.trimEnd().endsWith('}') ? 'damaged' : 'cut-off');
  }
  const cards = (content as { verifiableCredential?: unknown } | null)?.verifiableCredential;
  if (!Array.isArray(cards)) throw new UnreadableFile('not-this-format');
  if (!cards.every(card => typeof card === 'string')) throw new UnreadableFile('damaged');
  return cards;
}

function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
