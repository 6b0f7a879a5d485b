// The info element of methods that take nothing. Clients write it closed, open, or with white space in it.
import type { Schema } from '../../../schema/schema.ts';
import { seq } from '../../../schema/sequence.ts';

export const noInfo: Schema<void> = {
  shape: seq({}).shape,
  parse(at) {
    const close = at.enter();
    at.leave(close);
  },
  print: name => `<${name}/>`,
};
