// The time that one request of FHIR may take to look into resources or to patch one, and that all requests of an application may take
// so in a minute: whatever is sent, others wait no longer than a part of it.
import { type AppWork, demandAppWork, noteAppWork } from '../limits/rate-limit.ts';
import { Budget } from '../things/budget.ts';
import type { Vault } from '../vault.ts';
import type { FhirAccess } from './access.ts';
import { FhirProblem } from './problem.ts';

/** @throws limitReached when the application has used up its minute; the budget throws FhirProblem when it is used up itself */
export function openBudget(vault: Vault, access: FhirAccess, limitMs: number): Budget {
  demandWork(vault, access);
  return new Budget(limitMs, {
    makeError: () =>
      new FhirProblem(
        422,
        'too-costly',
        `This takes longer than ${limitMs} ms here. Ask for less, or send it in parts.`,
      ),
    onSpent: ms => noteWork(vault, access, ms),
  });
}

/** @throws limitReached when the application has used up its minute */
export function demandWork(vault: Vault, access: FhirAccess): void {
  demandAppWork(workOf(vault, access));
}

export function noteWork(vault: Vault, access: FhirAccess, ms: number): void {
  noteAppWork(workOf(vault, access), ms);
}

function workOf(vault: Vault, { grant }: FhirAccess): AppWork {
  const maxMs = vault.limits.fhirWorkPerMinuteMs;
  return { vault, appId: grant.app?.id ?? '', kind: 'FHIR work', maxMs };
}
