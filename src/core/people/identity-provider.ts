// OpenID providers that the operator configured, and whom they vouch for.

/** A provider that the operator configured. */
export interface IdentityProvider {
  /** In addresses. */
  readonly name: string;
  /** On buttons. */
  readonly label: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
}

/** Whom a provider vouches for. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string;
  readonly name: string;
}
