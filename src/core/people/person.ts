// People and the tokens that stand for them.

/** An account. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** argon2id, in PHC string form; undefined when the person cannot sign in by password. */
  readonly passwordHash: string | undefined;
  /** yyyy-MM-dd */
  readonly birthDate: string;
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly culture: string;
  readonly state: 'active' | 'suspended';
  readonly createdAt: number;
}

/** What the Shell hands an application to act for a person online. Kept by hash. */
export interface UserToken {
  readonly hash: Buffer;
  readonly appId: string;
  readonly personId: string;
  /** The Shell session it came of, if any: it ends with it. */
  readonly shellHash: Buffer | undefined;
  readonly expiresAt: number;
}

/** A browser signed in to the Shell. Kept by hash. */
export interface ShellSession {
  readonly hash: Buffer;
  readonly personId: string;
  readonly expiresAt: number;
}
