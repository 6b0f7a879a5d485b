// How applications write the address of redirect.aspx: read with all the spellings clients use. Pure.

/** Parameters by name in lower case. Those in `targetqs` win over the same ones beside it. */
export type Parameters = ReadonlyMap<string, string>;

/** @param query as it came, without the question mark; for a POST, with the form's fields after it */
export function redirectParameters(query: string): Parameters {
  const beside = parametersOf(query);
  return new Map([...beside, ...parametersOf(inner(beside.get('targetqs') ?? ''))]);
}

function parametersOf(query: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, value);
  }
  return found;
}

/** With a question mark in front, or encoded once more than is due. */
function inner(targetqs: string): string {
  let query = targetqs;
  if (!query.includes('=') && /%3d/i.test(query)) query = decoded(query);
  return query.replace(/^[?&]+/, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: then it was not encoded.
    return text;
  }
}

/** `onopt1`, `onopt2` …, in order. */
export function numbered(parameters: Parameters, prefix: string): string[] {
  return [...parameters]
    .flatMap(([name, value]) => {
      const number = name.startsWith(prefix) ? name.slice(prefix.length) : '';
      return /^\d{1,3}$/.test(number) && value !== '' ? [{ number: Number(number), value }] : [];
    })
    .sort((a, b) => a.number - b.number)
    .map(({ value }) => value);
}

export function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(true|1)$/i.test(value.trim());
}
