// Who a record is about: the name, birth, address and so on that lie in its profile things, and the name the record goes by.
// Read and written by the Shell; applications use the things themselves.
import { assume } from '../../assume.ts';
import basicType, { type Basic } from '../../things/basic.ts';
import type { CodableValue } from '../../things/common/codable.ts';
import type { Contact, Name } from '../../things/common/people.ts';
import { currentVersion, type ThingType } from '../../things/index.ts';
import personalType, { type Personal } from '../../things/personal.ts';
import contactType, { type PersonalContact } from '../../things/personal-contact.ts';
import { listVocabularies, pickVocabulary } from '../../vocabularies/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import type { Reader, Writer } from '../store.ts';
import type { ThingWrite } from '../things/plan.ts';
import { changeThing, findReadableSingleton, makeThing, readSingleton } from '../things/typed.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { findMissingParts } from './address.ts';

/** Is it a kind that every record has from the beginning? */
export function isFirstKind(type: ThingType): boolean {
  return ([personalType, basicType] as readonly ThingType[]).includes(type);
}

/** What is not known is an empty text. */
export interface Profile {
  readonly first: string;
  readonly middle: string;
  readonly last: string;
  /** yyyy-MM-dd */
  readonly birthDate: string;
  readonly gender: 'm' | 'f' | '';
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly postcode: string;
  readonly city: string;
  readonly state: string;
  /** Lines. */
  readonly street: readonly string[];
  readonly email: string;
  readonly phone: string;
}

export const emptyProfile: Profile = {
  first: '',
  middle: '',
  last: '',
  birthDate: '',
  gender: '',
  country: '',
  postcode: '',
  city: '',
  state: '',
  street: [],
  email: '',
  phone: '',
};

interface Parts {
  readonly personal: Awaited<ReturnType<typeof readSingleton<Personal>>>;
  readonly basic: Awaited<ReturnType<typeof readSingleton<Basic>>>;
  readonly contact: Awaited<ReturnType<typeof readSingleton<PersonalContact>>>;
}

async function partsOf(db: Reader, grant: Grant): Promise<Parts> {
  return {
    personal: await readSingleton(db, grant, personalType),
    basic: await readSingleton(db, grant, basicType),
    contact: await readSingleton(db, grant, contactType),
  };
}

/** May this grant's holder change who the record is about? */
export function mayEditProfile(grant: Grant): boolean {
  const types = [personalType, basicType, contactType] as readonly ThingType[];
  return types.every(type =>
    (['Create', 'Update'] as const).every(right => grant.permits(right, currentVersion(type).id)),
  );
}

/** What of it the grant lets be read: somebody may have access to other kinds of things only. */
export async function readProfile(db: Reader, grant: Grant): Promise<Profile> {
  const personal = await findReadableSingleton(db, grant, personalType);
  const basic = await findReadableSingleton(db, grant, basicType);
  const contact = await findReadableSingleton(db, grant, contactType);
  const { name, birthdate } = personal?.value ?? {};
  const reached = contact?.value.contact;
  const address = reached?.address?.[0];
  return {
    ...namesOf(name),
    birthDate: birthdate ? isoDay(birthdate.date) : '',
    gender: basic?.value.gender ?? '',
    country: codeOf(basic?.value.country) || (address?.country ?? ''),
    postcode: basic?.value.postcode ?? address?.postcode ?? '',
    city: basic?.value.city ?? address?.city ?? '',
    state: basic?.value.state?.text ?? address?.state ?? '',
    street: address?.street ?? [],
    email: reached?.email?.[0]?.address ?? '',
    phone: reached?.phone?.[0]?.number ?? '',
  };
}

/** Of a name in one the last word is the family's, unless it is the only one. */
function namesOf({
  full = '',
  first,
  middle,
  last,
}: Partial<Name> = {}): Pick<Profile, 'first' | 'middle' | 'last'> {
  const [, firsts = '', family = ''] = /^(.*?)(?: (\S+))?$/s.exec(full) ?? [];
  return first === undefined && last === undefined
    ? { first: firsts, middle: middle ?? '', last: family }
    : { first: first ?? '', middle: middle ?? '', last: last ?? '' };
}

/**
 * Writes a profile, and gives the record the name in it. What the things hold besides stays.
 * @throws accessDenied; recordNameInvalid when there is no name; invalid for a street without city and country
 */
