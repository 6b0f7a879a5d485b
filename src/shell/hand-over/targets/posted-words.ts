// The words of posted fields: their labels, and what is wrong with them.
import type { PostedField, PostedProblem } from '../../../core/healthvault/parked/fields.ts';
import { type Language, words } from '../../../locales/language.ts';
import { frameWords } from '../../kit/frame-words.ts';
import { recordsWords } from '../../pages/records/records-words.ts';

export const postedWords = words({
  en: {
    labels: {
      Relationship: 'Who is it about?',
      FirstName: 'First name',
      MiddleName: 'Middle name',
      LastName: 'Last name',
      BirthDate: 'Date of birth',
      Gender: 'Gender',
      StreetAddress1: 'Street',
      StreetAddress2: 'Street, second line',
      City: 'City',
      StateCode: 'State, province or part of the country',
      PostalCode: 'Postal code',
      CountryCode: 'Country',
      Email: 'E-mail address',
      PhoneNumber: 'Phone',
      EthnicityCode: 'Ethnicity',
      LanguageCode: 'Language',
    },
    stateHint: 'Two letters in the United States (NY), Canada (ON) and the United Kingdom (EN, NI, SC, WA).',
    genders: { F: 'Female', M: 'Male', UNSP: 'Rather not say' },
    guardian: 'My guardian',
    whoMissing: 'Choose who the record is about.',
    absent: (label: string) => `${label}: missing.`,
    problems: {
      length: (label: string) => `${label}: this is too long.`,
      characters: (label: string) => `${label} cannot have < or > or control characters in it.`,
      date: (label: string) => `${label}: enter a past day such as 1984-05-31.`,
      email: (label: string) => `${label}: enter one such as name@example.org.`,
      country: (label: string) => `${label}: choose one.`,
      language: (label: string) => `${label}: choose one.`,
      gender: (label: string) => `${label}: choose one.`,
      state: (label: string) => `${label}: there is no such one in this country.`,
      code: (label: string) => `${label}: choose one.`,
      address: recordsWords('en').streetAlone,
    },
  },
  es: {
    labels: {
      Relationship: '¿De quién es?',
      FirstName: 'Nombre',
      MiddleName: 'Segundo nombre',
      LastName: 'Apellidos',
      BirthDate: 'Fecha de nacimiento',
      Gender: 'Sexo',
      StreetAddress1: 'Calle',
      StreetAddress2: 'Calle, segunda línea',
      City: 'Ciudad',
      StateCode: 'Estado, provincia o parte del país',
      PostalCode: 'Código postal',
      CountryCode: 'País',
      Email: 'Correo electrónico',
      PhoneNumber: 'Teléfono',
      EthnicityCode: 'Origen étnico',
      LanguageCode: 'Idioma',
    },
    stateHint: 'Dos letras en Estados Unidos (NY), Canadá (ON) y el Reino Unido (EN, NI, SC, WA).',
    genders: { F: 'Femenino', M: 'Masculino', UNSP: 'Prefiero no decirlo' },
    guardian: 'Mi tutor',
    whoMissing: 'Elija de quién es el historial.',
    absent: (label: string) => `${label}: falta.`,
    problems: {
      length: (label: string) => `${label}: es demasiado largo.`,
      characters: (label: string) => `${label}: no puede contener < ni > ni caracteres de control.`,
      date: (label: string) => `${label}: escriba un día pasado, como 1984-05-31.`,
      email: (label: string) => `${label}: escriba uno como nombre@example.org.`,
      country: (label: string) => `${label}: elija uno.`,
      language: (label: string) => `${label}: elija uno.`,
      gender: (label: string) => `${label}: elija uno.`,
      state: (label: string) => `${label}: no existe en este país.`,
      code: (label: string) => `${label}: elija una opción.`,
      address: recordsWords('es').streetAlone,
    },
  },
  de: {
    labels: {
      Relationship: 'Um wen geht es?',
      FirstName: 'Vorname',
      MiddleName: 'Zweiter Vorname',
      LastName: 'Nachname',
      BirthDate: 'Geburtsdatum',
      Gender: 'Geschlecht',
      StreetAddress1: 'Straße',
      StreetAddress2: 'Straße, zweite Zeile',
      City: 'Ort',
      StateCode: 'Bundesstaat, Provinz oder Landesteil',
      PostalCode: 'Postleitzahl',
      CountryCode: 'Land',
      Email: 'E-Mail-Adresse',
      PhoneNumber: 'Telefon',
      EthnicityCode: 'Ethnische Herkunft',
      LanguageCode: 'Sprache',
    },
    stateHint:
      'Zwei Buchstaben in den Vereinigten Staaten (NY), in Kanada (ON) und im Vereinigten Königreich (EN, NI, SC, WA).',
    genders: { F: 'Weiblich', M: 'Männlich', UNSP: 'Keine Angabe' },
    guardian: 'Mein Vormund',
    whoMissing: 'Wählen Sie, um wen es in der Akte geht.',
    absent: (label: string) => `${label}: fehlt.`,
    problems: {
      length: (label: string) => `${label}: Das ist zu lang.`,
      characters: (label: string) => `${label}: ohne < und > und ohne Steuerzeichen.`,
      date: (label: string) => `${label}: Geben Sie einen vergangenen Tag an, etwa 1984-05-31.`,
      email: (label: string) => `${label}: Geben Sie eine an wie name@example.org.`,
      country: (label: string) => `${label}: Bitte wählen.`,
      language: (label: string) => `${label}: Bitte wählen.`,
      gender: (label: string) => `${label}: Bitte wählen.`,
      state: (label: string) => `${label}: Das gibt es in diesem Land nicht.`,
      code: (label: string) => `${label}: Bitte wählen.`,
      address: recordsWords('de').streetAlone,
    },
  },
});

export function problemInWords(name: PostedField, problem: PostedProblem, language: Language): string {
  const { problems, whoMissing } = postedWords(language);
  const label = labelOf(name, language);
  if (problem !== 'missing') return problems[problem](label);
  return name === 'Record.Relationship' ? whoMissing : frameWords(language).missing(label);
}

/** Of a field that nobody can fill in, with its name for whoever made the application. */
export function noteInWords(name: PostedField, problem: PostedProblem, language: Language): string {
  const { problems, absent } = postedWords(language);
  const label = labelOf(name, language);
  return `${problem === 'missing' ? absent(label) : problems[problem](label)} (${name})`;
}

function labelOf(name: PostedField, language: Language): string {
  const { labels } = postedWords(language);
  return labels[name.replace(/^\w+\./, '') as keyof typeof labels];
}

/** Which field of the sign-up form shows what; an account keeps nothing of the others. */
export const signUpFieldOf: Readonly<Partial<Record<PostedField, string>>> = {
  'Account.FirstName': 'name',
  'Account.LastName': 'name',
  'Account.BirthDate': 'birth-date',
  'Account.Email': 'email',
  'Account.CountryCode': 'country',
};
