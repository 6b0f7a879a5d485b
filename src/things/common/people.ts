// People and how to reach them.
import { type Infer, longText, named } from '../../schema/schema.ts';
import { many, optional, seq } from '../../schema/sequence.ts';
import { boolean, string } from '../../schema/text.ts';
import { codable } from './codable.ts';
import { base } from './namespaces.ts';
import { positiveInt } from './numbers.ts';

export const address = named(
  base,
  'address',
  seq({
    description: optional(longText(string)),
    'is-primary': optional(boolean),
    street: many(string, { min: 1 }),
    city: string,
    state: optional(string),
    postcode: string,
    country: string,
    county: optional(string),
  }),
);
export type Address = Infer<typeof address>;

export const phone = named(
  base,
  'phone',
  seq({ description: optional(longText(string)), 'is-primary': optional(boolean), number: string }),
);

export const email = named(
  base,
  'email',
  seq({ description: optional(longText(string)), 'is-primary': optional(boolean), address: string }),
);

export const contact = named(
  base,
  'contact',
  seq({ address: many(address), phone: many(phone), email: many(email) }),
);
export type Contact = Infer<typeof contact>;

export const name = named(
  base,
  'name',
  seq({
    full: string,
    title: optional(codable('name-prefixes')),
    first: optional(string),
    middle: optional(string),
    last: optional(string),
    suffix: optional(codable('name-suffixes')),
  }),
);
export type Name = Infer<typeof name>;

export const person = named(
  base,
  'person',
  seq({
    name,
    organization: optional(string),
    'professional-training': optional(string),
    id: optional(string),
    contact: optional(contact),
    type: optional(codable('person-types')),
  }),
);
export type Person = Infer<typeof person>;

export const organization = named(
  base,
  'Organization',
  seq({ name: string, contact: optional(contact), type: optional(codable()), website: optional(string) }),
);
export type Organization = Infer<typeof organization>;

export const communicationType = named(
  base,
  'communication-type',
  seq({
    'communication-medium': codable('communication-medium'),
    priority: optional(positiveInt),
    class: optional(codable('communication-class')),
    value: string,
  }),
);

export const language = named(
  base,
  'language',
  seq({ language: optional(codable('iso:iso639-1')), 'is-primary': optional(boolean) }),
);
export type Language = Infer<typeof language>;
