// What DICOMweb refuses: a status, and a sentence on how to mend it.
import { Fault } from '../../core/faults.ts';
import { FhirProblem } from '../../core/fhir/problem.ts';
import { BearerProblem, statusOfFault } from '../bearer/problem.ts';

export class DicomProblem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'DicomProblem';
    this.status = status;
  }
}

/** Undefined for what is nobody's fault but ours. */
export function asProblem(error: unknown): DicomProblem | undefined {
  if (error instanceof DicomProblem) return error;
  // What scopes do not open is refused as the ImagingStudy that a study is by FHIR.
  if (error instanceof BearerProblem || error instanceof FhirProblem)
    return new DicomProblem(error.status, error.message);
  return error instanceof Fault ? new DicomProblem(statusOfFault(error.reason), error.message) : undefined;
}
