// The words of posted fields: their labels, and what is wrong with them.
import type { postedWords as english } from '../../en/hand-over/posted.ts';
import { recordsWords } from '../pages/records.ts';

export const postedWords: typeof english = {
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
  absent: label => `${label}: fehlt.`,
  problems: {
    length: label => `${label}: Das ist zu lang.`,
    characters: label => `${label}: ohne < und > und ohne Steuerzeichen.`,
    date: label => `${label}: Geben Sie einen vergangenen Tag an, etwa 1984-05-31.`,
    email: label => `${label}: Geben Sie eine an wie name@example.org.`,
    country: label => `${label}: Bitte wählen.`,
    language: label => `${label}: Bitte wählen.`,
    gender: label => `${label}: Bitte wählen.`,
    state: label => `${label}: Das gibt es in diesem Land nicht.`,
    code: label => `${label}: Bitte wählen.`,
    address: recordsWords.streetAlone,
  },
};
