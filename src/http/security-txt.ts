// Where somebody who found a flaw in this very vault writes to, as RFC 9116 has it. Set by config.ts, served by router.ts.

/** @throws Error that says what it may be */
export function readSecurityContact(text: string): string {
  const isAddress =
    URL.canParse(text) &&
    (/^mailto:[^\s@?]+@[^\s@?]+$/i.test(text) ||
      /^https:\/\/\S+$/i.test(text) ||
      /^tel:\+[\d-]+$/i.test(text));
  if (!isAddress)
    throw new Error(
      'It must be an address such as mailto:security@example.org, https://example.org/security or tel:+1-201-555-0123.',
    );
  return text;
}

const dayMs = 86_400_000;
/** Less than a year, as the standard wants; who asks again is told a later day. */
const goodForMs = 90 * dayMs;

/** @param now milliseconds since 1970 */
export function printSecurityTxt(
  contact: string,
  { shellUrl, now }: { shellUrl: string; now: number },
): string {
  const expires = new Date(Math.floor((now + goodForMs) / dayMs) * dayMs).toISOString();
  return `Contact: ${contact}\nExpires: ${expires}\nCanonical: ${shellUrl}/.well-known/security.txt\n`;
}