export async function writeProfile(db: Writer, vault: Vault, grant: Grant, profile: Profile): Promise<void> {
  if (!mayEditProfile(grant)) throw fault('accessDenied');
  const name = [profile.first, profile.middle, profile.last].filter(Boolean).join(' ');
  if (name === '') throw fault('recordNameInvalid');
  if (findMissingParts(profile).length > 0) throw fault('invalid', 'A street needs a city and a country.');
  const { personal, basic, contact } = await partsOf(db, grant);
  const writes: ThingWrite[] = [
    put(personalType, personal, personalOf(personal?.value ?? {}, profile, name)),
    put(basicType, basic, basicOf(basic?.value ?? {}, profile)),
  ];
  const reached = contactOf(contact?.value.contact ?? {}, profile);
  const reachable = [reached.address, reached.email, reached.phone].some(list => list && list.length > 0);
  if (contact || reachable) writes.push(put(contactType, contact, { contact: reached }));
  await writeThingsIn(db, vault, grant, writes, { overwrite: true });
  const record = assume(await db.records.byId(grant.recordId), 'the record of a grant');
  if (record.name !== name) await db.records.update({ ...record, name });
}

/** The items of a new record: its name as it was given, and what else is known, which may be nothing. */
export async function writeFirstItems(
  db: Writer,
  vault: Vault,
  grant: Grant,
  { name, ...known }: { name: string; birthDate: string; country: string },
): Promise<void> {
  const profile = { ...emptyProfile, ...known };
  const made = [
    makeThing(personalType, personalOf({}, profile, name)),
    makeThing(basicType, basicOf({}, profile)),
  ];
  // Applications add to what stands in it, and take it for granted.
  const writes = made.map(write => ({
    ...write,
    data: { ...assume(write.data, 'data'), commonXml: '<common/>' },
  }));
  await writeThingsIn(db, vault, grant, writes, { overwrite: false });
}

function put<Value>(
  type: ThingType<Value>,
  present: Awaited<ReturnType<typeof readSingleton<Value>>>,
  value: Value,
): ThingWrite {
  return present ? changeThing(type, present.stored, value) : makeThing(type, value);
}

function personalOf(before: Personal, profile: Profile, full: string): Personal {
  const { first, middle, last, birthDate } = profile;
  const [y = 0, m = 0, d = 0] = birthDate.split('-').map(Number);
  return {
    ...before,
    name: {
      ...before.name,
      full,
      first: first || undefined,
      middle: middle || undefined,
      last: last || undefined,
    },
    birthdate: birthDate === '' ? undefined : { ...before.birthdate, date: { y, m, d } },
  };
}

function basicOf(before: Basic, { gender, birthDate, country, postcode, city, state }: Profile): Basic {
  return {
    ...before,
    gender: gender || undefined,
    birthyear: birthDate === '' ? before.birthyear : Number(birthDate.slice(0, 4)),
    country: country === '' ? undefined : sameOr(before.country, country, countryValue),
    postcode: postcode || undefined,
    city: city || undefined,
    state: state === '' ? undefined : sameOr(before.state, state, text => ({ text })),
  };
}

/** The value as it was, codes and all, unless it became another. */
function sameOr(
  before: CodableValue | undefined,
  now: string,
  make: (text: string) => CodableValue,
): CodableValue {
  return before && (before.text === now || codeOf(before) === now) ? before : make(now);
}

function countryValue(code: string): CodableValue {
  const countries = assume(
    pickVocabulary(listVocabularies(), { name: 'iso3166', family: 'iso' }),
    'the list of countries',
  );
  const text = countries.items().find(item => item.code === code)?.texts.en?.display ?? code;
  return { text, code: [{ value: code, family: 'iso', type: 'iso3166', version: '1.0' }] };
}

/** The first of each is the one the profile shows; others stay behind it. */
function contactOf(before: Contact, profile: Profile): Contact {
  const { street, city, postcode, country, state, email, phone } = profile;
  const [address, ...addresses] = before.address ?? [];
  const [firstEmail, ...emails] = before.email ?? [];
  const [firstPhone, ...phones] = before.phone ?? [];
  return {
    ...before,
    address: [
      ...(street.length > 0
        ? [{ ...address, street: [...street], city, state: state || undefined, postcode, country }]
        : []),
      ...addresses,
    ],
    email: [...(email === '' ? [] : [{ ...firstEmail, address: email }]), ...emails],
    phone: [...(phone === '' ? [] : [{ ...firstPhone, number: phone }]), ...phones],
  };
}

function codeOf(value: CodableValue | undefined): string {
  return value?.code?.[0]?.value ?? value?.text ?? '';
}

function isoDay({ y, m, d }: { y: number; m: number; d: number }): string {
  return [String(y).padStart(4, '0'), String(m).padStart(2, '0'), String(d).padStart(2, '0')].join('-');
}
