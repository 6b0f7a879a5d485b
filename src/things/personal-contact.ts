// Personal contact information: how to reach the person of the record. Other people are contact.ts.
import type { Infer } from '../schema/schema.ts';
import { seq } from '../schema/sequence.ts';
import { contact } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const personalContact = seq({ contact });
export type PersonalContact = Infer<typeof personalContact>;

export default thingType({
  name: 'Personal contact information',
  description: 'Where a person lives, and how to call or write to them.',
  group: 'profile',
  singleton: true,
  allowsReadOnly: false,
  versions: [
    thingVersion({
      id: '162dd12d-9859-4a66-b75f-96760d67072b',
      number: 1,
      root: 'contact',
      namespace: 'urn:com.microsoft.wc.thing.contact',
      schema: personalContact,
    }),
  ],
  labels: { 'is-primary': 'Preferred' },
  summary({ contact: { address, phone, email } }: PersonalContact) {
    const home = preferred(address);
    return [
      home && [...home.street, `${home.postcode} ${home.city}`].join(', '),
      preferred(phone)?.number,
      preferred(email)?.address,
    ]
      .filter(Boolean)
      .join(', ');
  },
});

function preferred<T extends { isPrimary?: boolean | undefined }>(all: readonly T[] = []): T | undefined {
  return all.find(({ isPrimary }) => isPrimary) ?? all[0];
}
