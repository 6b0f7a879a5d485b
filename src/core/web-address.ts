// What an address must be before anybody is sent there, used for applications' addresses, for redirects, and by config.ts;
// and what holds one where none belongs.

/**
 * Is it an http or https address that everybody reads alike? Readers differ on blanks, control characters and
 * backslashes, on a host without slashes before it, and on what stands before an @.
 */
export function isWebAddress(url: string): boolean {
  if (!/^https?:\/\/[^\s\\\p{Cc}]+$/iu.test(url) || !URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username === '' && password === '';
}

/** Does a name hold what mail programs make a link of? A dot between letters alone is none: St.John. */
export function hasWebAddress(name: string): boolean {
  return /:\/\/|\b(https?|ftp|mailto|tel):|\bwww\d*\./i.test(name.normalize('NFKC'));
}

/** Does a host name mean this very machine? */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|\[?::1\]?|127(\.\d{1,3}){3})$/i.test(hostname);
}
