// How somebody came into the world, as far as their growth depends on it. HealthVault had no place for it in the child's record.
import { type Infer, inUnit } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { int } from '../schema/text.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const birth = seq({
  weeks: inUnit(int({ min: 15, max: 50 }), 'weeks'),
  days: optional(inUnit(int({ min: 0, max: 6 }), 'days')),
});
export type Birth = Infer<typeof birth>;

export default thingType({
  name: 'Birth',
  description: 'After how many weeks of pregnancy a child was born.',
  group: 'profile',
  singleton: true,
  versions: [
    thingVersion({
      id: 'f6c1f6a2-9b60-4c1e-a3ac-5a8f0d8c2b17',
      number: 1,
      root: 'birth',
      namespace: 'urn:keepwell:thing:birth',
      schema: birth,
    }),
  ],
  labels: { weeks: 'Weeks of pregnancy', days: 'And days' },
  usual: { weeks: [22, 44] },
  summary: ({ weeks, days = 0 }: Birth, say) =>
    days === 0 ? say('born after {0} weeks', weeks) : say('born after {0} weeks and {1} days', weeks, days),
});
