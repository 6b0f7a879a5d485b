// A thread that opens large mail, one after the other, each of which may be made to harm. Started, asked and ended by
// peel-thread.ts.
import { answerQuestions } from '../../limits/within-thread.ts';
import { asBuffer } from './as-buffer.ts';
import { peelMail } from './peel.ts';
import type { PeelAnswer, PeelQuestion } from './peel-work.ts';
import { UnreadableMail } from './unreadable.ts';

answerQuestions(peel, answer =>
  // The bytes are handed on, not copied.
  'found' in answer ? [answer.found.entity.buffer as ArrayBuffer] : [],
);

function peel({ bytes, from, keys, limits }: PeelQuestion): PeelAnswer {
  try {
    // What crosses from thread to thread is bytes, and no Buffer any more.
    const own = keys.map(key => ({ ...key, certificate: asBuffer(key.certificate) }));
    const found = peelMail(asBuffer(bytes), { from, keys: own, limits });
    return { found: { ...found, entity: asBuffer(new Uint8Array(found.entity)) } };
  } catch (error) {
    if (error instanceof UnreadableMail) return { reason: error.reason };
    throw error;
  }
}
