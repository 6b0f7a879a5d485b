// Action plan, in a form of the days before plan.ts and task.ts: an object of the REST interface, written as text.
import type { Infer } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { putInOneLine, stringnznw } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

const header = seq({ name: stringnznw, value: stringnznw });

export const actionPlan = seq({
  headers: optional(seq({ header: many(header) })),
  type: string,
  value: stringnznw,
});
export type ActionPlan = Infer<typeof actionPlan>;

export default thingType({
  name: 'Action plan (deprecated)',
  description: 'Part of an action plan in a form that is no longer written.',
  group: 'plans',
  versions: [
    thingVersion({
      id: '10291bcd-6c33-4297-86df-167fedefd6d8',
      number: 1,
      root: 'action-plan',
      namespace: 'urn:com.microsoft.wc.thing.actionplan',
      schema: actionPlan,
    }),
  ],
  labels: { type: 'What it is a part of', value: 'Content (base 64)', 'header/value': 'Value' },
  summary: ({ type }: ActionPlan, say) => putInOneLine(type) || say('Part of an action plan'),
});
