// What was found of who sent a mail, beside the Message that it became: so it outlives the folders that the mail came to. Programs
// write such items too, and what they like beside them, so it counts only with a mark that the vault alone can make, over all that
// is shown of the message.
import { escapeText } from '../../schema/xml-reader.ts';
import { isSameBytes } from '../secrets.ts';
import { childrenOf } from '../things/common-part.ts';
import type { Vault } from '../vault.ts';
import type { Standing } from './certificates/standing.ts';

const source = 'urn:keepwell:direct';

export interface KeptStanding {
  /** The address that it is from, or claims. */
  readonly from: string;
  readonly standing: Standing;
  /** Might anybody on its way have written the subject? */
  readonly isSubjectUnsure: boolean;
}

/** All that is shown of a message. */
export interface MarkedMessage {
  readonly recordId: string;
  readonly dataXml: string;
  readonly blobs: readonly {
    readonly name: string;
    readonly contentType: string;
    readonly length: number;
    readonly hash: string;
  }[];
}

type Marking = Pick<Vault, 'keys'>;

/** The common part of a new Message. */
export function printKeptStanding(vault: Marking, message: MarkedMessage, kept: KeptStanding): string {
  const said = JSON.stringify(kept);
  const mark = makeMark(vault, message, said).toString('base64url');
  const inside = `<standing mark="${mark}">${escapeText(said)}</standing>`;
  return `<common><extension source="${source}">${inside}</extension></common>`;
}

/** Undefined where the vault did not say it, or anything of the message was changed since. */
export function readKeptStanding(
  vault: Marking,
  message: MarkedMessage,
  commonXml: string,
): KeptStanding | undefined {
  if (!commonXml.includes(source)) return undefined;
  for (const at of childrenOf(commonXml)) {
    if (at.name !== 'extension' || at.attribute('source') !== source) continue;
    const close = at.enter();
    if (at.index >= close || !at.atNamed('standing')) return undefined;
    const mark = Buffer.from(at.attribute('mark') ?? '', 'base64url');
    const said = at.text();
    return isSameBytes(mark, makeMark(vault, message, said)) ? JSON.parse(said) : undefined;
  }
  return undefined;
}

function makeMark({ keys }: Marking, { recordId, dataXml, blobs }: MarkedMessage, said: string): Buffer {
  const files = blobs
    .map(({ name, contentType, length, hash }) => [name, contentType, String(length), hash])
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return keys.hash(`direct standing\n${JSON.stringify([recordId, dataXml, files, said])}`);
}
