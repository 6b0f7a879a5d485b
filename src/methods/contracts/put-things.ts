// PutThings: version 2 with blobs by name, signatures that tell of them, and the date a thing ends.
import { many, seq } from '../../schema/sequence.ts';
import { guid, textWithAttributes } from '../../schema/text.ts';
import { thing1, thing2 } from './parts/thing.ts';

const response = seq({ 'thing-id': many(textWithAttributes(guid, { 'version-stamp': guid })) });

export const putThings = {
  1: { request: seq({ thing: many(thing1, { min: 1 }) }), response },
  2: { request: seq({ thing: many(thing2, { min: 1 }) }), response },
};
