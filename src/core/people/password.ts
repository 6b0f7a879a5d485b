// Passwords: how long they may be, and argon2id to keep and check them. strength.ts says which are good enough.
import { Turns } from '../limits/turns.ts';

/** `readMax`: what is longer before it is brought into one form is too long after it too. */
export const passwordRule = { charactersMin: 10, charactersMax: 200, readMax: 4000 } as const;

// OWASP's second recommendation for argon2id, the algorithm the library uses unless told otherwise:
// 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Loaded when somebody first signs in: it keeps memory of its own. */
export const argon2 = () => import('@node-rs/argon2');

/** argon2id in PHC string form. */
export function hashPassword(password: string): Promise<string> {
  return hashing.take('', async () => (await argon2()).hash(normal(password), cost));
}

/** Few at a time, so that many who sign in take no more memory and leave the threads to others. */
export const hashing = new Turns(2);

let decoy: Promise<string> | undefined;

/**
 * Takes as long without a hash as with one, so that time does not tell which accounts there are.
 * @param party who asks, as one that takes turns with others: a flood of one does not keep them waiting
 */
export async function isRightPassword(
  passwordHash: string | undefined,
  password: string,
  party = '',
): Promise<boolean> {
  decoy ??= hashPassword('no account has this hash');
  const against = passwordHash ?? (await decoy);
  const matches = await hashing.take(party, async () => (await argon2()).verify(against, normal(password)));
  return matches && passwordHash !== undefined;
}

/** Keyboards write the same letter in different ways. Of what is too long for a password the beginning is wrong enough. */
function normal(text: string): string {
  return text.slice(0, passwordRule.readMax).normalize('NFKC');
}
