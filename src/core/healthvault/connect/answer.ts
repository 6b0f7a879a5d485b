// Answers to the questions of connect requests. Compared without regard to case, but with every blank.
import { argon2, hashing } from '../../people/password.ts';
import type { Keys } from '../../world.ts';

// As for passwords: OWASP's second recommendation for argon2id, 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * What is kept of an answer: a slow hash, sealed. An answer is one easy word, which a hash alone would not keep from
 * somebody with a dictionary and a copy of the database; sealed, the copy is worth nothing without the key. Case is
 * dropped before hashing, for two hashes cannot be compared without it.
 */
export async function hashAnswer(keys: Keys, answer: string): Promise<Buffer> {
  return keys.seal(
    Buffer.from(await hashing.take('', async () => (await argon2()).hash(foldedAnswer(answer), cost))),
  );
}

export function answerMatches(keys: Keys, kept: Buffer, answer: string): Promise<boolean> {
  return hashing.take('', async () =>
    (await argon2()).verify(keys.open(kept).toString(), foldedAnswer(answer)),
  );
}

/** In lower case; keyboards write the same letter in different ways. */
function foldedAnswer(answer: string): string {
  return answer.normalize('NFKC').toLowerCase();
}
