// GetRecordOperations.
import { many, optional, seq } from '../../schema/sequence.ts';
import { guid, long, oneOf, string, textWithAttributes } from '../../schema/text.ts';

const recordOperation = seq({
  operation: oneOf('Create', 'Update', 'Delete'),
  'sequence-number': long(),
  'thing-id': textWithAttributes(guid, { 'version-stamp': guid }),
  'type-id': guid,
  'eff-date': optional(string),
  'updated-end-date': optional(string),
});

export const getRecordOperations = {
  1: {
    request: seq({ 'record-operation-sequence-number': long() }),
    response: seq({
      'latest-record-operation-sequence-number': long(),
      operations: optional(seq({ 'record-operation': many(recordOperation, { min: 1 }) })),
    }),
  },
};
