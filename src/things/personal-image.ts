// Personal picture: an empty item whose picture is a blob beside it.
import type { Infer } from '../schema/schema.ts';
import { seq } from '../schema/sequence.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const personalImage = seq({});
export type PersonalImage = Infer<typeof personalImage>;

export default thingType({
  name: 'Personal picture',
  description: 'A picture of the person, shown next to the name.',
  group: 'profile',
  singleton: true,
  allowsReadOnly: false,
  versions: [
    thingVersion({
      id: 'a5294488-f865-4ce3-92fa-187cd3b58930',
      number: 1,
      root: 'personal-image',
      namespace: 'urn:com.microsoft.wc.thing.personal-image',
      schema: personalImage,
    }),
  ],
  summary: (_value, say) => say('Picture'),
});
