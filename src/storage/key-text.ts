// What stands in a key file, or in the environment for it.

/** The master key that a text is; undefined where it is none. */
export function readKey(text: string): Buffer | undefined {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text.trim())) return undefined;
  return Buffer.from(text.trim(), 'base64');
}
