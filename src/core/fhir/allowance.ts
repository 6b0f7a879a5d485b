// The time that one request of FHIR may take to look into resources or to patch one, and that all requests of an application may take
// so in a minute: whatever is sent, others wait no longer than a part of it.
import { demandAppWork, noteAppWork } from '../limits/rate-limit.ts';
import { Budget } from '../things/budget.ts';
import type { Vault } from '../vault.ts';
import type { FhirAccess } from './access.ts';
import { FhirProblem } from './problem.ts';

/** @throws limitReached when the application has used up its minute; the budget throws FhirProblem when it is used up itself */
export function openBudget(vault: Vault, { grant }: FhirAccess, limitMs: number): Budget {
  const appId = grant.app?.id ?? '';
  const work = { vault, appId, kind: 'FHIR work', maxMs: vault.limits.fhirWorkPerMinuteMs };
  demandAppWork(work);
  return new Budget(limitMs, {
    makeError: () =>
      new FhirProblem(
        422,
        'too-costly',
        `This takes longer than ${limitMs} ms here. Ask for less, or send it in parts.`,
      ),
    onSpent: ms => noteAppWork(work, ms),
  });
}
