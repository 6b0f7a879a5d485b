// What went wrong, as OperationOutcome: its kind, where it is and how to mend it. Refusals of the core come in their own words.
import { Fault, type FaultName } from '../../core/faults.ts';
import { FhirProblem, type ProblemKind } from '../../core/fhir/problem.ts';
import type { Resource } from '../../core/fhir/values.ts';
import { XmlFault } from '../../schema/xml-reader.ts';
import { BearerProblem, statusOfFault } from '../bearer/problem.ts';

interface Issue {
  readonly severity: 'error' | 'warning' | 'information' | 'fatal';
  readonly kind: ProblemKind | 'informational' | 'incomplete';
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

/** Names the items that a Bundle leaves out because they cannot be opened. */
export function warnOfDamaged(ids: readonly string[]): Resource {
  return printOutcome(
    ids.map(id => ({
      severity: 'warning',
      kind: 'incomplete',
      text: `The item ${id} is damaged in the database and cannot be read. It is left out here, though it may belong here. A backup may have it whole.`,
    })),
  );
}

export function outcomeOf({ kind, message, expression }: FhirProblem): Resource {
  return printOutcome([{ severity: 'error', kind, text: message, expression }]);
}

/** Undefined for what is nobody's fault but ours. */
export function asProblem(error: unknown): FhirProblem | undefined {
  if (error instanceof FhirProblem) return error;
  if (error instanceof XmlFault) return new FhirProblem(422, 'structure', error.message);
  if (error instanceof BearerProblem)
    return new FhirProblem(error.status, bearerKinds[error.status], error.message);
  if (!(error instanceof Fault)) return undefined;
  const status = statusOfFault(error.reason);
  return new FhirProblem(status, kindOf(error.reason, status), error.message);
}

const bearerKinds = { 400: 'required', 401: 'login', 403: 'forbidden' } as const;

function kindOf(reason: FaultName, status: number): ProblemKind {
  return reason === 'tooLarge' ? 'too-long' : (kindOfStatus.get(status) ?? 'business-rule');
}

const kindOfStatus: ReadonlyMap<number, ProblemKind> = new Map([
  [403, 'forbidden'],
  [404, 'not-found'],
  [409, 'conflict'],
  [412, 'conflict'],
  [413, 'too-costly'],
  [429, 'throttled'],
  [507, 'too-costly'],
]);
