// Contact: somebody who matters to care, as who they are to the person.

import { type CodableValue, isSaid, makeWcCoded } from '../../../things/common/codable.ts';
import contact from '../../../things/contact.ts';
import { codeable, codesOf } from '../codes.ts';
import { text } from '../convert.ts';
import { isObject, type Json, listOf } from '../json.ts';
import { type Converter, defineMapping, type Row, rowsOf } from '../mapping.ts';
import { addressOf, findName, humanName, readTelecom, writeTelecom } from '../people.ts';

const { row, rowBy } = rowsOf(contact);
const roles = 'http://terminology.hl7.org/CodeSystem/v2-0131';

/** Whom to call is FHIR's emergency contact; others are in words. */
const kind: Converter<CodableValue> = {
  write(value, settings) {
    const concept = codeable.write(value, settings);
    if (!isObject(concept)) return undefined;
    if (!isSaid(value as unknown as CodableValue, '1', 'Emergency Contact')) return concept;
    return {
      ...concept,
      coding: [{ system: roles, code: 'C', display: 'Emergency Contact' }, ...listOf(concept.coding)],
    };
  },
  read(json, settings) {
    const isForEmergency = codesOf(json, roles).includes('C');
    if (!isForEmergency || !isObject(json)) return codeable.read(json, settings);
    const others = listOf(json.coding).filter(one => !isObject(one) || one.system !== roles);
    if (others.length === 0) return makeWcCoded('person-types', '1', 'Emergency Contact') as unknown as Json;
    return codeable.read({ ...json, coding: others }, settings);
  },
};

const name: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const written = item.name === undefined ? undefined : humanName.write(item.name, settings);
    if (written !== undefined) resource.name = [written];
  },
  read(resource, item, settings) {
    const found = findName(resource.name);
    const value = found === undefined ? undefined : humanName.read(found, settings);
    if (value !== undefined) item.name = value;
  },
};

const reach: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const said = isObject(item.contact) ? item.contact : {};
    const address = listOf(said.address).flatMap(one => addressOf.write(one, settings) ?? []);
    const telecom = writeTelecom(said);
    if (telecom.length > 0) resource.telecom = telecom;
    if (address.length > 0) resource.address = address;
  },
  read(resource, item, settings) {
    const address = listOf(resource.address).flatMap(one => addressOf.read(one, settings) ?? []);
    const found = { ...(address.length > 0 && { address }), ...readTelecom(resource.telecom) };
    if (Object.keys(found).length > 0) item.contact = found as Json;
  },
};

export default defineMapping(contact, {
  resourceType: 'RelatedPerson',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-relatedperson',
  subject: 'patient',
  fixed: { active: true },
  rows: [
    rowBy('name', 'name', name),
    row('type', 'relationship[0]', kind),
    rowBy('contact', 'telecom', reach, 'With address.'),
    row('id', 'identifier[0].value', text),
  ],
  takes: ({ name: names }) => {
    const found = findName(names);
    return found !== undefined && humanName.read(found, { zone: 'UTC' }) !== undefined;
  },
});
