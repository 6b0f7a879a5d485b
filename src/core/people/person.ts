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
  /** `closed`: the person wants it deleted, and can come back until it is. */
  readonly state: 'active' | 'suspended' | 'closed';
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

/** Where somebody signs in: names of the browser and the system, empty when they are not known. */
export interface SignInPlace {
  readonly address: string;
  readonly browser: string;
  readonly system: string;
}

/** A browser signed in to the Shell. Kept by hash. */
export interface ShellSession {
  readonly hash: Buffer;
  /** What a list of sessions names it by. */
  readonly id: string;
  readonly personId: string;
  readonly place: SignInPlace;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  /** When the person last showed who they are. */
  readonly provedAt: number;
  readonly expiresAt: number;
}

/** A public key whose private one a device of the person guards. */
export interface Passkey {
  /** Of the credential, base64url. */
  readonly id: string;
  readonly personId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | undefined;
}

/** An app that shows codes that change with time. */
export interface CodeApp {
  readonly personId: string;
  readonly sealedSecret: Buffer;
  readonly createdAt: number;
  /** The step of the last code that was used; older ones are refused. */
  readonly lastStep: number;
}

/** An account with a provider that vouches for the person. The e-mail address is for the person to know it by. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly personId: string;
  readonly email: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
}

/** A browser that an account was signed in with. Kept by hash. */
export interface KnownBrowser {
  readonly personId: string;
  readonly hash: Buffer;
  /** Stands for the password and the code app of then. */
  readonly secrets: Buffer;
  readonly expiresAt: number;
}

/** A link that was mailed, to be used once. Kept by hash. */
export interface MailedLink {
  readonly hash: Buffer;
  /**
   * `asked`: no link yet; whoever entered the address is to be mailed a `reset`, if there is an account. `made`: to choose
   * the first password of an account that an operator made.
   */
  readonly kind: 'confirm' | 'change' | 'reset' | 'made' | 'sign-up' | 'asked';
  /** None for an account that is not there yet, or not known to be. */
  readonly personId: string | undefined;
  readonly email: string;
  readonly sealed: Buffer | undefined;
  readonly expiresAt: number;
}

/** An account on its way out, and the records that went into the bin with it. */
export interface Closing {
  readonly personId: string;
  readonly dueAt: number;
  readonly recordIds: readonly string[];
}
