// App-specific information: what an application keeps in a form of its own.
import { type Infer, longText } from '../schema/schema.ts';
import { any, optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { dateTime } from './common/dates.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const appSpecific = seq({
  'format-appid': string,
  'format-tag': string,
  when: optional(dateTime),
  summary: longText(string),
  content: any(),
});
export type AppSpecific = Infer<typeof appSpecific>;

export default thingType({
  name: 'App-specific information',
  description: 'Data that one application keeps in a form of its own.',
  group: 'apps',
  versions: [
    thingVersion({
      id: 'a5033c9d-08cf-4204-9bd3-cb412ce39fc0',
      number: 1,
      root: 'app-specific',
      namespace: 'urn:com.microsoft.wc.thing.application',
      schema: appSpecific,
      effectiveDate: 'when',
    }),
  ],
  labels: { 'format-appid': 'Application', 'format-tag': 'Format' },
  summary: ({ summary, formatTag }: AppSpecific, say) => summary || formatTag || say('Application data'),
});
