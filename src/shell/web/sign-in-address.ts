// Where somebody signs in to go on with a request that came along sealed.

/** Addresses and headers have an end, here as in browsers. */
export const sealedLengthMax = 8000;

/** What cannot be a sealed request is left behind. */
export function signInAddress(sealed: string | null | undefined): string {
  const isSealed = sealed && sealed.length <= sealedLengthMax && /^[\w-]+$/.test(sealed);
  return isSealed ? `/sign-in?request=${sealed}` : '/sign-in';
}
