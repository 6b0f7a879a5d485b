// A thread of its own for the files of backups: age-encryption works in JavaScript, 40 ms for 1 MiB, for which nobody else is to
// wait. Started, asked and ended by age.ts.
import { parentPort } from 'node:worker_threads';
import { Decrypter, Encrypter } from 'age-encryption';
import { assume } from '../../assume.ts';
import type { Answer, Outcome, Question } from './age-work.ts';

const port = assume(parentPort, 'a thread that started this one');

port.on('message', async (question: Question) => {
  const outcome = await work(question);
  const answer: Answer = { id: question.id, ...outcome };
  port.postMessage(answer, 'bytes' in outcome ? [outcome.bytes.buffer as ArrayBuffer] : []);
});

async function work({ what, keys, bytes }: Question): Promise<Outcome> {
  if (what === 'encrypt') {
    const encrypter = new Encrypter();
    for (const key of keys) encrypter.addRecipient(key);
    return { bytes: await encrypter.encrypt(bytes) };
  }
  const decrypter = new Decrypter();
  for (const key of keys) decrypter.addIdentity(key);
  try {
    return { bytes: await decrypter.decrypt(bytes) };
  } catch (error) {
    const isForOthers = error instanceof Error && error.message === noIdentity;
    return { problem: isForOthers ? 'not for us' : 'damaged' };
  }
}

/** As the library says it; a test sees whether it still does. */
const noIdentity = "no identity matched any of the file's recipients";
