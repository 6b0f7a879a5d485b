// Application data reference: where an application shows or keeps what belongs to the record.
import { type Infer, secret } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { guid, stringnz } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const applicationDataReference = seq({
  name: stringnz,
  'render-filename': optional(stringnz),
  'public-url': optional(secret(stringnz)),
  'configuration-url': optional(secret(stringnz)),
  'open-query-id': optional(guid),
  'application-data-url': optional(secret(stringnz)),
});
export type ApplicationDataReference = Infer<typeof applicationDataReference>;

export default thingType({
  name: 'Application data reference',
  description: 'A pointer to data of this record that an application keeps or shows elsewhere.',
  group: 'apps',
  versions: [
    thingVersion({
      id: '9ad2a94f-c6a4-4d78-8b50-75b65be0e250',
      number: 1,
      root: 'application-data-reference',
      namespace: 'urn:com.microsoft.wc.thing.application-data-reference',
      schema: applicationDataReference,
    }),
  ],
  labels: {
    'render-filename': 'File that shows it',
    'public-url': 'Public address',
    'configuration-url': 'Address of its settings',
    'open-query-id': 'Saved query',
    'application-data-url': 'Address of the data',
  },
  summary: ({ name }: ApplicationDataReference) => name,
});
