// The types of things, as HealthVault listed them: every version by its id.
import { everyType } from '../things/index.ts';
import type { Vocabulary } from './vocabulary.ts';

export const thingTypes: Vocabulary = {
  name: 'thing-types',
  family: 'wc',
  version: '1',
  description: 'The types of things that records hold',
  languages: ['en'],
  items: () =>
    everyType().flatMap(({ name, versions }) =>
      versions.map(({ id }) => ({ code: id, texts: { en: { display: name } } })),
    ),
};
