// Web link: a page worth keeping with the record. Its root is called link.
import { type Infer, secret } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const webLink = seq({ url: secret(string), title: optional(string) });
export type WebLink = Infer<typeof webLink>;

export default thingType({
  name: 'Web link',
  description: 'The address of a page in the web.',
  group: 'documents',
  versions: [
    thingVersion({
      id: 'd4b48e6b-50fa-4ba8-ac73-7d64a68dc328',
      number: 1,
      root: 'link',
      namespace: 'urn:com.microsoft.wc.thing.link',
      schema: webLink,
    }),
  ],
  labels: { url: 'Address' },
  summary: ({ url, title }: WebLink) => title || url,
});
