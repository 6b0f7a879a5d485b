// Limits of signatures.

export const signatureLimits = {
  /** Whose certificates one request may have checked. */
  signersPerPutMax: 20,
};
