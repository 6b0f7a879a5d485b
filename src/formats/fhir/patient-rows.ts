// What the four items of which there is one in a record say of their person, in the elements of Patient.
import basic from '../../things/basic.ts';
import personal from '../../things/personal.ts';
import personalContact from '../../things/personal-contact.ts';
import personalImage from '../../things/personal-image.ts';
import { codeable, codesOf, isWritable, translated } from './codes.ts';
import { oneOf, truth } from './convert.ts';
import { approxDate, approxDateTime, dateTime } from './dates.ts';
import { absent } from './elements.ts';
import { getOwn, type Json, type JsonObject, listOf } from './json.ts';
import { type Converter, defineMapping, type Mapping, type Row, rowsOf } from './mapping.ts';
import { addressOf, findName, humanName, readTelecom, writeTelecom } from './people.ts';
import { readRace, writeRace } from './race.ts';

const ssnSystem = 'http://hl7.org/fhir/sid/us-ssn';
const religionUrl = 'http://hl7.org/fhir/StructureDefinition/patient-religion';

/** Of whom the name is that of the record, since no item says another. */
export const recordNameUrl = 'urn:keepwell:fhir:record-name';

const married = translated('http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'marital-status', {
  S: ['NM', 'Never Married'],
  M: ['Mar', 'Married'],
  L: ['Sep', 'Separated'],
  D: ['Div', 'Divorced'],
  W: ['Wid', 'Widowed'],
  T: ['DP', 'Domestic Partnership'],
});

const own = rowsOf(personal);

const name: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const written = item.name === undefined ? undefined : humanName.write(item.name, settings);
    if (written === undefined) return;
    // US Core asks for it where a name has no parts.
    const hasParts = getOwn(written, 'family') !== undefined || getOwn(written, 'given') !== undefined;
    resource.name = [hasParts ? written : { ...absent, ...(written as JsonObject) }];
  },
  read(resource, item, settings) {
    const found = findName(resource.name);
    if (found === undefined || isOfRecord(found)) return;
    const value = humanName.read(found, settings);
    if (value !== undefined) item.name = value;
  },
};

/** Does it still say what the record is called? */
function isOfRecord(said: Json): boolean {
  const mark = listOf(getOwn(said, 'extension')).find(one => getOwn(one, 'url') === recordNameUrl);
  return mark !== undefined && getOwn(mark, 'valueString') === getOwn(said, 'text');
}

const birthdate: Converter = {
  write: (value, settings) => dateTime.write(value, settings)?.toString().slice(0, 10),
  read: dateTime.read,
};

const ssn: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    if (isWritable(item.ssn))
      resource.identifier = [...listOf(resource.identifier), { system: ssnSystem, value: item.ssn }];
  },
  read(resource, item) {
    const found = listOf(resource.identifier).find(one => getOwn(one, 'system') === ssnSystem);
    const value = getOwn(found, 'value');
    if (isWritable(value)) item.ssn = value;
  },
};

const religion: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const concept = item.religion === undefined ? undefined : codeable.write(item.religion, settings);
    if (concept !== undefined)
      resource.extension = [
        ...listOf(resource.extension),
        { url: religionUrl, valueCodeableConcept: concept },
      ];
  },
  read(resource, item, settings) {
    const found = listOf(resource.extension).find(one => getOwn(one, 'url') === religionUrl);
    const concept = getOwn(found, 'valueCodeableConcept');
    const value = concept === undefined ? undefined : codeable.read(concept, settings);
    if (value !== undefined) item.religion = value;
  },
};

const death: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const when =
      item.dateOfDeath === undefined ? undefined : approxDateTime.write(item.dateOfDeath, settings);
    if (when !== undefined) resource.deceasedDateTime = when;
    else if (typeof item.isDeceased === 'boolean') resource.deceasedBoolean = item.isDeceased;
  },
  read(resource, item, settings) {
    const { deceasedDateTime: at, deceasedBoolean: is } = resource;
    const when = at === undefined ? undefined : approxDateTime.read(at, settings);
    if (when !== undefined) Object.assign(item, { isDeceased: true, dateOfDeath: when });
    else if (is !== undefined) Object.assign(item, { isDeceased: truth.read(is, settings) ?? false });
  },
};

const personalRows: readonly Row[] = [
  own.rowBy('name', 'name', name, 'Of several the official one.'),
  own.row('birthdate', 'birthDate', birthdate as Converter<never>, 'The day; the time stays beside.'),
  own.rowBy(
    'ethnicity',
    'extension[us-core-race]',
    { write: writeRace, read: readRace },
    'With us-core-ethnicity, by the codes of the CDC and HealthVault’s own.',
  ),
  own.rowBy('ssn', 'identifier[us-ssn]', ssn),
  own.row('maritalStatus', 'maritalStatus', married),
  own.rowBy('dateOfDeath', 'deceased[x]', death),
  own.rowBy('religion', 'extension[patient-religion]', religion),
];

const reach = rowsOf(personalContact);

