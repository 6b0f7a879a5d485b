// Names, addresses and numbers of people and organizations, as HL7 version 3 has them.
import { makeTable } from '../../schema/table.ts';
import { words } from '../../things/common/codable.ts';
import type { Address, Contact, Name, Organization, Person } from '../../things/common/people.ts';
import type { Element } from '../clinical/element.ts';
import type { DocumentContext } from './context.ts';
import { isNull } from './data-types.ts';

/** The name by which somebody is called now. */
export function readName(holder: Element | undefined): Name | undefined {
  const names = (holder?.all('name') ?? []).filter(one => !isNull(one));
  const legal = names.find(one => /^(L|C)$/.test(one.attribute('use') ?? '')) ?? names[0];
  if (!legal) return undefined;
  const part = (name: string) =>
    legal
      .all(name)
      .filter(one => !isNull(one))
      .flatMap(one => one.text(200) ?? []);
  const [given, family] = [part('given'), part('family')];
  const [prefix, suffix] = [part('prefix').join(' '), part('suffix').join(' ')];
  const whole = [prefix, ...given, ...family, suffix].filter(Boolean).join(' ');
  const full = whole === '' ? legal.text(200) : whole;
  if (full === undefined) return undefined;
  return {
    full,
    title: words(prefix || undefined),
    first: given[0],
    middle: given.slice(1).join(' ') || undefined,
    last: family.join(' ') || undefined,
    suffix: words(suffix || undefined),
  };
}

export function readOrganizationName(element: Element | undefined): string | undefined {
  return element
    ?.all('name')
    .find(one => !isNull(one))
    ?.text(500);
}

/** Somebody in a role: an assignedAuthor, assignedEntity, participantRole or the like; where nobody is named, their organization. */
export function readPerson(role: Element | undefined, context: DocumentContext): Person | undefined {
  if (!role) return undefined;
  const holder =
    role.find('assignedPerson') ??
    role.find('associatedPerson') ??
    role.find('playingEntity') ??
    role.find('relatedPerson');
  const organization = readOrganizationName(
    role.find('representedOrganization') ?? role.find('scopingOrganization'),
  );
  const name = readName(holder) ?? (organization === undefined ? undefined : { full: organization });
  if (!name) return undefined;
  const npi = role.all('id').find(one => one.attribute('root') === '2.16.840.1.113883.4.6');
  return {
    name,
    organization,
    professionalTraining: role.find('code')?.attribute('displayName'),
    id: npi?.attribute('extension'),
    contact: readContact(role, context),
  };
}

export function readOrganization(
  element: Element | undefined,
  context: DocumentContext,
): Organization | undefined {
  const name = readOrganizationName(element);
  return name === undefined || !element ? undefined : { name, contact: readContact(element, context) };
}

/** How to reach whoever has these addresses and numbers. */
export function readContact(holder: Element, context: DocumentContext): Contact | undefined {
  const address = holder.all('addr').flatMap(one => readAddress(one, context) ?? []);
  const numbers = holder.all('telecom').filter(one => !isNull(one));
  const phone = numbers.flatMap(one => readPhone(one) ?? []);
  const email = numbers.flatMap(one => readEmail(one) ?? []);
  if (address.length + phone.length + email.length === 0) return undefined;
  return {
    ...(address.length > 0 && { address }),
    ...(phone.length > 0 && { phone }),
    ...(email.length > 0 && { email }),
  };
}

/** One that names neither street nor city reaches nobody. */
function readAddress(element: Element, { country: usual }: DocumentContext): Address | undefined {
  if (isNull(element)) return undefined;
  const part = (name: string) => element.all(name).flatMap(one => (isNull(one) ? [] : (one.text(300) ?? [])));
  const street = [...part('streetAddressLine'), ...part('streetName')];
  const [city] = part('city');
  if (street.length === 0 || city === undefined) return undefined;
  const [state] = part('state');
  return {
    ...describe(uses[element.attribute('use') ?? '']),
    street,
    city,
    state,
    postcode: part('postalCode')[0] ?? '',
    country: part('country')[0] ?? usual ?? '',
    county: part('county')[0],
  };
}

const uses: Readonly<Record<string, string>> = makeTable({
  H: 'Home',
  HP: 'Home',
  HV: 'Vacation',
  WP: 'Work',
  TMP: 'Temporary',
});
const phoneUses: Readonly<Record<string, string>> = makeTable({
  H: 'Home',
  HP: 'Home',
  WP: 'Work',
  MC: 'Mobile',
  PG: 'Pager',
});

function describe(description: string | undefined) {
  return description === undefined ? {} : { description };
}

function readPhone(element: Element) {
  const value = element.attribute('value');
  const isFax = value?.startsWith('fax:');
  const number = value?.replace(/^(tel|fax):/i, '').trim();
  if (number === undefined || number === '' || !/^[+\d(]/.test(number)) return undefined;
  return { ...describe(isFax ? 'Fax' : phoneUses[element.attribute('use') ?? '']), number };
}

function readEmail(element: Element) {
  const value = element.attribute('value')?.replace(/^mailto:/i, '');
  if (value === undefined || !/^[^\s@:/]+@[^\s@/]+$/.test(value)) return undefined;
  return { address: value };
}

/** Who says something, for people: `Dr. Jane Doe, Community Hospital`. */
export function readAuthor(author: Element | undefined, context: DocumentContext): string | undefined {
  const role = author?.find('assignedAuthor');
  const organization = readOrganizationName(role?.find('representedOrganization'));
  const device = role?.find('assignedAuthoringDevice');
  const name = readName(role?.find('assignedPerson'))?.full ?? device?.find('softwareName')?.text(200);
  return [name, organization].filter(Boolean).join(', ') || context.source;
}
