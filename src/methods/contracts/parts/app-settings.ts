// The settings an application keeps about a person: any XML, given back to the byte.
import type { Schema } from '../../../schema/schema.ts';
import { any, rawElement, seq } from '../../../schema/sequence.ts';

const content = seq({ content: any() });

/** The whole element as it was written. */
export const appSettings: Schema<string> = {
  ...rawElement,
  parse(at) {
    const xml = at.standaloneXml();
    content.parse(at);
    return xml;
  },
};
