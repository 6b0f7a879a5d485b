// The path that a request names. A server that throws on what anybody may send ends, as nothing catches it.

/** Undefined for what is no address, such as `//`: the answer is 400. */
export function readPath(url: string | undefined, own: string): string | undefined {
  return url !== undefined && URL.canParse(url, own) ? new URL(url, own).pathname : undefined;
}
