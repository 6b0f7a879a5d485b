// GetAuthorizedRecords.
import { many, seq } from '../../schema/sequence.ts';
import { guid } from '../../schema/text.ts';
import { recordElement } from './parts/person-info.ts';

export const getAuthorizedRecords = {
  1: { request: seq({ id: many(guid, { min: 1 }) }), response: seq({ record: many(recordElement) }) },
};
