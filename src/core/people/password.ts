// Passwords: what makes one good enough, and argon2id to keep and check them.
import { hash, verify } from '@node-rs/argon2';

export const passwordRule = { charactersMin: 10, charactersMax: 200 } as const;

/** Undefined when a password will do, else what is wrong with it, for the person who chose it. */
export function passwordProblem(
  password: string,
  { email, name }: { email: string; name: string },
): string | undefined {
  const chosen = normal(password);
  const length = [...chosen].length;
  if (length < passwordRule.charactersMin) return `Use at least ${passwordRule.charactersMin} characters.`;
  if (length > passwordRule.charactersMax) return `Use at most ${passwordRule.charactersMax} characters.`;
  const folded = chosen.toLowerCase();
  const obvious = [email, email.split('@')[0]!, name].map(text => normal(text).trim().toLowerCase());
  if (obvious.includes(folded)) return 'Choose a password that is not your name or e-mail address.';
  if (isWellKnown(folded)) return 'This password is easy to guess. A few unrelated words make a good one.';
  return undefined;
}

// OWASP's second recommendation for argon2id, the algorithm the library uses unless told otherwise:
// 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** argon2id in PHC string form. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), cost);
}

let decoy: Promise<string> | undefined;

/** Takes as long without a hash as with one, so that time does not tell which accounts there are. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this hash');
  const against = passwordHash ?? (await decoy);
  const matches = await verify(against, normal(password));
  return matches && passwordHash !== undefined;
}

/** Keyboards write the same letter in different ways. */
function normal(text: string): string {
  return text.normalize('NFKC');
}

const wellKnown =
  /^(password|passwort|qwertyuiop|qwerty|letmein|welcome|iloveyou|changeme|keepwell|healthvault)[\d!.@#$]*$/;

function isWellKnown(folded: string): boolean {
  const codes = [...folded].map(character => character.codePointAt(0)!);
  const steps = new Set(codes.slice(1).map((code, i) => code - codes[i]!));
  // One character over and over, or 1234567890 and abcdefghij, up or down.
  const [step] = steps;
  if (steps.size === 1 && Math.abs(step!) <= 1) return true;
  return wellKnown.test(folded) || folded === '1234567890' || folded === '0987654321';
}
