// What settings say of Direct messaging.

export interface DirectSettings {
  /** The part of its people's addresses behind the @, folded. */
  readonly domain: string;
  /** Do certificates and revocation lists that were signed with SHA-1 count? In a sandbox alone. */
  readonly acceptsSha1?: boolean;
}
