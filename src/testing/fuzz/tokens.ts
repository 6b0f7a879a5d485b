// XML cut into tags and what stands between them, for mutations that know about elements. Not a parser: it is fed
// well-formed text, and what mutations make of it need not be.

const token = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<[^>]*>|[^<]+/g;

export function tokensOf(xml: string): string[] {
  return xml.match(token) ?? [];
}

export function isOpen(text: string): boolean {
  return text[0] === '<' && text[1] !== '/' && text[1] !== '!' && text[1] !== '?' && text.at(-2) !== '/';
}

export function isClose(text: string): boolean {
  return text[0] === '<' && text[1] === '/';
}

export function isEmpty(text: string): boolean {
  return text[0] === '<' && text[1] !== '!' && text[1] !== '?' && text.endsWith('/>');
}

export function isText(text: string): boolean {
  return text[0] !== '<';
}

/** The name in a tag, prefix included. */
export function nameIn(tag: string): string {
  return /^<\/?([^\s/>]*)/.exec(tag)?.[1] ?? '';
}

/** Where the elements start. */
export function elements(tokens: readonly string[]): number[] {
  const found: number[] = [];
  for (let i = 0; i < tokens.length; i++) if (isOpen(tokens[i]!) || isEmpty(tokens[i]!)) found.push(i);
  return found;
}

/** The index after the element that starts here. */
export function endOf(tokens: readonly string[], start: number): number {
  if (!isOpen(tokens[start]!)) return start + 1;
  let depth = 0;
  for (let i = start; i < tokens.length; i++) {
    if (isOpen(tokens[i]!)) depth++;
    else if (isClose(tokens[i]!) && --depth === 0) return i + 1;
  }
  return tokens.length;
}

/** A tag with another name. */
export function renamed(tag: string, name: string): string {
  return tag.replace(/^(<\/?)[^\s/>]*/, (_, start: string) => start + name);
}

/** A start tag with something before its end: an attribute, as it is written. */
export function withAttribute(tag: string, attribute: string): string {
  const end = tag.endsWith('/>') ? tag.length - 2 : tag.length - 1;
  return `${tag.slice(0, end)} ${attribute}${tag.slice(end)}`;
}
