// Plan: what a person sets out to reach. Its objectives stay beside.
import plan from '../../../things/plan.ts';
import { oneOf, text } from '../convert.ts';
import { isMarked, makeMark } from '../elements.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { planCategory } from '../plans.ts';

const { row } = rowsOf(plan);

export default defineMapping(plan, {
  resourceType: 'CarePlan',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-careplan',
  subject: 'subject',
  fixed: { status: 'active', intent: 'plan', category: [planCategory, makeMark(plan)] },
  rows: [
    row('name', 'title', text),
    row('description', 'description', text),
    row(
      'status',
      'status',
      oneOf({ InProgress: 'active', Completed: 'completed', Archived: 'revoked', Recommended: 'draft' }),
    ),
    row('category', 'category[2].text', text as never),
  ],
  // Its objectives have numbers, which no element says: one without our remainder is refused for them.
  takes: resource => isMarked(resource, plan),
});
