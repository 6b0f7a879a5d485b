// What receives events in tests: a web server that checks each signature, keeps what it took, and answers as it is told.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { eventNotifications } from '../../methods/contracts/parts/event-notification.ts';
import { readXml } from '../../schema/xml-reader.ts';

export interface ReceivedNotice {
  readonly subscriptionId: string;
  readonly personId: string;
  readonly recordId: string;
  readonly thingIds: readonly string[];
}

export interface ReceivedPost {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly notices: readonly ReceivedNotice[];
}

export interface Receiver extends AsyncDisposable {
  readonly port: number;
  /** All that came in, whatever was answered. */
  readonly posts: ReceivedPost[];
  /** How it answers; 200 unless it is told otherwise. */
  answer: (response: ServerResponse, post: ReceivedPost) => void;
}

export async function startReceiver(port = 0): Promise<Receiver> {
  const posts: ReceivedPost[] = [];
  const server = createServer((request, response) => {
    void buffer(request)
      .then(body => {
        const post = { path: request.url!, headers: request.headers, body, notices: noticesIn(body) };
        posts.push(post);
        receiver.answer(response, post);
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  const receiver: Receiver = {
    port: (server.address() as AddressInfo).port,
    posts,
    answer: answerWith(200),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
  return receiver;
}

export function answerWith(status: number, headers: Record<string, string> = {}): Receiver['answer'] {
  return response => void response.writeHead(status, headers).end();
}

export function noticesIn(body: Buffer): ReceivedNotice[] {
  const root = readXml(body.toString()).root();
  return eventNotifications.parse(root).notification.map(({ common, recordChangeNotification: change }) => ({
    subscriptionId: common.subscriptionId,
    personId: change.personId,
    recordId: change.recordId,
    thingIds: change.things.thing.map(({ thingId }) => thingId),
  }));
}

/** The header that a post of these bytes must have. */
export function signatureOf(subscriptionId: string, keyVersion: string, key: Buffer, body: Buffer): string {
  return `HVEventingSharedKey ${subscriptionId}:${keyVersion}:${createHmac('sha256', key).update(body).digest('base64')}`;
}
