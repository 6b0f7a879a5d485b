// Group membership activity: something that happened in a group of group-membership.ts.
import { type Infer, preferring } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { codedValue } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const groupMembershipActivity = seq({
  when: dateTime,
  activity: preferring(codedValue, 'group-membership-activities'),
  'activity-info': optional(string),
});
export type GroupMembershipActivity = Infer<typeof groupMembershipActivity>;

export default thingType({
  name: 'Group membership activity',
  description: 'Something a person did as a member of a group, such as joining a program.',
  group: 'profile',
  versions: [
    thingVersion({
      id: 'e75fa095-31ed-4b30-b5f7-463963b5e734',
      number: 1,
      root: 'group-membership-activity',
      namespace: 'urn:com.microsoft.wc.thing.group-membership-activity',
      schema: groupMembershipActivity,
      effectiveDate: 'when',
    }),
  ],
  labels: { 'activity-info': 'More about it' },
  summary: ({ activity, activityInfo }: GroupMembershipActivity) =>
    [activity.value, activityInfo].filter(Boolean).join(', '),
});
