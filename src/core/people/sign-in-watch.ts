// Who looks at how people sign in: the log, the metrics and the operator's page. Kept in `memory.signIns`; the ways to sign in
// tell it how each try went, by watch-sign-in.ts, with no more of an account than its id.

export type SignInWay = 'password' | 'code' | 'recovery code' | 'passkey' | 'provider' | 'proof';

/** `wrong`: what was shown does not open the account, or there is none; `unknown`: a provider vouches, for nobody known here. */
export type SignInOutcome =
  | 'signed in'
  | 'asked for a code'
  | 'unknown'
  | 'wrong'
  | 'too old'
  | 'suspended'
  | 'too many tries';

export interface SignInTry {
  readonly way: SignInWay;
  readonly outcome: SignInOutcome;
  readonly address: string;
  /** Where it is known whose account was tried. */
  readonly personId: string | undefined;
}

export function hasFailed({ outcome }: Pick<SignInTry, 'outcome'>): boolean {
  return !good.includes(outcome);
}

const good: readonly SignInOutcome[] = ['signed in', 'asked for a code', 'unknown'];

export class SignInWatch {
  readonly #listeners: ((one: SignInTry) => void)[] = [];

  onTry(listener: (one: SignInTry) => void): void {
    this.#listeners.push(listener);
  }

  tell(one: SignInTry): void {
    for (const listener of this.#listeners) listener(one);
  }
}
