// Where events come in: a receiver that is down half of the time, until it is told to be there for good.
import { setTimeout } from 'node:timers/promises';
import { Random } from '../fuzz/random.ts';
import { answerWith, type ReceivedNotice, type Receiver, signatureOf, startReceiver } from './receiver.ts';
import type { Subscriber } from './storm-vault.ts';

export interface TakenNotice extends ReceivedNotice {
  /** In milliseconds of this process. */
  readonly at: number;
}

export interface Inbox {
  readonly receiver: Receiver;
  /** What it took, by answering 200. */
  readonly taken: TakenNotice[];
  refused: number;
  /** Posts whose signature was not the one due. */
  readonly badlySigned: (subscriber: Subscriber) => number;
  weather(): Promise<void>;
  clearUp(): void;
  close(): Promise<void>;
}

/** Each spell of weather lasts so long. */
const spellMs = { min: 100, max: 600 };

export async function openInbox(seed: number): Promise<Inbox> {
  const receiver = await startReceiver();
  const random = new Random(seed, 99);
  let isFair = false;
  const takes: Receiver['answer'] = (response, post) => {
    const at = performance.now();
    inbox.taken.push(...post.notices.map(notice => ({ ...notice, at })));
    answerWith(200)(response, post);
  };
  const bad: readonly Receiver['answer'][] = [
    answerWith(503),
    answerWith(302, { Location: 'http://127.0.0.1:1/' }),
    response => void response.destroy(),
    () => {},
  ];
  const refuses = (how: Receiver['answer']): Receiver['answer'] => {
    return (response, post) => {
      inbox.refused++;
      how(response, post);
    };
  };
  const inbox: Inbox = {
    receiver,
    taken: [],
    refused: 0,
    badlySigned: ({ subscriptionId, key }) =>
      receiver.posts.filter(({ headers, body }) => {
        const version = headers.authorization?.split(':')[1] ?? '';
        return headers.authorization !== signatureOf(subscriptionId, version, key, body);
      }).length,
    async weather() {
      for (let isDown = true; !isFair; isDown = !isDown) {
        receiver.answer = isDown ? refuses(random.pick(bad)) : takes;
        await setTimeout(random.between(spellMs.min, spellMs.max));
      }
      receiver.answer = takes;
    },
    clearUp() {
      isFair = true;
      receiver.answer = takes;
    },
    close: () => Promise.resolve(receiver[Symbol.asyncDispose]()),
  };
  return inbox;
}
