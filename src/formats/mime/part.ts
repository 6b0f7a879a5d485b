// A mail as it was read: a tree of parts. Made by read.ts; header.ts reads what stands in its fields.

export interface MimeField {
  /** In lower case. */
  readonly name: string;
  /** Unfolded, as it came: encoded words are still encoded. */
  readonly value: string;
}

export interface MimePart {
  readonly fields: readonly MimeField[];
  readonly contentType: ContentType;
  readonly disposition: 'inline' | 'attachment' | undefined;
  /** As whoever sent it called it: it may hold anything. */
  readonly fileName: string | undefined;
  /** Without its angle brackets. */
  readonly contentId: string | undefined;
  /** Header and body, byte for byte as they came. */
  readonly raw: Buffer;
  /** The body as it came. */
  readonly body: Buffer;
  /** The body, decoded; that of a part that holds others is empty. */
  readonly bytes: Buffer;
  readonly parts: readonly MimePart[];
}

export interface ContentType {
  /** `text/plain`, in lower case. */
  readonly type: string;
  /** Names are in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

export type MimeProblem = 'too-deep' | 'too-many-parts' | 'header-too-large' | 'malformed';

/** What is wrong with a mail, in a word; nothing of it is in the message. */
export class UnreadableMime extends Error {
  readonly problem: MimeProblem;
  constructor(problem: MimeProblem) {
    super(`a mail cannot be read: ${problem}`);
    this.problem = problem;
  }
}

/** The first field of a name, which is in lower case. */
export function findField({ fields }: Pick<MimePart, 'fields'>, name: string): string | undefined {
  return fields.find(field => field.name === name)?.value;
}

/** The part and all within it, in the order in which they came. */
export function* walkParts(part: MimePart): Generator<MimePart> {
  yield part;
  for (const within of part.parts) yield* walkParts(within);
}
