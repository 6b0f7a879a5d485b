// The fields of a new record, named as applications post them.
import { assume } from '../../../assume.ts';
import { getLatestDay } from '../../../core/days.ts';
import { type PostedFields, recordFieldNames } from '../../../core/healthvault/parked/fields.ts';
import { listCountries } from '../../../locales/countries.ts';
import type { Language } from '../../../locales/language.ts';
import { postedWords } from '../../../locales/words.ts';
import { listVocabularies, pickVocabulary } from '../../../vocabularies/index.ts';
import type { Option } from '../../kit/fields.tsx';
import type { FieldDefinition } from '../../kit/form-definition.tsx';
import { listRelationships } from '../../kit/words.ts';
import type { Visit } from '../../web/visit.ts';

type RecordField = (typeof recordFieldNames)[number];

/** @param isFilled by an application, which must know more than a person must tell */
export function listRecordFields(
  { language, vault }: Visit,
  isFilled: boolean,
  values: PostedFields,
): FieldDefinition[] {
  const { labels, stateHint } = postedWords(language);
  return recordFieldNames.map(name => ({
    name,
    label: labels[name.slice('Record.'.length) as keyof typeof labels],
    kind: kinds[name] ?? 'text',
    optional: optional.includes(name) || (!isFilled && optionalForPeople.includes(name)),
    autocomplete: 'off',
    options: optionsOf(name, language, values),
    ...(name === 'Record.BirthDate' && { max: getLatestDay(vault.clock.now()) }),
    ...(name === 'Record.StateCode' && { hint: stateHint }),
  }));
}

const kinds: Readonly<Partial<Record<RecordField, FieldDefinition['kind']>>> = {
  'Record.Relationship': 'select',
  'Record.BirthDate': 'date',
  'Record.Gender': 'select',
  'Record.CountryCode': 'select',
  'Record.Email': 'email',
  'Record.PhoneNumber': 'tel',
  'Record.EthnicityCode': 'select',
  'Record.LanguageCode': 'select',
};

const optional: readonly RecordField[] = [
  'Record.MiddleName',
  'Record.StreetAddress1',
  'Record.StreetAddress2',
  'Record.City',
  'Record.StateCode',
  'Record.Email',
  'Record.PhoneNumber',
  'Record.EthnicityCode',
  'Record.LanguageCode',
];

const optionalForPeople: readonly RecordField[] = [
  'Record.BirthDate',
  'Record.Gender',
  'Record.PostalCode',
  'Record.CountryCode',
];

function optionsOf(name: RecordField, language: Language, values: PostedFields): Option[] {
  const w = postedWords(language);
  switch (name) {
    case 'Record.Relationship': {
      const known = listRelationships(language).map(({ number, name }) => ({
        value: String(number),
        label: name,
      }));
      // Seldom meant by a person, but in the list.
      return values[name] === '6' ? [...known, { value: '6', label: w.guardian }] : known;
    }
    case 'Record.Gender':
      return (['F', 'M', 'UNSP'] as const).map(code => ({ value: code, label: w.genders[code] }));
    case 'Record.CountryCode':
      return listCountries(language).map(({ code, name }) => ({ value: code, label: name }));
    case 'Record.EthnicityCode':
      return coded('ethnicity-types', 'wc', language);
    case 'Record.LanguageCode':
      return coded('iso639-1', 'iso', language).sort((a, b) => a.label.localeCompare(b.label, language));
    default:
      return [];
  }
}

function coded(name: string, family: string, language: Language): Option[] {
  return assume(pickVocabulary(listVocabularies(), { name, family }), 'this vocabulary')
    .items()
    .map(({ code, texts }) => ({
      value: code,
      label: assume(texts[language] ?? texts.en, 'a text in English').display,
    }));
}
