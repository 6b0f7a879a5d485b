// GetRecordOperations: what happened to a record's things after a number, so that a copy of them can be kept up to date.
// Things that one request changed share their number; it is never told in part.
import { noteRead } from '../core/audit/reads.ts';
import { readOperations } from '../core/things/operations.ts';
import type { RecordOperation } from '../core/things/thing.ts';
import { getRecordOperations } from './contracts/get-record-operations.ts';
import { method, version } from './method.ts';

export default method({
  name: 'GetRecordOperations',
  auth: 'record',
  versions: {
    1: version('record', {
      ...getRecordOperations[1],
      async run({ vault, grant }, { recordOperationSequenceNumber }) {
        const { latest, operations } = await readOperations(vault, grant, recordOperationSequenceNumber);
        noteRead(vault, grant, [], operations.length);
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
