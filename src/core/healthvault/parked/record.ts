// A record made of the fields an application posted, as the person saw and corrected them.
import { assume } from '../../../assume.ts';
import basicType, { type Basic } from '../../../things/basic.ts';
import personalType, { type Personal } from '../../../things/personal.ts';
import { listVocabularies, pickVocabulary } from '../../../vocabularies/index.ts';
import { makePersonGrant } from '../../authorization/grants.ts';
import { openRecord } from '../../records/create.ts';
import { emptyProfile, type Profile, writeProfile } from '../../records/profile.ts';
import type { HealthRecord } from '../../records/record.ts';
import type { Writer } from '../../store.ts';
import { changeThing, readSingleton } from '../../things/typed.ts';
import { writeThingsIn } from '../../things/write.ts';
import type { Vault } from '../../vault.ts';
import type { PostedFields } from './fields.ts';

/** @param fields without problems, and normalised. @throws MAX_RECORDS_EXCEEDED */
export async function createPostedRecord(
  db: Writer,
  vault: Vault,
  personId: string,
  fields: PostedFields,
): Promise<HealthRecord> {
  const profile = profileOf(fields);
  const name = [profile.first, profile.middle, profile.last].filter(Boolean).join(' ');
  const relationship = Number(fields['Record.Relationship']);
  const record = await openRecord(db, vault, { personId, name, relationship });
  const grant = await makePersonGrant(db, personId, record.id, vault.clock.now());
  await writeProfile(db, vault, grant, profile);
  const ethnicity = fields['Record.EthnicityCode'] ?? '';
  const language = fields['Record.LanguageCode'] ?? '';
  const personal = await readSingleton<Personal>(db, grant, personalType);
  const basic = await readSingleton<Basic>(db, grant, basicType);
  const writes = [
    ...(ethnicity === '' || !personal
      ? []
      : [
          changeThing(personalType, personal.stored, {
            ...personal.value,
            ethnicity: codedValue('ethnicity-types', 'wc', ethnicity),
          }),
        ]),
    ...(language === '' || !basic
      ? []
      : [
          changeThing(basicType, basic.stored, {
            ...basic.value,
            language: [
              {
                language: codedValue('iso639-1', 'iso', language),
                isPrimary: true,
              },
            ],
          }),
        ]),
  ];
  if (writes.length > 0) await writeThingsIn(db, vault, grant, writes, { overwrite: true });
  return record;
}

function profileOf(fields: PostedFields): Profile {
  const text = (name: keyof PostedFields) => fields[name] ?? '';
  const gender = text('Record.Gender').toLowerCase();
  return {
    ...emptyProfile,
    first: text('Record.FirstName'),
    middle: text('Record.MiddleName'),
    last: text('Record.LastName'),
    birthDate: text('Record.BirthDate'),
    gender: gender === 'f' || gender === 'm' ? gender : '',
    country: text('Record.CountryCode').toUpperCase(),
    postcode: text('Record.PostalCode'),
    city: text('Record.City'),
    state: text('Record.StateCode'),
    street: [text('Record.StreetAddress1'), text('Record.StreetAddress2')].filter(line => line !== ''),
    email: text('Record.Email'),
    phone: text('Record.PhoneNumber'),
  };
}

function codedValue(type: string, family: string, value: string) {
  const vocabulary = assume(pickVocabulary(listVocabularies(), { name: type, family }), 'this vocabulary');
  const text = vocabulary.items().find(({ code }) => code === value)?.texts.en?.display ?? value;
  return { text, code: [{ value, family, type, version: vocabulary.version }] };
}
