// What is done for each kind of request.
import { FhirProblem } from '../../../core/fhir/problem.ts';
import type { FhirAnswer, FhirCall, Interaction } from '../call.ts';
import type { RouteKind } from '../route.ts';
import { runBatch } from './batch.ts';
import { createSentBinary, readBinary } from './binary.ts';
import { runCreate } from './create.ts';
import { runDelete } from './delete.ts';
import { demandBundled } from './entries.ts';
import { runEverything } from './everything.ts';
import { runHistory } from './history.ts';
import { runPatch } from './patch.ts';
import { runRead, runVersionRead } from './read.ts';
import { runSearch } from './search.ts';
import { runSummary } from './summary.ts';
import { runUpdate } from './update.ts';
import { runValidate } from './validate.ts';

const interactions: ReadonlyMap<RouteKind, Interaction> = new Map<RouteKind, Interaction>([
  ['batch', call => runBatch(call, runInteraction)],
  ['search', runSearch],
  ['read', call => (call.route.type === 'Binary' ? readBinary(call) : runRead(call))],
  ['vread', runVersionRead],
  ['history', runHistory],
  ['create', call => (call.route.type === 'Binary' ? createSentBinary(call) : runCreate(call))],
  ['update', runUpdate],
  ['patch', runPatch],
  ['delete', runDelete],
  ['everything', runEverything],
  ['summary', runSummary],
  ['validate', runValidate],
]);

/** @throws FhirProblem, Fault */
export async function runInteraction(call: FhirCall): Promise<FhirAnswer> {
  const { kind } = call.route;
  demandBundled(call.route);
  const run = interactions.get(kind);
  if (!run) throw new FhirProblem(400, 'not-supported', 'This is not among what a Bundle may ask for.');
  return run(call);
}
