// Limits of the certificates of Direct messaging.

export const directCertificateLimits = {
  /** Anchors that one domain may trust, and revocation lists that the vault keeps. */
  directAnchorsMax: 2000,
  directRevocationListsMax: 500,
  /** A bundle of anchors, or a revocation list, from a file or an address. */
  directBundleBytesMax: 8_388_608,
  directListBytesMax: 16_777_216,
  /** What fetching one of them may take. */
  directFetchMs: 20_000,
  /** A file of a key that is brought, and the rounds by which all its keys are made of its passphrase. */
  directKeyFileBytesMax: 1_048_576,
  directKeyFileRoundsMax: 5_000_000,
  /** How long a key that was replaced still opens mail, past its own end. */
  directKeysKeptMs: 30 * 86_400_000,
  /** Keys of one address that are tried on a mail. */
  directKeysTriedMax: 10,
};
