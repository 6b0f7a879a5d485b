// A name that stands twice in an object of JSON is read by some as the first and by others as the last: what stands under the other
// would be lost without a word. For doors that take JSON, which refuse it.

/** The names of the objects that are open while a text is gone through. */
export class OpenNames {
  readonly #open: (Set<string> | undefined)[] = [];

  /** Where an object or a list begins. */
  begin(): void {
    this.#open.push(undefined);
  }

  end(): void {
    this.#open.pop();
  }

  /** @param quoted as it stands in the text @returns false for one that is there already */
  add(quoted: string): boolean {
    const last = this.#open.length - 1;
    if (last < 0) return true;
    const names = this.#open[last] ?? new Set();
    this.#open[last] = names;
    const name = quoted.includes('\\') ? unquote(quoted) : quoted.slice(1, -1);
    const isNew = !names.has(name);
    names.add(name);
    return isNew;
  }
}

/** What cannot be read is refused when all is parsed. */
function unquote(quoted: string): string {
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted;
  }
}

/** Of a text that is JSON. */
export function hasNameTwice(text: string): boolean {
  const names = new OpenNames();
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === '{' || c === '[') names.begin();
    else if (c === '}' || c === ']') names.end();
    else if (c === '"') {
      const end = findQuote(text, at + 1);
      if (isName(text, end + 1) && !names.add(text.slice(at, end + 1))) return true;
      at = end;
    }
  }
  return false;
}

/** The end of a string. */
export function findQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === backslash) at++;
    else if (c === quote) return at;
  }
  return text.length;
}

const [quote, backslash] = [0x22, 0x5c];
const afterName = /[ \t\r\n]*:/y;

/** Is what ends before a place in the text a name? */
export function isName(text: string, at: number): boolean {
  afterName.lastIndex = at;
  return afterName.test(text);
}
