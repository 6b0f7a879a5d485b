// Limits of what a process keeps of keys and of what they opened; docs/encryption.md says why.
export const sealingLimits = {
  /** How often a process that serves looks whether keys were changed. */
  keyLookMs: 1000,
  /** How long who changes keys waits for every process that serves the vault to take them. */
  keysFollowedMs: 30_000,
  /** How long files that were sealed are kept as they were, for those who read them. */
  plainPartsKeptMs: 60_000,
  /** How long a process stays logged in to a token after it asked it last. */
  tokenLoginMs: 1000,
  /** How long a process waits for another that logs in to the token. */
  tokenTurnMs: 30_000,
  /** PINs that tokens refused which are kept, so that they are not tried again. */
  refusedPinsMax: 8,
  /** Records whose keys are kept. */
  recordKeysMax: 10_000,
  /** Blobs whose keys are kept. */
  blobKeysMax: 1000,
  /** Bytes of texts of things that were opened. */
  openedTextBytesMax: 33_554_432,
  /** Secrets that were opened, and the bytes of the largest that is kept. */
  rememberedMax: 1000,
  rememberedBytesMax: 1024,
};
