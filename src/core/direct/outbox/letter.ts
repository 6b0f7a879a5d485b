// What a Direct message that goes out is made of, as it is sealed in the store.
import type { Vault } from '../../vault.ts';

/** What is told of a message in the list of those sent, and what it is sent by. */
export interface LetterHead {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** Empty for a confirmation of receipt. */
  readonly text: string;
  readonly attachments: readonly SentAttachment[];
  /** What the application was called that sent it in the person's name. */
  readonly appName?: string | undefined;
  /** Of all that the application asked for under an id of its own. */
  readonly askedHash?: string | undefined;
  /** Beside From, To, Date and Message-ID, which each copy has of its own. */
  readonly headers: readonly (readonly [string, string])[];
}

/** A copy as it is sealed for its recipient. */
export interface PlainCopy {
  readonly id: string;
  readonly to: string;
  readonly head: LetterHead;
  readonly contents: Buffer;
  readonly queuedAt: number;
}

export interface SentAttachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
}

type Sealing = Pick<Vault, 'keys'>;

export function sealHead({ keys }: Sealing, head: LetterHead): Buffer {
  return keys.seal(Buffer.from(JSON.stringify(head)));
}

/** @throws when it was sealed with another key */
export function openHead({ keys }: Sealing, sealed: Buffer): LetterHead {
  return JSON.parse(keys.open(sealed).toString());
}

export function sealAddress({ keys }: Sealing, address: string): Buffer {
  return keys.seal(Buffer.from(address));
}

/** @throws as above */
export function openAddress({ keys }: Sealing, sealed: Buffer): string {
  return keys.open(sealed).toString();
}

export function getDomain(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** Each copy has a Message-ID of its own, which tells nobody of the others and by which a confirmation finds it. */
export function nameMessage(copyId: string, from: string): string {
  return `<${copyId}@${getDomain(from)}>`;
}

/** @returns undefined for a Message-ID that no vault gives */
export function readCopyId(messageId: string): string | undefined {
  return /^\s*<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]+>?\s*$/i
    .exec(messageId)?.[1]
    ?.toLowerCase();
}
