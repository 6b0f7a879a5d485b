// Direct messages that an application sends in a person's name, and how far they got. Used by record.ts.
import type { Caller } from './caller.ts';
import type { ResponseOf } from './contracts.ts';
import type { CallFor } from './options.ts';

export interface DirectMessage {
  /** Direct addresses. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Things that go along: documents and files as they are, others as one C-CDA. */
  readonly thingIds?: readonly string[];
  /** What the application may read of what holds now, as a C-CDA, as a PDF, or as both. */
  readonly summaries?: readonly ('ccda' | 'pdf')[];
  /** Of your own: by this it is sent once, however often it is tried. */
  readonly clientId?: string;
}

/** How far a message got, and to each it went to. */
export type DirectStatus = NonNullable<ResponseOf<'GetDirectMessageStatus', 1>['message']>[number];

export async function sendDirect(app: Caller, how: CallFor, message: DirectMessage): Promise<string> {
  const { to, subject, text, thingIds = [], summaries = [], clientId } = message;
  const info = {
    ...{ to: [...to], subject, textBody: text, thingId: [...thingIds] },
    ...{ summary: [...summaries], clientMessageId: clientId },
  };
  const repeat = clientId !== undefined;
  return (await app.call('SendDirectMessage', 1, info, { repeat, ...how })).messageId;
}

export async function readDirectStatus(
  app: Caller,
  how: CallFor,
  messageIds: readonly string[],
): Promise<DirectStatus[]> {
  if (messageIds.length === 0) return [];
  const { message = [] } = await app.call('GetDirectMessageStatus', 1, { messageId: [...messageIds] }, how);
  return message;
}
