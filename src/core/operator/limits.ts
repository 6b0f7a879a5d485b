// Limits of what is kept for the operator's pages.
export const operatorLimits = {
  /** Addresses from which signing in failed that are told apart in an hour. */
  failedSignInAddressesMax: 1000,
};
