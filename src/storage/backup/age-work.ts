// What age-worker.ts is asked and answers.
export interface Question {
  readonly id: number;
  readonly what: 'encrypt' | 'decrypt';
  /** `age1…` to encrypt, `AGE-SECRET-KEY-1…` to decrypt. */
  readonly keys: readonly string[];
  readonly bytes: Uint8Array;
}

export type Outcome = { readonly bytes: Uint8Array } | { readonly problem: 'damaged' | 'not for us' };

export type Answer = Outcome & { readonly id: number };
