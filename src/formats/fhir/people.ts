// People and organizations that items name, as references, and how to reach them.
import type { CodableValue } from '../../things/common/codable.ts';
import type { Address, Contact, Name, Organization, Person } from '../../things/common/people.ts';
import { codeable, isWritable } from './codes.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf } from './json.ts';
import type { Converter } from './mapping.ts';

const npi = 'http://hl7.org/fhir/sid/us-npi';

/** Somebody whom an item names, as a reference that says who it is; their number where it is an NPI. */
export const personReference: Converter<Person> = {
  write(value) {
    const full = getOwn(getOwn(value, 'name'), 'full');
    const number = getOwn(value, 'id');
    const isNpi = typeof number === 'string' && /^\d{10}$/.test(number);
    if (!isWritable(full)) return undefined;
    return { ...(isNpi && { identifier: { system: npi, value: number } }), display: full };
  },
  read(json) {
    const display = getOwn(json, 'display');
    if (!isWritable(display)) return undefined;
    const identifier = getOwn(json, 'identifier');
    const number = getOwn(identifier, 'system') === npi ? getOwn(identifier, 'value') : undefined;
    return { name: { full: display }, ...(isWritable(number) && { id: number }) };
  },
};

export const organizationReference: Converter<Organization> = {
  write(value) {
    const name = getOwn(value, 'name');
    return isWritable(name) ? { display: name } : undefined;
  },
  read(json) {
    const display = getOwn(json, 'display');
    return isWritable(display) ? { name: display } : undefined;
  },
};

/** A reference of which an item holds the words alone. */
export const displayed: Converter<string> = {
  write: value => (isWritable(value) ? { display: value } : undefined),
  read(json) {
    const display = getOwn(json, 'display');
    return isWritable(display) ? display : undefined;
  },
};

export const humanName: Converter<Name> = {
  write(value) {
    const { full, title, first, middle, last, suffix } = value as unknown as Name;
    const given = [first, ...(middle?.split(' ') ?? [])].filter(isWritable);
    const name = {
      ...(isWritable(full) && { text: full }),
      ...(isWritable(last) && { family: last }),
      ...(given.length > 0 && { given }),
      ...(isWritable(title?.text) && { prefix: [title.text] }),
      ...(isWritable(suffix?.text) && { suffix: [suffix.text] }),
    };
    return Object.keys(name).length > 0 ? name : undefined;
  },
  read(json) {
    const texts = (key: string) => listOf(getOwn(json, key)).filter(isWritable);
    const [given, prefix, suffix] = [texts('given'), texts('prefix'), texts('suffix')];
    const family = getOwn(json, 'family');
    const text = getOwn(json, 'text');
    const parts = [...prefix, ...given, ...(isWritable(family) ? [family] : []), ...suffix];
    const full = isWritable(text) ? text : parts.join(' ');
    if (full === '') return undefined;
    const [first, ...middle] = given;
    return {
      full,
      ...(prefix.length > 0 && { title: { text: prefix.join(' ') } }),
      ...(first !== undefined && { first }),
      ...(middle.length > 0 && { middle: middle.join(' ') }),
      ...(isWritable(family) && { last: family }),
      ...(suffix.length > 0 && { suffix: { text: suffix.join(' ') } }),
    };
  },
};

/** Of several names the one by which somebody is called now. */
export function findName(names: Json | undefined): Json | undefined {
  const all = listOf(names);
  return all.find(one => getOwn(one, 'use') === 'official') ?? all.find(one => getOwn(one, 'use') !== 'old');
}

const numberUses = new Map([
  ['home', 'home'],
  ['work', 'work'],
  ['mobile', 'mobile'],
  ['cell', 'mobile'],
]);

