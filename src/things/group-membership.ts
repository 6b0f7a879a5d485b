// Group membership: groups the person belongs to, with the number there. What the person does there is
// group-membership-activity.ts.
import type { Infer } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { dateText, dateTime } from './common/dates.ts';
import { groupMembershipType } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const groupMembership = seq({ membership: many(groupMembershipType), expires: optional(dateTime) });
export type GroupMembership = Infer<typeof groupMembership>;

export default thingType({
  name: 'Group membership',
  description: 'Groups and programs a person belongs to, and until when.',
  group: 'profile',
  versions: [
    thingVersion({
      id: '66ac44c7-1d60-4e95-bb5b-d21490e91057',
      number: 1,
      root: 'group-membership',
      namespace: 'urn:com.microsoft.wc.thing.group-membership',
      schema: groupMembership,
    }),
  ],
  labels: { expires: 'Until' },
  summary: ({ membership = [], expires }: GroupMembership, say) =>
    [
      ...membership.map(({ name, value }) => `${name.text} ${value}`.trim()),
      expires && say('until {0}', dateText(expires.date, say)),
    ]
      .filter(Boolean)
      .join(', '),
});
