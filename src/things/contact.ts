// Contact: somebody the person may want to reach. Its root is called person; where the person lives is personal-contact.ts.
import { type Person, person } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const contact = person;
export type Contact = Person;

export default thingType({
  name: 'Contact',
  description: 'A doctor, relative or anybody else who matters to care, and how to reach them.',
  group: 'profile',
  versions: [
    thingVersion({
      id: '25c94a9f-9d3d-4576-96dc-6791178a8143',
      number: 1,
      root: 'person',
      namespace: 'urn:com.microsoft.wc.thing.person',
      schema: contact,
    }),
  ],
  summary: ({ name, type, organization, contact }: Contact) =>
    [name.full, type?.text, organization, contact?.phone?.[0]?.number].filter(Boolean).join(', '),
});