/** Numbers and addresses of a Contact, in the order of telecom: phones, then mails. */
export function writeTelecom(value: Json | undefined): JsonObject[] {
  const { phone = [], email = [] } = (isObject(value) ? value : {}) as unknown as Partial<Contact>;
  const describe = (
    system: string,
    text: string,
    { description, isPrimary }: (typeof phone)[number] | (typeof email)[number],
  ) => {
    const use = numberUses.get(description?.trim().toLowerCase() ?? '');
    return { system, value: text, ...(use !== undefined && { use }), ...(isPrimary === true && { rank: 1 }) };
  };
  return [
    ...phone
      .filter(({ number }) => isWritable(number))
      .map(one => describe(/^fax$/i.test(one.description ?? '') ? 'fax' : 'phone', one.number, one)),
    ...email.filter(({ address }) => isWritable(address)).map(one => describe('email', one.address, one)),
  ];
}

const useWords = new Map([
  ['home', 'Home'],
  ['work', 'Work'],
  ['mobile', 'Mobile'],
  ['temp', 'Temporary'],
]);

export function readTelecom(json: Json | undefined): JsonObject {
  const all = listOf(json).filter(one => isWritable(getOwn(one, 'value')));
  const about = (one: Json) => {
    const use = getOwn(one, 'use');
    const words = getOwn(one, 'system') === 'fax' ? 'Fax' : useWords.get(typeof use === 'string' ? use : '');
    return {
      ...(words !== undefined && { description: words }),
      ...(getOwn(one, 'rank') === 1 && { isPrimary: true }),
    };
  };
  const isNumber = (one: Json) => /^(phone|fax|pager|sms)$/.test(String(getOwn(one, 'system') ?? 'phone'));
  const phone = all.filter(isNumber).map(one => ({ ...about(one), number: getOwn(one, 'value') as string }));
  const email = all
    .filter(one => getOwn(one, 'system') === 'email')
    .map(one => ({ ...about(one), address: getOwn(one, 'value') as string }));
  return { ...(phone.length > 0 && { phone }), ...(email.length > 0 && { email }) };
}

export const addressOf: Converter<Address> = {
  write(value) {
    const {
      description,
      isPrimary: _,
      street,
      city,
      state,
      postcode,
      country,
      county,
    } = value as unknown as Address;
    const lines = street.filter(isWritable);
    const use = new Map([
      ['home', 'home'],
      ['work', 'work'],
      ['temporary', 'temp'],
    ]).get(description?.trim().toLowerCase() ?? '');
    const address = {
      ...(use !== undefined && { use }),
      ...(lines.length > 0 && { line: lines }),
      ...(isWritable(city) && { city }),
      ...(isWritable(county) && { district: county }),
      ...(isWritable(state) && { state }),
      ...(isWritable(postcode) && { postalCode: postcode }),
      ...(isWritable(country) && { country }),
    };
    return Object.keys(address).length > 0 ? address : undefined;
  },
  read(json) {
    if (!isObject(json)) return undefined;
    const textAt = (key: string) => {
      const text = getOwn(json, key);
      return isWritable(text) ? text : undefined;
    };
    const words = textAt('text');
    const lines = listOf(getOwn(json, 'line')).filter(isWritable);
    const street = lines.length > 0 ? lines : words === undefined ? [] : [words];
    const [city, use] = [textAt('city'), useWords.get(textAt('use') ?? '')];
    if (street.length === 0 && city === undefined) return undefined;
    const [state, county] = [textAt('state'), textAt('district')];
    return {
      ...(use !== undefined && { description: use }),
      street: street.length > 0 ? street : [''],
      city: city ?? '',
      ...(state !== undefined && { state }),
      postcode: textAt('postalCode') ?? '',
      country: textAt('country') ?? '',
      ...(county !== undefined && { county }),
    };
  },
};

/** The first coding of a concept, alone where an element takes no more. */
export function firstCoding(value: CodableValue | undefined): JsonObject | undefined {
  const written = value === undefined ? undefined : codeable.write(value as unknown as Json, { zone: 'UTC' });
  const [coding] = listOf(getOwn(written, 'coding'));
  return isObject(coding) ? coding : undefined;
}
