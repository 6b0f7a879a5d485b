// The alternate id that a request must name.
import { fault } from '../../core/healthvault/status-fault.ts';

/** @throws ALTERNATE_ID_MISSING when there is none, or nothing but white space */
export function demandAlternateId({ alternateId }: { alternateId?: string | undefined }): string {
  if (alternateId === undefined || alternateId.trim() === '') throw fault('ALTERNATE_ID_MISSING');
  return alternateId;
}
