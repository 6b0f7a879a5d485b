// How applications write the address of redirect.aspx: read with all the spellings clients use. Pure.

/** Parameters by name in lower case. Those in `targetqs` win over the same ones beside it. */
export type Parameters = ReadonlyMap<string, string>;

/** What APPREDIRECT carries on to the other application: the target and targetqs within targetqs. */
export const forwarded = { target: 'forwarded target', targetQs: 'forwarded targetqs' } as const;

/** @param query as it came, without the question mark; for a POST, with the form's fields after it */
export function redirectParameters(query: string): Parameters {
  const beside = readParameters(query);
  const inside = readParameters(inner(beside.get('targetqs') ?? ''));
  const found = new Map([...beside, ...inside]);
  const outer = ['target', 'targetqs'] as const;
  for (const name of outer) {
    const onward = inside.get(name) ?? secondOf(query, name);
    const first = beside.get(name);
    if (first === undefined) continue;
    found.set(name, first);
    if (onward !== undefined) found.set(name === 'target' ? forwarded.target : forwarded.targetQs, onward);
  }
  return found;
}

/** Where nothing was encoded, what is meant for the other application stands after what is meant for the Shell. */
function secondOf(query: string, name: string): string | undefined {
  return [...new URLSearchParams(query)].filter(([other]) => other.toLowerCase() === name)[1]?.[1];
}

export function readParameters(query: string): Map<string, string> {
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
export function listNumbered(parameters: Parameters, prefix: string): string[] {
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
