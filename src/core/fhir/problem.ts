// What FHIR refuses: a code of FHIR's list of issue types, and a sentence on how to mend it. The facade says it as an
// OperationOutcome. It holds no value of health data.

export type ProblemKind =
  | 'invalid'
  | 'structure'
  | 'required'
  | 'value'
  | 'not-supported'
  | 'not-found'
  | 'deleted'
  | 'conflict'
  | 'duplicate'
  | 'multiple-matches'
  | 'forbidden'
  | 'login'
  | 'too-long'
  | 'too-costly'
  | 'throttled'
  | 'transient'
  | 'business-rule'
  | 'security';

export class FhirProblem extends Error {
  readonly status: number;
  readonly kind: ProblemKind;
  /** Where in what was sent, as FHIRPath. */
  readonly expression: string | undefined;

  constructor(status: number, kind: ProblemKind, message: string, expression?: string) {
    super(message);
    this.name = 'FhirProblem';
    this.status = status;
    this.kind = kind;
    this.expression = expression;
  }
}
