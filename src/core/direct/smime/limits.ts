// Limits of opening and sealing mail by S/MIME.

export const smimeLimits = {
  /** Signatures and encryptions around each other in one mail. */
  directLayersMax: 5,
  /** How deep its structures may be, and of how many values; a mail that is streamed has one for each piece. */
  directAsnDepthMax: 32,
  directAsnValuesMax: 200_000,
  /** Those it is encrypted for, signers, and certificates that come with them. */
  directRecipientsMax: 200,
  directSignersMax: 4,
  directCertificatesMax: 20,
  /** The headers of an entity that are read to tell what it is. */
  directHeaderBytesMax: 65_536,
  /** A mail up to which is opened at once; a larger one is by a thread, in so long and with so much of the heap besides its bytes. */
  directOpenedAtOnceBytesMax: 262_144,
  directOpenMs: 30_000,
  directOpenMemoryBytesMax: 268_435_456,
  /** What may be sealed at once. */
  directSealedBytesMax: 33_554_432,
};
