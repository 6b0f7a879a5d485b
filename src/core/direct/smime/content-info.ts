// The frame around all of S/MIME's structures: which kind it is, and what is in it. RFC 5652. Used by peel.ts.
import type { Limits } from '../../limits/limits.ts';
import { type Ber, readBer, readOid, readParts, tags } from './ber.ts';
import { UnreadableMail } from './unreadable.ts';

export const contentTypes = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  envelopedData: '1.2.840.113549.1.7.3',
  authEnvelopedData: '1.2.840.113549.1.9.16.1.23',
} as const;

export interface ContentInfo {
  readonly type: string;
  readonly content: Ber;
}

/** @throws UnreadableMail */
export function readContentInfo(bytes: Buffer, limits: Limits): ContentInfo {
  const [type, tagged, ...others] = readParts(readBer(bytes, limits), tags.sequence);
  if (!type || !tagged || others.length > 0) throw new UnreadableMail('malformed');
  const [content, ...more] = readParts(tagged, explicit(0));
  if (!content || more.length > 0) throw new UnreadableMail('malformed');
  return { type: readOid(type), content };
}

/** The tag of a constructed value whose place has a number, and that of a primitive one. */
export function explicit(number: number): number {
  return 0xa0 + number;
}

export function implicit(number: number): number {
  return 0x80 + number;
}

export interface Algorithm {
  readonly id: string;
  /** DER; undefined where it has none. */
  readonly parameters: Ber | undefined;
}

/** @throws UnreadableMail */
export function readAlgorithm(value: Ber | undefined): Algorithm {
  const [id, parameters, ...others] = value ? readParts(value, tags.sequence) : [];
  if (!id || others.length > 0) throw new UnreadableMail('malformed');
  return { id: readOid(id), parameters };
}

/** Goes through the parts of a sequence, some of which may be left out. */
export class Parts {
  private readonly parts: readonly Ber[];
  private at = 0;

  constructor(value: Ber, tag: number = tags.sequence) {
    this.parts = readParts(value, tag);
  }

  /** The next one. @throws UnreadableMail where there is none, or it has another tag */
  next(...expected: readonly number[]): Ber {
    const part = this.parts[this.at++];
    if (!part || (expected.length > 0 && !expected.includes(part.tag))) throw new UnreadableMail('malformed');
    return part;
  }

  /** The next one, if it has one of these tags. */
  maybe(...expected: readonly number[]): Ber | undefined {
    const part = this.parts[this.at];
    if (!part || !expected.includes(part.tag)) return undefined;
    this.at++;
    return part;
  }

  end(): void {
    if (this.at < this.parts.length) throw new UnreadableMail('malformed');
  }
}
