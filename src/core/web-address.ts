// What an address must be before anybody is sent there. Used for applications' addresses, for redirects, and by config.ts.

/**
 * Is it an http or https address that everybody reads alike? Readers differ on blanks, control characters and
 * backslashes, on a host without slashes before it, and on what stands before an @.
 */
export function isWebAddress(url: string): boolean {
  if (!/^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(url) || !URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username === '' && password === '';
}

/** Does a host name mean this very machine? */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(hostname);
}
