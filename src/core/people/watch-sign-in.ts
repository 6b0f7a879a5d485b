// Watches one try to sign in and tells how it went. Called by each way to sign in.
import { TooManyTries } from '../limits/rate-limit.ts';
import type { Vault } from '../vault.ts';
import type { SignInOutcome, SignInTry, SignInWay } from './sign-in-watch.ts';

/**
 * Tells how a try went.
 * @param run is handed what notes whose account it is, once that is known
 */
export async function watchSignIn<R>(
  { memory }: Pick<Vault, 'memory'>,
  { way, address }: Pick<SignInTry, 'way' | 'address'>,
  run: (noteWhose: (personId: string | undefined) => void) => Promise<R>,
): Promise<R> {
  let personId: string | undefined;
  const tell = (outcome: SignInOutcome) => memory.signIns.tell({ way, outcome, address, personId });
  try {
    const shown = await run(known => {
      personId = known;
    });
    tell(judge(shown, way));
    return shown;
  } catch (error) {
    if (error instanceof TooManyTries) tell('too many tries');
    throw error;
  }
}

function judge(shown: unknown, way: SignInWay): SignInOutcome {
  if (shown === undefined && way === 'provider') return 'unknown';
  if (shown === undefined || shown === false) return 'wrong';
  if (shown === 'suspended') return 'suspended';
  if (shown === 'too-old') return 'too old';
  return typeof shown === 'object' && shown !== null && 'pending' in shown ? 'asked for a code' : 'signed in';
}
