// Leaves the time zone of this browser in a cookie, so that the vault tells moments by the reader's clock. The Shell reads it
// in shell/web/clock.ts.

export function keepZone(): void {
  const isSecure = location.protocol === 'https:';
  const zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const name = `${isSecure ? '__Host-' : ''}keepwell-zone`;
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in all browsers
  document.cookie = `${name}=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}
