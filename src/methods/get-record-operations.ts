// GetRecordOperations: what happened to a record's things after a number, so that a copy of them can be kept up to date.
import { readOperations } from '../core/things/operations.ts';
import type { RecordOperation } from '../core/things/thing.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { guid, long, oneOf, string, textWithAttributes } from '../schema/text.ts';
import { method, version } from './method.ts';

const recordOperation = seq({
  operation: oneOf('Create', 'Update', 'Delete'),
  'sequence-number': long(),
  'thing-id': textWithAttributes(guid, { 'version-stamp': guid }),
  'type-id': guid,
  'eff-date': optional(string),
  'updated-end-date': optional(string),
});

export default method({
  name: 'GetRecordOperations',
  auth: 'record',
  versions: {
    1: version('record', {
      request: seq({ 'record-operation-sequence-number': long() }),
      response: seq({
        'latest-record-operation-sequence-number': long(),
        operations: optional(seq({ 'record-operation': many(recordOperation, { min: 1 }) })),
      }),
      async run({ vault, grant }, { recordOperationSequenceNumber }) {
        const { latest, operations } = await readOperations(vault, grant, recordOperationSequenceNumber);
        return {
          latestRecordOperationSequenceNumber: latest,
          ...(operations.length > 0 && { operations: { recordOperation: operations.map(told) } }),
        };
      },
    }),
  },
});

/** What is deleted has no dates any more. */
function told({
  operation,
  sequence,
  thingId,
  versionStamp,
  typeId,
  effectiveDate,
  updatedEndDate,
}: RecordOperation) {
  return {
    operation,
    sequenceNumber: sequence,
    thingId: { value: thingId, 'version-stamp': versionStamp },
    typeId,
    ...(operation !== 'Delete' && { effDate: effectiveDate, updatedEndDate }),
  };
}
