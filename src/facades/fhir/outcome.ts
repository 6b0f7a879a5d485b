// What went wrong, as OperationOutcome: its kind, where it is and how to mend it. Refusals of the core come in their own words.
import { Fault, type FaultName } from '../../core/faults.ts';
import { FhirProblem, type ProblemKind } from '../../core/fhir/problem.ts';
import type { Resource } from '../../core/fhir/values.ts';
import { XmlFault } from '../../schema/xml-reader.ts';

interface Issue {
  readonly severity: 'error' | 'warning' | 'information' | 'fatal';
  readonly kind: ProblemKind | 'informational';
  readonly text: string;
  readonly expression?: string | undefined;
}

export function printOutcome(issues: readonly Issue[]): Resource {
  return {
    resourceType: 'OperationOutcome',
    issue: issues.map(({ severity, kind, text, expression }) => ({
      severity,
      code: kind,
      diagnostics: text,
      ...(expression !== undefined && { expression: [expression] }),
    })),
  };
}

export function outcomeOf({ kind, message, expression }: FhirProblem): Resource {
  return printOutcome([{ severity: 'error', kind, text: message, expression }]);
}

/** Undefined for what is nobody's fault but ours. */
export function asProblem(error: unknown): FhirProblem | undefined {
  if (error instanceof FhirProblem) return error;
  if (error instanceof XmlFault) return new FhirProblem(422, 'structure', error.message);
  if (!(error instanceof Fault)) return undefined;
  const [status, kind] = statusOf.get(error.reason) ?? [422, 'business-rule'];
  return new FhirProblem(status, kind, error.message);
}

const statusOf: ReadonlyMap<FaultName, readonly [number, ProblemKind]> = new Map([
  ['accessDenied', [403, 'forbidden']],
  ['recordNotFound', [403, 'forbidden']],
  ['thingNotFound', [404, 'not-found']],
  ['versionStampOutdated', [412, 'conflict']],
  ['versionStampMissing', [409, 'conflict']],
  ['tooManyThings', [413, 'too-costly']],
  ['answerTooLarge', [413, 'too-costly']],
  ['thingsTooLarge', [413, 'too-costly']],
  ['tooLarge', [413, 'too-long']],
  ['recordFull', [507, 'too-costly']],
  ['limitReached', [429, 'throttled']],
] as const);
