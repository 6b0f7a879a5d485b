// An element together with the very characters it was written in, for what is signed or kept byte for byte.
import type { Schema } from './schema.ts';

export interface Written<T> {
  readonly value: T;
  /** The element as it stood in the request, markup included. */
  readonly xml: string;
}

export function asWritten<T>(schema: Schema<T>): Schema<Written<T>> {
  return {
    ...schema,
    parse(at) {
      const xml = at.outerXml();
      return { value: schema.parse(at), xml };
    },
    print: (name, { value }, declared) => schema.print(name, value, declared),
  };
}
