// Whom a document is about, and whom to call for them.

import basic, { type Basic } from '../../things/basic.ts';
import { type CodableValue, makeWcCoded } from '../../things/common/codable.ts';
import contact from '../../things/contact.ts';
import personal, { type Personal } from '../../things/personal.ts';
import personalContact from '../../things/personal-contact.ts';
import { lookUp, makeLookUp, type Word } from '../clinical/codes.ts';
import { readMoment, toApprox, toExact } from '../clinical/dates.ts';
import type { Element } from '../clinical/element.ts';
import { type Finding, makeFinding } from '../format.ts';
import { type SectionContext, sdtc } from './context.ts';
import { readCoded, readId } from './data-types.ts';
import { readContact, readName, readPerson } from './people.ts';

export function* readHeader(context: SectionContext): Generator<Finding> {
  const role = context.root.find('recordTarget', 'patientRole');
  const patient = role?.find('patient');
  if (!role || !patient) return;
  const { source } = context;
  const id = readId(role);
  const about = (kind: string) => ({
    ...(source !== undefined && { source }),
    ...(id !== undefined && { sourceId: `${id}#${kind}` }),
  });
  const reach = readContact(role, context);
  const own = readPersonal(patient, context);
  const little = readBasic(role, patient, context);
  if (own) yield makeFinding(personal, own, context.title, about('personal'));
  if (little) yield makeFinding(basic, little, context.title, about('basic'));
  if (reach) yield makeFinding(personalContact, { contact: reach }, context.title, about('contact'));
  for (const one of context.root.all('participant')) {
    const somebody = readRelated(one, context);
    if (somebody) yield makeFinding(contact, somebody, context.title, source === undefined ? {} : { source });
  }
}

const marital = makeLookUp<Word>({
  'S, NVR': ['NM', 'Never Married'],
  'N, never married': ['NM', 'Never Married'],
  'M, married': ['Mar', 'Married'],
  'L, legally separated, separated': ['Sep', 'Separated'],
  'D, divorced': ['Div', 'Divorced'],
  'W, widowed': ['Wid', 'Widowed'],
  'T, domestic partner, domestic partnership': ['DP', 'Domestic Partnership'],
});

function readPersonal(patient: Element, context: SectionContext): Personal | undefined {
  const married = readCoded(patient.find('maritalStatusCode'), context);
  const own = lookUp(married, marital);
  const races = [
    patient.find('raceCode'),
    ...patient.all('raceCode', sdtc),
    patient.find('ethnicGroupCode'),
  ].flatMap(one => readCoded(one, context) ?? []);
  const deceased = patient.findOf(sdtc, 'deceasedInd')?.attribute('value');
  const value: Personal = {
    name: readName(patient),
    birthdate: toExact(readMoment(patient.find('birthTime')?.attribute('value'))),
    ethnicity: joined(races),
    maritalStatus: own ? makeWcCoded('marital-status', ...own) : married,
    religion: readCoded(patient.find('religiousAffiliationCode'), context),
    isDeceased: deceased === undefined ? undefined : deceased === 'true',
    dateOfDeath: toApprox(readMoment(patient.findOf(sdtc, 'deceasedTime')?.attribute('value'))),
  };
  return value.name || value.birthdate ? value : undefined;
}

function joined(all: readonly CodableValue[]): CodableValue | undefined {
  const different = [...new Map(all.map(one => [one.text, one])).values()];
  if (different.length === 0) return undefined;
  const code = different.flatMap(one => one.code ?? []);
  return { text: different.map(one => one.text).join(', '), ...(code.length > 0 && { code }) };
}

function readBasic(role: Element, patient: Element, context: SectionContext): Basic | undefined {
  const said = patient.find('administrativeGenderCode')?.attribute('code');
  const address = readContact(role, context)?.address?.[0];
  const spoken = patient.all('languageCommunication').flatMap(one => {
    const code = one.find('languageCode')?.attribute('code');
    if (code === undefined) return [];
    const preferred = one.find('preferenceInd')?.attribute('value');
    const language = {
      text: code,
      code: [{ value: code.slice(0, 2).toLowerCase(), family: 'iso', type: 'iso639-1', version: '1' }],
    };
    return [{ language, ...(preferred !== undefined && { isPrimary: preferred === 'true' }) }];
  });
  const value: Basic = {
    gender: said === 'M' ? 'm' : said === 'F' ? 'f' : undefined,
    birthyear: readMoment(patient.find('birthTime')?.attribute('value'))?.date.y,
    country: address?.country ? { text: address.country } : undefined,
    postcode: address?.postcode || undefined,
    city: address?.city,
    state: address?.state === undefined ? undefined : { text: address.state },
    ...(spoken.length > 0 && { language: spoken }),
  };
  return Object.values(value).some(one => one !== undefined) ? value : undefined;
}

/** Relatives, caregivers and whom to call; who pays is among the insurances. */
function readRelated(participant: Element, context: SectionContext) {
  const entity = participant.find('associatedEntity');
  const kind = entity?.attribute('classCode') ?? '';
  if (!entity || !/^(ECON|NOK|CAREGIVER|PRS|GUARD|AGNT)$/.test(kind)) return undefined;
  const person = readPerson(entity, context);
  if (!person) return undefined;
  return kind === 'ECON'
    ? { ...person, type: makeWcCoded('person-types', '1', 'Emergency Contact') }
    : person;
}
