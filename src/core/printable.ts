// Which texts may be printed anywhere: XML cannot hold control characters and two of Unicode's non-characters.

/** Line breaks and tabs are fine in XML, but no name has them. */
const unprintable = /[\p{Cc}\uFFFE\uFFFF]/u;

export function isPrintable(text: string): boolean {
  return !unprintable.test(text);
}

/** Without anything that cannot be seen, white space as single blanks. */
export function visibleText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\p{C}/gu, '').trim();
}