const contact: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const said = item.contact;
    const address = listOf(getOwn(said, 'address')).flatMap(one => addressOf.write(one, settings) ?? []);
    const telecom = writeTelecom(said);
    if (address.length > 0) resource.address = address;
    if (telecom.length > 0) resource.telecom = telecom;
  },
  read(resource, item, settings) {
    const address = listOf(resource.address)
      .filter(one => getOwn(one, 'line') !== undefined || getOwn(one, 'text') !== undefined)
      .flatMap(one => addressOf.read(one, settings) ?? []);
    const found = { ...(address.length > 0 && { address }), ...readTelecom(resource.telecom) };
    if (Object.keys(found).length > 0) item.contact = found as Json;
  },
};

const little = rowsOf(basic);

const languageSystem = 'urn:ietf:bcp:47';

const languages: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    const spoken = listOf(item.language).flatMap(one => {
      const said = getOwn(one, 'language');
      const codes = listOf(getOwn(said, 'code')).filter(code => getOwn(code, 'type') === 'iso639-1');
      const code = getOwn(codes[0], 'value');
      const words = getOwn(said, 'text');
      const coding =
        typeof code === 'string' && /^[a-z]{2}$/i.test(code) ? [{ system: languageSystem, code }] : [];
      if (coding.length === 0 && !isWritable(words)) return [];
      const preferred = getOwn(one, 'isPrimary');
      const language = { ...(coding.length > 0 && { coding }), ...(isWritable(words) && { text: words }) };
      return [{ language, ...(typeof preferred === 'boolean' && { preferred }) }];
    });
    if (spoken.length > 0) resource.communication = spoken;
  },
  read(resource, item) {
    const spoken = listOf(resource.communication).flatMap(one => {
      const said = getOwn(one, 'language');
      const [code] = codesOf(said, languageSystem);
      const coding = listOf(getOwn(said, 'coding'));
      const words = [getOwn(said, 'text'), ...coding.map(each => getOwn(each, 'display')), code].find(
        isWritable,
      );
      if (words === undefined) return [];
      const preferred = getOwn(one, 'preferred');
      const short = code === undefined ? undefined : /^[a-z]{2}(?=$|-)/i.exec(code)?.[0].toLowerCase();
      const codes =
        short === undefined ? [] : [{ value: short, family: 'iso', type: 'iso639-1', version: '1' }];
      const language = { text: words, ...(codes.length > 0 && { code: codes }) };
      return [{ language, ...(typeof preferred === 'boolean' && { isPrimary: preferred }) }];
    });
    if (spoken.length > 0) item.language = spoken;
  },
};

/** Where no address says it, the little that is known of where a person lives. */
const place: Pick<Row, 'write' | 'read'> = {
  write({ city, state, postcode, country }, resource) {
    if (resource.address !== undefined) return;
    const address = Object.entries({
      city,
      state: getOwn(state, 'text'),
      postalCode: postcode,
      country: getOwn(country, 'text'),
    }).filter(([, words]) => isWritable(words));
    if (address.length > 0) resource.address = [Object.fromEntries(address) as JsonObject];
  },
  read(resource, item) {
    const [address] = listOf(resource.address);
    const [city, postcode, state, country] = ['city', 'postalCode', 'state', 'country'].map(key =>
      getOwn(address, key),
    );
    if (isWritable(city)) item.city = city;
    if (isWritable(postcode)) item.postcode = postcode;
    if (isWritable(state)) item.state = { text: state };
    if (isWritable(country)) item.country = { text: country };
  },
};

const birthyear: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    if (resource.birthDate !== undefined || typeof item.birthyear !== 'number') return;
    const written = approxDate.write({ y: item.birthyear }, settings);
    if (written !== undefined) resource.birthDate = written;
  },
  read(resource, item, settings) {
    const said = resource.birthDate === undefined ? undefined : approxDate.read(resource.birthDate, settings);
    const year = getOwn(said, 'y');
    if (typeof year === 'number') item.birthyear = year;
  },
};

const basicRows: readonly Row[] = [
  little.row('gender', 'gender', oneOf({ m: 'male', f: 'female' })),
  little.rowBy('birthyear', 'birthDate', birthyear, 'Where no item says the day.'),
  little.rowBy(
    'city',
    'address[0]',
    place,
    'With state, postcode and country, where no item says the address.',
  ),
  little.rowBy('language', 'communication', languages),
];

const image = rowsOf(personalImage);

const photo: Pick<Row, 'write' | 'read'> = {
  write(_, resource, { attachments = [] }) {
    const [first] = attachments;
    if (!first) return;
    const { name: title, contentType, size, url } = first;
    resource.photo = [{ contentType, url, size, title }];
  },
  read() {},
};

const shared = { resourceType: 'Patient', fixed: {} } as const;

/** In the order in which they write, each of which leaves alone what one before has said. */
export const patientMappings: readonly Mapping[] = [
  defineMapping(personalContact, {
    ...shared,
    rows: [reach.rowBy('contact', 'telecom', contact, 'With address.')],
  }),
  defineMapping(personal, { ...shared, rows: personalRows }),
  defineMapping(basic, { ...shared, rows: basicRows }),
  defineMapping(personalImage, {
    ...shared,
    rows: [image.rowBy('' as never, 'photo[0]', photo, 'The picture is the attachment.')],
  }),
];
